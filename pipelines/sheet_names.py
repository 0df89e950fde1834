"""The name of a sheet in a workbook that we write."""

import re
from collections.abc import Iterable

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31  # characters


def sheet_name(wanted: str, other: str, taken: Iterable[str] = ()) -> str:
    """What was wanted as a sheet can bear it, `other` when nothing is left of it.

    A name that is among those taken, in whatever case, gets a number: "Cần sửa (2)".
    """
    allowed = " ".join(_FORBIDDEN.sub(" ", wanted).split())
    name = base = allowed[:_LONGEST].strip(" '") or other[:_LONGEST]
    folded = {each.casefold() for each in taken}
    number = 1
    while name.casefold() in folded:
        number += 1
        ending = f" ({number})"
        name = base[: _LONGEST - len(ending)] + ending
    return name
