"""Mutators of headers: their order, levels, words, and columns that do not belong there."""

from functools import cache

from base import YEAR
from cases import MARKER, NOTHING, Case, mutator
from on_cells import is_count
from pages import Column, Page

from pipelines.declarations import load_declarations


def _measures_lost(case: Case, page: Page, measure: str) -> None:
    for line in page.units:
        case.says(line.unit, measure, NOTHING)


@mutator(harmless=True)
def columns_in_other_order(case: Case) -> None:
    """Columns anywhere, each under its whole path of headings."""
    page = case.page()
    page.reorder(case.random.sample(range(len(page.columns)), len(page.columns)))
    page.style = case.random.choice(("merged", "repeated", "flat"))


@mutator(harmless=True)
def header_of_one_row(case: Case) -> None:
    """The path of headings in one cell."""
    case.page().style = "flat"


@mutator(harmless=True)
def header_repeated_across(case: Case) -> None:
    """Every level written over every column."""
    case.page().style = "repeated"


@mutator(harmless=True)
def no_column_numbers(case: Case) -> None:
    """No row of (1) (2) …"""
    case.page().has_numbers = False


@mutator(harmless=True)
def column_letters(case: Case) -> None:
    """A, B, 1, 2 … below the header."""
    page = case.page()
    page.has_numbers = False
    numbers = ["A", "B", "C", *range(1, 40)][: len(page.columns)]
    as_text = case.random.random() < 0.5
    page.lines.insert(0, _line([str(n) if as_text else n for n in numbers]))


def _line(cells: list) -> object:
    from pages import Line

    return Line("text", cells)


@mutator(harmless=True)
def other_words(case: Case) -> None:
    """Headings as the declarations allow them too."""
    page = case.page()
    for column in page.columns:
        spellings = _spellings(page.form).get(column.key)
        if spellings and case.random.random() < 0.5:
            column.path = tuple(case.random.choice(spellings).split(" › "))


@cache
def _spellings(form: str) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for heading in load_declarations().headings[form]:
        if heading.role in ("count", "mark"):
            held.setdefault(heading.target, []).append(heading.text)
    return held


@mutator(harmless=True)
def capitals_and_breaks(case: Case) -> None:
    """Headings in capitals, with line breaks and double spaces."""
    page = case.page()
    breaks = case.random.choice(("\n", "  ", " \n", "\u00a0"))
    for column in page.columns:
        column.path = tuple(text.upper().replace(" ", breaks) for text in column.path)


@mutator()
def typo_in_heading(case: Case) -> None:
    """A letter too few, too many, or another."""
    page = case.page()
    column = case.random.choice([page.columns[i] for i in page.counted])
    text = column.path[-1]
    at = case.random.randrange(len(text))
    wrong = case.random.choice((text[:at] + text[at + 1 :], f"{text[:at]}z{text[at:]}"))
    column.path = (*column.path[:-1], wrong)


@mutator()
def heading_lost(case: Case) -> None:
    """A column without a heading."""
    page = case.page()
    column = case.random.choice([page.columns[i] for i in page.counted])
    column.path = case.random.choice(((), (*column.path[:-1], " ")))


@mutator()
def headings_swapped(case: Case) -> None:
    """Two headings in each other's place: that is what the file says then."""
    page = case.page()
    left, right = case.random.sample([page.columns[i] for i in page.counted], 2)
    for line in page.units:
        one, two = ((line.unit, 2023, column.key) for column in (left, right))
        if one in case.truth and two in case.truth:
            case.truth[one], case.truth[two] = case.truth[two], case.truth[one]
    left.path, right.path = right.path, left.path
    left.key, right.key = right.key, left.key
    if page.style == "merged":
        page.style = "repeated"


@mutator()
def heading_twice(case: Case) -> None:
    """Another column under the same heading, with other counts."""
    page = case.counts_page()
    index = case.random.choice(page.counted)
    column = page.columns[index]
    values = [_other(line.cells[index]) for line in page.lines]
    page.add_column(case.random.choice((index, index + 1)), Column("again", column.path), values)
    _measures_lost(case, page, column.key)


def _other(value: object) -> object:
    return value + 1 if is_count(value) else value


@mutator()
def parent_lost(case: Case) -> None:
    """A parent heading is gone: "Trung cấp" stands in two blocks."""
    page = case.page("committee", "commune_staff", "member_rating", "member_flow")
    parents = sorted({column.path[0] for column in page.columns if len(column.path) > 1})
    if not parents:
        return
    lost = case.random.choice(parents)
    blank = case.random.random() < 0.5
    for column in page.columns:
        if column.path[0:1] == (lost,):
            column.path = ("",) * blank + column.path[1:]


@mutator()
def parents_swapped(case: Case) -> None:
    """Two parent headings in each other's place."""
    page = case.page("committee", "commune_staff")
    parents = sorted({column.path[0] for column in page.columns if len(column.path) > 1})
    if len(parents) < 2 or page.form not in ("committee", "commune_staff"):
        return
    one, two = case.random.sample(parents, 2)
    other, said = {one: two, two: one}, dict(case.truth)
    for column in page.columns:
        if len(column.path) > 1 and column.path[0] in other:
            column.path = (other[column.path[0]], *column.path[1:])
            _measures_lost(case, page, column.key)
    if page.form == "commune_staff":
        _swap_staff(case, page, said)


