"""Mutators of whole sheets: hidden, copied, renamed, empty, of another year, two in one."""

from copy import deepcopy

from cases import NOTHING, Case, mutator
from on_cells import is_count
from pages import Column, Line, Page

BOOKS = ("xlsx", "xls", "ods")


def _note(name: str, *texts: str) -> Page:
    return Page("note", name, [[text] for text in texts], [], [], has_numbers=False)


@mutator("xlsx", "xls", harmless=True)
def hidden_sheet(case: Case) -> None:
    """A hidden sheet counts."""
    case.page().is_hidden = True


@mutator(*BOOKS)
def sheet_copied(case: Case) -> None:
    """The same form twice, with the same or with other counts."""
    page = case.page()
    twin = deepcopy(page)
    twin.name = case.random.choice((f"{page.name[:25]} (2)", "Sheet2", "Bản cũ", "Copy"))
    case.told.add(page.form)
    if case.random.random() < 0.7:
        _change(case, twin)
    case.pages.insert(case.random.randrange(len(case.pages) + 1), twin)


def _change(case: Case, page: Page) -> None:
    for line in page.units:
        for i in page.counted:
            if is_count(line.cells[i]):
                line.cells[i] += 1
                case.says(line.unit, page.keys[i], NOTHING)


@mutator(*BOOKS, harmless=True)
def sheet_renamed(case: Case) -> None:
    """A name that says nothing."""
    for number, page in enumerate(case.pages, 1):
        page.name = case.random.choice(
            (f"Sheet{number}", f"Trang {number}", f"{number}", f"B{number}")
        )


@mutator(*BOOKS)
def sheet_misnamed(case: Case) -> None:
    """The name of another form: the title decides."""
    page = case.page()
    page.name = case.random.choice(("XL ĐV", "XL TCĐ", "CBCC", "Danh mục", "TG ĐV", "Tổng hợp"))


@mutator(*BOOKS)
def further_sheets(case: Case) -> None:
    """Notes, empty sheets, sheets with a few numbers."""
    case.pages.append(_note("Ghi chú", "Biểu này tổng hợp từ các đơn vị.", "Số liệu minh họa"))
    case.pages.append(_note("Trống"))
    if case.random.random() < 0.5:
        case.pages.insert(0, _note("Bìa", "BÁO CÁO", "Năm 2022 và năm 2023"))


@mutator()
def untitled(case: Case) -> None:
    """No title, no year in it: the name of the file and the headings decide."""
    case.page().above = []


@mutator(alone=True)
def year_nowhere(case: Case) -> None:
    """No year in titles, sheets or files."""
    case.is_refused = True
    case.file_year = None
    for page in case.pages:
        page.above = [[text.replace(" NĂM 2023", "") for text in row] for row in page.above]
        case.told.add(page.form)


@mutator(alone=True)
def year_contradicts(case: Case) -> None:
    """The title says one year, the file another."""
    case.is_refused = True
    case.file_year = case.random.choice((2022, 2021, 2024))
    for page in case.pages:
        if any("2023" in str(text) for row in page.above for text in row):
            case.told.add(page.form)
    for key in case.truth:
        case.truth[key] = NOTHING


@mutator(alone=True)
def other_year(case: Case) -> None:
    """A form of the year before among those of this one: it is another year's."""
    case.file_year = None
    page = case.page()
    page.above = [[str(text).replace("2023", "2022") for text in row] for row in page.above]
    measures = {page.keys[i] for i in page.counted}
    for unit, year, measure in list(case.truth):
        if measure in measures:
            case.truth[unit, 2022, measure] = case.truth.pop((unit, year, measure))


@mutator(alone=True)
def year_outside(case: Case) -> None:
    """A year that the programme does not know."""
    year = case.random.choice(("2019", "2026", "2033"))
    case.is_refused = True
    case.file_year = None
    for page in case.pages:
        page.above = [[str(text).replace("2023", year) for text in row] for row in page.above]
        case.told.add(page.form)
    for key in case.truth:
        case.truth[key] = NOTHING


@mutator()
def two_forms_below(case: Case) -> None:
    """A second form below the first in one sheet: its counts are taken, or it is told."""
    if len(case.pages) < 2:
        return
    first, second = case.random.sample(case.pages, 2)
    first.lines += [Line("text", list(row)) for row in [[], *second.grid()]]
    case.pages.remove(second)
    case.places[second.form] = ("", first.name)


@mutator()
def two_forms_beside(case: Case) -> None:
    """A second form to the right of the first in one sheet."""
    if len(case.pages) < 2:
        return
    first, second = case.random.sample(case.pages, 2)
    right = [column for column in second.columns if column.key not in ("ordinal", "code", "name")]
    places = [second.keys.index(column.key) for column in right]
    rows = {line.unit: line for line in second.units}
    for column, place in zip(right, places, strict=True):
        values = [rows[li.unit].cells[place] if li.unit in rows else None for li in first.lines]
        first.add_column(len(first.columns), Column("other", column.path), values)
    case.pages.remove(second)


@mutator()
def table_again_below(case: Case) -> None:
    """Last year's table below this year's, in the same sheet."""
    page = case.page()
    old = deepcopy(page)
    _change(case, old)
    old.above = [["SO SÁNH VỚI NĂM TRƯỚC"]]
    page.lines += [Line("text", list(row)) for row in [[], *old.grid()]]


@mutator("csv", harmless=True)
def name_of_file_in_folder(case: Case) -> None:
    """A file in a folder: its label has a path."""
    for page in case.pages:
        page.name = f"TS05/{page.name}"


@mutator("xls", "ods", "csv")
def long_sheet_name(case: Case) -> None:
    """A name as long as the kind of file bears."""
    page = case.page()
    longest = 31 if case.kind == "xls" else 100
    page.name = (page.name + " tổng hợp" * 12)[:longest]


@mutator(harmless=True)
def form_sent_twice_alike(case: Case) -> None:
    """The register twice: the same organisations."""
    import writers

    name = "Danh mục tổ chức đảng (bản 2).csv"
    case.further[name] = writers.csv_text(case.register).encode()
