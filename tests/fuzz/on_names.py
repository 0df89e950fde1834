"""Mutators of names and codes: spellings, short names, old fonts, codes that are wrong or gone."""

import unicodedata
from collections.abc import Callable

from base import LEVELS, UNITS
from cases import NOTHING, Case, mutator
from old_text import typed
from pages import Column, Line, Page

_TONES = {"òa": "oà", "Hòa": "Hoà", "ủy": "uỷ", "Ủy": "Uỷ", "ùy": "uỳ", "òe": "oè"}


def _rename(page: Page, change: Callable[[str], str]) -> None:
    at = page.column_of("name")
    if at is not None:
        for line in page.lines:
            if isinstance(line.cells[at], str):
                line.cells[at] = change(line.cells[at])


def _texts(page: Page, change: Callable[[str], str]) -> None:
    """Change every text of a page."""
    page.above = [[change(t) if isinstance(t, str) else t for t in row] for row in page.above]
    for column in page.columns:
        column.path = tuple(change(text) for text in column.path)
    for line in page.lines:
        line.cells = [change(v) if isinstance(v, str) else v for v in line.cells]


@mutator(harmless=True)
def decomposed(case: Case) -> None:
    """Letters and tone marks apart (NFD)."""
    _texts(case.page(), lambda text: unicodedata.normalize("NFD", text))


@mutator(harmless=True)
def tone_elsewhere(case: Case) -> None:
    """Hoà for Hòa, uỷ for ủy."""

    def moved(text: str) -> str:
        for new, old in _TONES.items():
            text = text.replace(new, old)
        return text

    _texts(case.page(), moved)


@mutator(harmless=True)
def capital_names(case: Case) -> None:
    """Names in capitals, with double and no-break spaces."""
    space = case.random.choice((" ", "  ", "\u00a0"))
    _rename(case.page(), lambda name: name.upper().replace(" ", space))


@mutator(harmless=True)
def eth_for_dd(case: Case) -> None:
    """Ð (eth) for Đ."""
    _texts(case.page(), lambda text: text.replace("Đ", "\u00d0"))


@mutator()
def short_names(case: Case) -> None:
    """ "Bình Hòa" for "Đảng bộ xã Bình Hòa"."""
    short = ("Đảng bộ xã ", "Đảng bộ ", "Chi bộ ")

    def shortened(name: str) -> str:
        return next((name.removeprefix(p) for p in short if name.startswith(p)), name)

    _rename(case.page(), shortened)


@mutator()
def no_codes(case: Case) -> None:
    """No column of codes: names decide inside their block."""
    page = case.page()
    if case.random.random() < 0.5 and page.column_of("code") is not None:
        page.drop_column(page.column_of("code"))
    else:
        _codes(page, lambda _: None)


def _codes(page: Page, change: Callable[[str], object]) -> None:
    at = page.column_of("code")
    for line in page.units:
        if at is not None and line.cells[at]:
            line.cells[at] = change(line.cells[at])


@mutator()
def no_codes_no_numbers(case: Case) -> None:
    """Neither codes nor numbers of rows."""
    page = case.page()
    for key in ("code", "ordinal"):
        if page.column_of(key) is not None:
            page.drop_column(page.column_of(key))


@mutator()
def no_codes_shuffled(case: Case) -> None:
    """No codes, and cells under the wrong organisation: whose they are is not known any more."""
    page = case.page("org_rating", "member_rating", "member_flow")
    if page.column_of("code") is not None:
        page.drop_column(page.column_of("code"))
    case.random.shuffle(page.lines)
    for line in page.units:
        if "." in line.unit:
            for i in page.counted:
                case.says(line.unit, page.keys[i], NOTHING)


@mutator()
def no_names(case: Case) -> None:
    """Codes without names."""
    page = case.page()
    if page.column_of("name") is not None:
        page.drop_column(page.column_of("name"))


@mutator()
def small_codes(case: Case) -> None:
    """Codes in small letters or with spaces."""
    change = case.random.choice((str.lower, lambda c: f" {c} ", lambda c: f"{c}\u00a0"))
    _codes(case.page(), change)