def _swap_staff(case: Case, page: Page, said: dict) -> None:
    """Both blocks have the same headings: their counts change sides."""
    for line in page.units:
        for measure in (page.keys[i] for i in page.counted):
            side, _, rest = measure.partition("_")
            other = {"cadres": "officials", "officials": "cadres"}[side]
            if (line.unit, YEAR, measure) in said:
                case.says(line.unit, f"{other}_{rest}", said[line.unit, YEAR, measure])


@mutator()
def column_removed(case: Case) -> None:
    """A column that the form needs is not there."""
    page = case.page()
    index = case.random.choice(page.counted)
    measure = page.keys[index]
    page.drop_column(index)
    for line in page.units:
        case.is_silent_on(line.unit, [measure])
    if measure != "org_unrated":
        case.told.add(page.form)


@mutator()
def unknown_column(case: Case) -> None:
    """A column that nobody knows, with numbers or with words."""
    page = case.page()
    heading = case.random.choice(("Dự bị", "Số liệu khác", "Tổng", "Ghi chú thêm", "2022", "Nam"))
    has_numbers = case.random.random() < 0.5
    values = [case.random.randint(1, 9) if has_numbers else "đủ" for _ in page.lines]
    at = case.random.choice((len(page.columns), case.random.choice(page.counted)))
    page.add_column(at, Column("other", (heading,)), values)
    if has_numbers and heading != "2022":
        case.told.add(page.form)


@mutator()
def unknown_column_in_a_block(case: Case) -> None:
    """A column that nobody knows, under a parent heading that everybody knows."""
    page = case.page("committee", "commune_staff", "member_flow")
    inside = [i for i in page.counted if len(page.columns[i].path) > 1]
    if not inside:
        return
    at = case.random.choice(inside)
    path = (*page.columns[at].path[:-1], case.random.choice(("Khác", "Nam", "Nghiệp vụ")))
    values = [case.random.randint(1, 9) for _ in page.lines]
    page.add_column(at + 1, Column("other", path), values)
    case.told.add(page.form)


@mutator(harmless=True)
def without_percentages(case: Case) -> None:
    """No columns of percentages."""
    page = case.page("member_rating")
    for index in reversed([i for i, key in enumerate(page.keys) if key.startswith("%")]):
        page.drop_column(index)


@mutator()
def odd_percentages(case: Case) -> None:
    """Percentages wrong, as text, as shares of 1, or in error: none of them is stored."""
    from pages import Broken

    page = case.page("member_rating")
    shown = case.random.choice(("12,5%", "8.73", 0.08, -1, 250, Broken("#DIV/0!"), "-", "x", "12"))
    for index in (i for i, key in enumerate(page.keys) if key.startswith("%")):
        for line in page.lines:
            if case.random.random() < 0.5:
                line.cells[index] = shown


@mutator(harmless=True)
def empty_columns(case: Case) -> None:
    """Columns of nothing between the others."""
    page = case.page()
    for _ in range(case.random.randint(1, 3)):
        at = case.random.choice((0, len(page.columns)))
        page.add_column(at, Column("other", ()), [None] * len(page.lines))


@mutator(alone=True)
def column_of_persons(case: Case) -> None:
    """Names, birthdays, identity numbers: the sheet is refused and nothing of it is kept."""
    page = case.page()
    words = load_declarations().words.persons.values()
    heading = case.random.choice(("Họ và tên", "HỌ TÊN", "Ngày sinh", "CCCD", *words))
    at = case.random.randrange(len(page.columns) + 1)
    page.add_column(at, Column("person", (heading,)), [MARKER] * len(page.lines))
    page.above = [*page.above, [None, MARKER]] if case.random.random() < 0.3 else page.above
    case.is_refused = True


@mutator()
def long_heading(case: Case) -> None:
    """A heading of thousands of letters."""
    page = case.page()
    column = case.random.choice([page.columns[i] for i in page.counted])
    column.path = (*column.path[:-1], column.path[-1] * case.random.choice((20, 900)))


@mutator(harmless=True)
def title_rows(case: Case) -> None:
    """Issuers, mottos and form codes above the header."""
    page = case.page()
    page.above = [
        ["ĐẢNG BỘ TỈNH BÌNH ĐỊNH", *[None] * (len(page.columns) - 2), "Biểu số 6-BTCTW"],
        *page.above,
        ["(Kèm theo Báo cáo số     -BC/HU, ngày    /12/2023)"],
        [],
    ]


@mutator()
def far_header(case: Case) -> None:
    """A header far below the top, or far to the right."""
    page = case.page()
    if case.random.random() < 0.5:
        page.above += [[] for _ in range(case.random.choice((20, 36, 60)))]
    else:
        for _ in range(case.random.choice((10, 60))):
            page.add_column(0, Column("other", ()), [None] * len(page.lines))
