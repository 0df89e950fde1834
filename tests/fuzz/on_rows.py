"""Mutators of rows: their order, what stands between and below them, and rows that are no rows."""

from copy import deepcopy

from base import UNITS
from cases import MARKER, NOTHING, Case, mutator
from on_cells import is_count, is_nothing
from pages import Line, Page


def _text_line(page: Page, *texts: object, at: int = 0) -> Line:
    cells = [None] * len(page.columns)
    cells[at : at + len(texts)] = texts
    return Line("text", cells[: max(len(page.columns), at + len(texts))])


def _forget(case: Case, page: Page, line: Line) -> None:
    case.is_silent_on(line.unit, [page.keys[i] for i in page.counted])


def _nothing(case: Case, page: Page, line: Line) -> None:
    for i in page.counted:
        case.says(line.unit, page.keys[i], NOTHING)


@mutator(harmless=True)
def organisations_in_other_order(case: Case) -> None:
    """The cells below an organisation in another order: their codes tell them apart."""
    page = case.page("org_rating", "member_rating", "member_flow")
    for start, line in enumerate(page.lines):
        end = start + 1
        while end < len(page.lines) and _is_cell_of(page.lines[end], line):
            end += 1
        cells = page.lines[start + 1 : end]
        case.random.shuffle(cells)
        page.lines[start + 1 : end] = cells


def _is_cell_of(line: Line, top: Line) -> bool:
    return bool(top.unit and line.unit and line.unit.startswith(f"{top.unit}."))


@mutator()
def rows_shuffled(case: Case) -> None:
    """All rows anywhere."""
    case.random.shuffle(case.page().lines)


@mutator()
def row_twice(case: Case) -> None:
    """An organisation twice, with the same or with other counts."""
    page = case.page()
    line = case.random.choice(page.units)
    twin = deepcopy(line)
    case.told.add(page.form)
    if case.random.random() < 0.5:
        _change(twin, page)
        _nothing(case, page, line)
    page.lines.insert(case.random.randrange(len(page.lines) + 1), twin)


def _change(line: Line, page: Page) -> None:
    for i in page.counted:
        if is_count(line.cells[i]):
            line.cells[i] += 1


@mutator()
def row_removed(case: Case) -> None:
    """An organisation that has not reported."""
    page = case.page()
    line = case.random.choice(page.units)
    if sum(other.unit == line.unit for other in page.units) > 1:  # it would still stand there
        return
    page.lines.remove(line)
    _forget(case, page, line)


@mutator()
def row_without_counts(case: Case) -> None:
    """An organisation whose row is blank: not reported."""
    page = case.page()
    line = case.random.choice(page.units)
    for i in page.counted:
        line.cells[i] = case.random.choice((None, None, " ")) if i != page.counted[0] else None
    _forget(case, page, line)


@mutator()
def row_of_dashes(case: Case) -> None:
    """An organisation that reports nothing but zeros."""
    page = case.counts_page()
    line = case.random.choice(page.units)
    for i in page.counted:
        line.cells[i] = "-"
        case.says(line.unit, page.keys[i], 0)


@mutator(harmless=True)
def blank_rows_between(case: Case) -> None:
    """Empty rows anywhere in the body."""
    page = case.page()
    for _ in range(case.random.randint(1, 5)):
        page.lines.insert(case.random.randrange(len(page.lines) + 1), _text_line(page))


@mutator(harmless=True)
def many_blank_rows(case: Case) -> None:
    """Hundreds of empty rows before the last ones."""
    page = case.page()
    at = case.random.randrange(len(page.lines))
    page.lines[at:at] = [_text_line(page) for _ in range(case.random.choice((50, 400)))]


@mutator(harmless=True)
def totals_first(case: Case) -> None:
    """The total above everything, or anywhere."""
    page = case.page()
    totals = [line for line in page.lines if line.kind == "total"]
    page.lines = [*totals, *(line for line in page.lines if line.kind != "total")]


@mutator(harmless=True)
def total_by_another_name(case: Case) -> None:
    """ "Cộng", "Toàn huyện" and others."""
    page = case.page()
    for line in page.lines:
        if line.kind == "total":
            names = ("Cộng", "TỔNG SỐ", "Toàn huyện", "Toàn đảng bộ", "Tổng cộng:", "  cộng ")
            line.cells[page.column_of("name") or 0] = case.random.choice(names)


@mutator()
def total_in_first_column(case: Case) -> None:
    """The word of the total stands in the column of numbers or of codes, as merged cells do."""
    page = case.page()
    for line in page.lines:
        at, name = page.column_of(case.random.choice(("ordinal", "code"))), page.column_of("name")
        if line.kind == "total" and None not in (at, name):
            line.cells[at], line.cells[name] = line.cells[name], None


@mutator()
def wrong_total(case: Case) -> None:
    """A total that does not add up: nothing of the organisations changes."""
    page = case.counts_page()
    for line in page.lines:
        if line.kind in ("total", "group"):
            _change(line, page)


@mutator()
def group_without_sums(case: Case) -> None:
    """Roman rows that only name a group."""
    page = case.page("org_rating", "member_rating", "member_flow", "committee")
    for line in page.lines:
        if line.kind == "group":
            for i in page.counted:
                line.cells[i] = None


@mutator()
def subtotal_of_a_commune(case: Case) -> None:
    """A row "Cộng xã …" with sums: it is no organisation."""
    page = case.counts_page()
    line = deepcopy(case.random.choice(page.units))
    name = page.column_of("name")
    code = page.column_of("code")
    if name is not None and code is not None:
        line.cells[name], line.cells[code] = f"Cộng {line.cells[name]}", None
        line.kind, line.unit = "text", None
        page.lines.append(line)