@mutator("xlsx", "ods", "xls")
def codes_as_numbers(case: Case) -> None:
    """Codes of communes as numbers."""
    _codes(case.page("commune_staff"), lambda c: int(c) if str(c).isdigit() else c)


def _two_of_other_names(case: Case, page: Page) -> tuple[Line, Line]:
    """Two organisations; where a code stands, "Chi bộ thôn 1" of two communes is one name."""
    one = case.random.choice(page.units)
    others = [line for line in page.units if _name(line) != _name(one)]
    return one, case.random.choice(others or [one])


def _name(line: Line) -> str:
    return UNITS[line.unit][0]


@mutator(alone=True)
def code_of_another(case: Case) -> None:
    """The code of one organisation beside the name of another: told."""
    page = case.page()
    at = page.column_of("code")
    if at is None or len(page.units) < 2:
        return
    one, two = _two_of_other_names(case, page)
    one.cells[at] = two.cells[at]
    case.told.add(page.form)
    for line in (one, two):
        for i in page.counted:
            case.says(line.unit, page.keys[i], NOTHING)


@mutator(alone=True)
def codes_swapped(case: Case) -> None:
    """Two codes in each other's place: one of code and name is wrong."""
    page = case.page()
    at = page.column_of("code")
    if at is None or len(page.units) < 2:
        return
    one, two = _two_of_other_names(case, page)
    one.cells[at], two.cells[at] = two.cells[at], one.cells[at]
    for line in (one, two):
        for i in page.counted:
            case.says(line.unit, page.keys[i], NOTHING)


@mutator()
def typo_in_name(case: Case) -> None:
    """A name with a letter too few; with a code it is only told."""
    page = case.page()
    at, code = page.column_of("name"), page.column_of("code")
    line = case.random.choice(page.units)
    if at is None or not isinstance(line.cells[at], str) or len(line.cells[at]) < 8:
        return
    cut = case.random.randrange(5, len(line.cells[at]))
    line.cells[at] = line.cells[at][:cut] + line.cells[at][cut + 1 :]
    if code is not None and case.random.random() < 0.5:
        line.cells[code] = None


@mutator()
def typed_in_old_font(case: Case) -> None:
    """TCVN3 or VNI, in one sheet or one cell: refused, or converted and told."""
    encoding = case.random.choice(("TCVN3", "VNI"))
    case.accepts_old_text = case.random.random() < 0.6
    page = case.page()
    if case.random.random() < 0.6:
        _texts(page, lambda text: typed(text, encoding))
    else:
        line = case.random.choice(page.units)
        line.cells = [typed(v, encoding) if isinstance(v, str) else v for v in line.cells]


@mutator(alone=True)
def rating_in_words(case: Case) -> None:
    """One column with the level in words."""
    page = case.page("org_rating")
    if page.form != "org_rating":
        return
    words = ["HTXSNV", "Hoàn thành tốt nhiệm vụ", "HTNV", "Không HTNV", "Chưa xếp loại"]
    case.random.random() < 0.3 and words.__setitem__(2, "hoàn thành  nhiệm vụ ")
    levels = [_level(line, page) for line in page.lines]
    for index in reversed(page.counted):
        page.drop_column(index)
    values = [words[level] if level is not None else None for level in levels]
    page.add_column(3, Column("words", ("Kết quả xếp loại",)), values)
    page.lines = [line for line in page.lines if line.kind == "unit"]
    if case.random.random() < 0.3:
        line = case.random.choice(page.units)
        line.cells[3] = case.random.choice(("Khá", "HT tôt", "A", "Hoàn thành xuất", 1))
        for level in LEVELS:
            case.says(line.unit, level, NOTHING)


def _level(line: object, page: Page) -> int | None:
    marks = [place for place, i in enumerate(page.counted) if line.cells[i] == "x"]
    return marks[0] if line.kind == "unit" and marks else None
