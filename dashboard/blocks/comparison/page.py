"""So sánh: targets, differences, committees and members of two to six sides."""

from dashboard.blocks.block import Block
from dashboard.blocks.comparison import differences as comparison_differences
from dashboard.blocks.comparison import people as comparison_people
from dashboard.blocks.comparison import targets as comparison_targets
from dashboard.components.markup import notice
from dashboard.components.picker import choices
from dashboard.selection import View
from dashboard.wording import say

BLOCKS = (comparison_targets.BLOCK, comparison_differences.BLOCK, *comparison_people.PEOPLE)


def beside(block: Block, view: View) -> str:
    """The choice in the head of the panels: one year or all; a sentence where it is not known."""
    if block is not comparison_targets.BLOCK:
        return ""
    wrong = comparison_targets.wrong_choice(view)
    told = notice(wrong) if wrong else ""
    return choices(say("compare.seen"), comparison_targets.seen(view), key="seen") + told