@mutator(harmless=True)
def signature_block(case: Case) -> None:
    """Notes, places, days and who signs, below the table."""
    page = case.page()
    wide = len(page.columns) // 2
    page.lines += [
        _text_line(page),
        _text_line(page, "* Ghi chú: số liệu tính đến ngày 31/12/2023."),
        _text_line(page, "Tây Sơn, ngày 15 tháng 12 năm 2023", at=wide),
        _text_line(page, "NGƯỜI LẬP BIỂU", at=1),
        _text_line(page, "T/M BAN THƯỜNG VỤ", at=wide),
        _text_line(page, "(Ký, ghi rõ chức danh)", None, "PHÓ BÍ THƯ", at=1),
    ]


@mutator()
def note_with_numbers(case: Case) -> None:
    """A note below the table that counts something."""
    page = case.page()
    at = case.random.choice([0, 1, 2, *page.counted])
    note = case.random.choice(("Trong đó: dự bị", "12", 7, "Số liệu năm 2022: 12", "3 đồng chí"))
    page.lines += [_text_line(page), _text_line(page, note, 5, at=min(at, len(page.columns) - 2))]


@mutator()
def header_again(case: Case) -> None:
    """The header repeated in the body, as on a new page of paper."""
    page = case.page()
    at = case.random.randrange(1, len(page.lines))
    rows = [*page.header(), [f"({i})" for i, _ in enumerate(page.columns, 1)]]
    page.lines[at:at] = [Line("text", list(row)) for row in rows]


@mutator()
def hidden_rows(case: Case) -> None:
    """Rows that Excel does not show: what they say counts, or it is told."""
    page = case.page()
    for line in case.random.choices(page.lines, k=case.random.randint(1, 3)):
        line.is_hidden = True


@mutator("xlsx")
def hidden_old_row(case: Case) -> None:
    """A hidden row of an organisation with the counts of another time."""
    page = case.counts_page()
    line = case.random.choice(page.units)
    old = deepcopy(line)
    _change(old, page)
    old.is_hidden = True
    _nothing(case, page, line)
    page.lines.insert(page.lines.index(line) + case.random.choice((0, 1)), old)


@mutator("xlsx", "xls", late=1)
def merged_counts(case: Case) -> None:
    """One count over the rows of two organisations: whose it is, nobody knows."""
    page = case.counts_page()
    rows = [i for i in range(1, len(page.lines)) if page.lines[i].unit and page.lines[i - 1].unit]
    if not rows:
        return
    row, column = case.random.choice(rows), case.random.choice(page.counted)
    if is_nothing(page.lines[row - 1].cells[column]):  # none, for both
        return
    page.merged_body.append((row - 1, column, row, column))
    page.lines[row].cells[column] = None
    for line in page.lines[row - 1 : row + 1]:
        case.says(line.unit, page.keys[column], NOTHING)
    if case.kind == "xls":
        case.is_unknown = True


@mutator("xlsx", late=1)
def merged_across(case: Case) -> None:
    """One count over two columns."""
    page = case.counts_page()
    row = case.random.choice([i for i, line in enumerate(page.lines) if line.unit])
    left = case.random.choice([i for i in page.counted if i + 1 in page.counted] or [None])
    if left is not None and not is_nothing(page.lines[row].cells[left]):  # else none, for both
        page.merged_body.append((row, left, row, left + 1))
        page.lines[row].cells[left + 1] = None
        for column in (left, left + 1):
            case.says(page.lines[row].unit, page.keys[column], NOTHING)


@mutator("xlsx", harmless=True, late=1)
def merged_name(case: Case) -> None:
    """Cells without numbers merged: the name of the total over three columns."""
    page = case.page()
    for row, line in enumerate(page.lines):
        if line.kind == "total" and page.keys[:3] == ["ordinal", "code", "name"]:
            line.cells[0], line.cells[2] = line.cells[2], None
            page.merged_body.append((row, 0, row, 2))


@mutator()
def split_row(case: Case) -> None:
    """A name in one row, its counts in the next."""
    page = case.page()
    line = case.random.choice(page.units)
    counts = deepcopy(line)
    for i in page.counted:
        line.cells[i] = None
    for key in ("ordinal", "code", "name"):
        if page.column_of(key) is not None:
            counts.cells[page.column_of(key)] = None
    counts.kind, counts.unit = "text", None
    _nothing(case, page, line)
    page.lines.insert(page.lines.index(line) + 1, counts)


@mutator()
def unknown_organisation(case: Case) -> None:
    """Counts of an organisation that the register does not know."""
    page = case.page()
    line = deepcopy(case.random.choice(page.units))
    code, name = page.column_of("code"), page.column_of("name")
    if code is not None and name is not None:
        line.cells[code] = case.random.choice((None, "TS99", "TS05.99", "21999"))
        line.cells[name] = case.random.choice(("Chi bộ Chưa có", "Đảng bộ xã Mới", "Chi nhánh"))
        page.lines.append(line)
        case.told.add(page.form)


@mutator()
def long_signature(case: Case) -> None:
    """The name of who signs, long, with a phone number: it must be kept nowhere."""
    page = case.page()
    page.lines += [_text_line(page), _text_line(page, None, None, MARKER)]


@mutator()
def register_row_removed(case: Case) -> None:
    """The register has lost an organisation that reports."""
    line = case.random.choice(case.register.units)
    case.register.lines.remove(line)
    for unit in (u for u in UNITS if u == line.unit or u.startswith(f"{line.unit}.")):
        for page in case.pages:
            if unit in {each.unit for each in page.units}:
                case.told.add(page.form)


@mutator(harmless=True)
def register_in_other_order(case: Case) -> None:
    """The register in any order of rows and columns."""
    case.random.shuffle(case.register.lines)
    case.register.reorder(case.random.sample(range(9), 9))
