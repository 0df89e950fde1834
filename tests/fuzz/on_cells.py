"""Mutators of single cells: the same count typed otherwise, another count, or no count at all."""

from collections.abc import Callable
from datetime import date, datetime

from cases import Case, mutator
from pages import Broken, Formula, Page, Shown

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

DASHES = ("-", "–", "—", "…", "...", " - ")


def is_nothing(value: object) -> bool:
    """Whether a cell is blank or holds one of the dashes that stand for none."""
    return value is None or value in DASHES or not str(value).strip()


def is_count(value: object) -> bool:
    """Whether a cell still holds a plain count."""
    return type(value) is int


def is_thousand(value: object) -> bool:
    """Whether a count has a group of thousands."""
    return is_count(value) and value >= 1000


def is_zero(value: object) -> bool:
    """Whether a cell still holds a plain 0."""
    return is_count(value) and value == 0


def is_mark(value: object) -> bool:
    """Whether a cell still holds the plain mark."""
    return value == "x"


def retype(
    case: Case,
    typed: Callable[[int], object],
    wanted: Callable[[object], bool] = is_count,
    page: Page | None = None,
) -> None:
    """Write wanted cells of a page in another way: a few, a whole column, or all of them."""
    page = page or case.counts_page()
    columns = case.random.choice(([case.random.choice(page.counted)], page.counted))
    share = case.random.choice((0.1, 0.5, 1))
    for line in page.lines:
        for i in columns:
            if wanted(line.cells[i]) and case.random.random() < share:
                line.cells[i] = typed(line.cells[i])


def spoil(case: Case, made: Callable[[int], object], page: Page | None = None) -> None:
    """Write something that is no count into a cell or two."""
    page = page or case.counts_page()
    for spot in case.spots(page, is_count, 2):
        spot.put(made(spot.value))
        case.says_no_count(spot)


# ---- The same count, typed otherwise ----


@mutator(harmless=True)
def number_as_text(case: Case) -> None:
    """`12` as text."""
    retype(case, str)


@mutator(harmless=True)
def grouped_thousands(case: Case) -> None:
    """`1.204`, as Vietnam writes."""
    retype(case, lambda n: f"{n:,}".replace(",", "."), is_thousand)


@mutator(harmless=True)
def grouped_with_space(case: Case) -> None:
    """`1 204`, with one of many spaces."""
    space = case.random.choice(" \u00a0\u202f\u2009")
    retype(case, lambda n: f"{n:,}".replace(",", space), is_thousand)


@mutator(harmless=True)
def leading_zero(case: Case) -> None:
    """`07`."""
    retype(case, lambda n: f"{n:02}")


@mutator(harmless=True)
def padded(case: Case) -> None:
    """Spaces, tabs, line ends, no-break spaces around the digits."""
    left, right = (case.random.choice(("", " ", "\u00a0", "\t", "\n", "  ")) for _ in "ab")
    retype(case, lambda n: f"{left}{n}{right}")


@mutator(harmless=True)
def decimal_zero(case: Case) -> None:
    """`12,0`."""
    zero = case.random.choice((",0", ",00", ".0", ".00"))
    retype(case, lambda n: f"{n}{zero}")


@mutator()
def foreign_digits(case: Case) -> None:
    """Full-width or Arabic digits."""
    table = case.random.choice((_FULL_WIDTH, _ARABIC))
    retype(case, lambda n: str(n).translate(table))


@mutator()
def invisible_marks(case: Case) -> None:
    """Direction marks, zero-width spaces, soft hyphens, an apostrophe around the digits."""
    mark = case.random.choice(("\u200f", "\u200e", "\u200b", "\ufeff", "\u00ad", "\u202b", "'"))
    retype(case, lambda n: f"{mark}{n}")


@mutator()
def mark_inside_number(case: Case) -> None:
    """An invisible sign between the digits."""
    mark = case.random.choice(("\u200b", "\u2060", "\u00ad"))
    retype(case, lambda n: f"{str(n)[0]}{mark}{str(n)[1:]}")


@mutator(harmless=True)
def whole_float(case: Case) -> None:
    """12.0 as Excel keeps it."""
    retype(case, float)


@mutator("xlsx", harmless=True)
def formula_with_value(case: Case) -> None:
    """A sum that Excel has computed."""
    retype(case, lambda n: Formula(f"={n}+0", n))


@mutator("xlsx")
def formula_as_text(case: Case) -> None:
    """A formula whose kept value is text."""
    retype(case, lambda n: Formula(f'=TEXT({n},"0")', str(n)))


@mutator("xlsx")
def number_format(case: Case) -> None:
    """A count under a format that shows it otherwise."""
    pattern = case.random.choice(("0%", "0.00", "#,##0", "00", "0.0E+00", '0" đv"', "@", ";;;"))
    retype(case, lambda n: Shown(n, pattern))


@mutator("xlsx")
def date_format(case: Case) -> None:
    """A count that Excel shows as a day."""
    pattern = case.random.choice(("dd/mm/yyyy", "d-mmm", "mm/yy", "h:mm", "[h]:mm:ss"))
    retype(case, lambda n: Shown(n, pattern))


@mutator()
def almost_whole(case: Case) -> None:
    """The dust of binary fractions: 12.000000000000002."""
    retype(case, lambda n: n + n * 2**-52)


@mutator()
def scientific_text(case: Case) -> None:
    """`1.2e1`."""
    retype(case, lambda n: f"{n:.6e}")


@mutator(harmless=True)
def blank_for_zero(case: Case) -> None:
    """Nothing, where the row holds other counts."""
    retype(case, lambda n: None, is_zero)


@mutator(harmless=True)
def dash_for_zero(case: Case) -> None:
    """One of many dashes, or an ellipsis."""
    dash = case.random.choice(DASHES)
    retype(case, lambda n: dash, is_zero)


@mutator()
def odd_dash_for_zero(case: Case) -> None:
    """Signs that look like a dash: one that nobody knows must be told."""
    dash = case.random.choice(("−", "‐", "‑", "_", "--", "―", "o", "O", "//", "0 "))
    retype(case, lambda n: dash, is_zero)


@mutator(harmless=True)
def other_marks(case: Case) -> None:
    """Marks of every hand."""
    mark = case.random.choice(("X", "v", "V", "1", 1, "✓", "✔", "√", "+", " x ", "x\u00a0"))
    retype(case, lambda _: mark, is_mark, case.page("org_rating"))


# ---- Another count ----


@mutator()
def other_digit(case: Case) -> None:
    """A wrong digit: that is what the file says then."""
    for spot in case.spots(case.counts_page(), is_count, 2):
        count = max(0, spot.value + case.random.choice((-9, -1, 1, 2, 9, 10, 100)))
        spot.put(count)
        case.says(spot.line.unit, spot.column.key, count)


@mutator()
def swapped_cells(case: Case) -> None:
    """Two counts of one row stand in each other's place."""
    page = case.counts_page()
    for spot in case.spots(page, is_count, 1):
        other = case.random.choice([s for s in page.spots(is_count) if s.line is spot.line])
        one, two = spot.value, other.value
        spot.put(two), other.put(one)
        case.says(spot.line.unit, spot.column.key, two)
        case.says(other.line.unit, other.column.key, one)


@mutator()
def swapped_rows_counts(case: Case) -> None:
    """Two organisations' counts of one column stand in each other's place."""
    page = case.counts_page()
    for spot in case.spots(page, is_count, 1):
        same = [s for s in page.spots(is_count) if s.index == spot.index]
        other = case.random.choice(same)
        one, two = spot.value, other.value
        spot.put(two), other.put(one)
        case.says(spot.line.unit, spot.column.key, two)
        case.says(other.line.unit, other.column.key, one)


# ---- No count at all ----


@mutator()
def half_a_person(case: Case) -> None:
    """12.5, as a number or as text."""
    part = case.random.choice((0.5, 0.25, 0.1, 0.001))
    as_text = case.random.random() < 0.5
    spoil(case, lambda n: f"{n + part}".replace(".", ",") if as_text else n + part)


@mutator()
def english_thousands(case: Case) -> None:
    """`4,482`: not whole where the comma is decimal."""
    spoil(case, lambda n: f"{case.random.randint(1, 9)},{case.random.randint(100, 999)}")


@mutator("xlsx", "xls", "ods")
def thousandths(case: Case) -> None:
    """4.482 that Excel holds as a number."""
    spoil(case, lambda n: case.random.randint(1001, 9999) / 1000)


@mutator()
def words_in_cell(case: Case) -> None:
    """Words beside or instead of the number."""
    words = ("{} người", "không", "({})", "{}%", "~{}", "{}/2", "{}+1", "{} (2 nữ)", "n/a", "?")
    word = case.random.choice(words)
    spoil(case, lambda n: word.format(n or 3))


@mutator()
def odd_numerals(case: Case) -> None:
    """Texts that a lenient reader may take for a number."""
    odd = ("0x10", "1_0", "²", "½", "Ⅻ", "inf", "nan", "--5", "5-", "1e", "1.2.3", "१२३x", "true")
    numeral = case.random.choice((*odd, "十", "1,2,3", "12.34", "1.20", "0,5", "1'204", "𝟙𝟚x"))
    spoil(case, lambda _: numeral)


@mutator()
def negative(case: Case) -> None:
    """Less than nobody."""
    sign = case.random.choice(("-", "−", "–", "- "))
    as_text = case.random.random() < 0.5
    spoil(case, lambda n: f"{sign}{n + 1}" if as_text else -n - 1)


@mutator()
def huge(case: Case) -> None:
    """More than there are people, or than fits into a number."""
    many = case.random.choice((10**12, 10**15 + 1, 10**19, 2**63, 2**64, 10**30, 10**300))
    as_text = case.random.random() < 0.5
    for spot in case.spots(case.counts_page(), is_count, 1):
        spot.put(str(many) if as_text else float(many))
        exact = many if as_text or many < 2**53 else None
        case.says(spot.line.unit, spot.column.key, -1 if exact is None else exact)


@mutator()
def day_for_count(case: Case) -> None:
    """1/2 that became a day."""
    day = case.random.choice((date(2023, 2, 1), date(1905, 6, 30), datetime(2023, 12, 31, 8, 30)))
    spoil(case, lambda _: day)


@mutator()
def boolean(case: Case) -> None:
    """TRUE in a cell of counts, or of marks."""
    truth = case.random.random() < 0.5
    spoil(case, lambda _: truth)


@mutator()
def excel_error(case: Case) -> None:
    """An error of Excel."""
    error = case.random.choice(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
    spoil(case, lambda _: Broken(error))


@mutator("xlsx")
def formula_without_value(case: Case) -> None:
    """A formula that no Excel has computed."""
    spoil(case, lambda n: Formula(f"={n}+1", None))


@mutator()
def unknown_marks(case: Case) -> None:
    """A mark that nobody knows."""
    page = case.page("org_rating")
    for spot in case.spots(page, is_mark, 2):
        spot.put(case.random.choice(("o", "2", "xx", "?", "có", "đạt", 12, "x?", "1.0", 3.5)))
        case.says_no_count(spot)


@mutator()
def two_marks(case: Case) -> None:
    """Two levels for one organisation, and two that are none."""
    page = case.page("org_rating")
    for spot in case.spots(page, is_mark, 1):
        empty = [s for s in page.spots(lambda v: v is None) if s.line is spot.line]
        for other in empty[:1]:
            other.put("x")
            case.says_no_count(other)
            case.says_no_count(spot)


@mutator()
def no_mark(case: Case) -> None:
    """An organisation that is not rated at all: it has not reported."""
    page = case.page("org_rating")
    for spot in case.spots(page, is_mark, 1):
        spot.put(None)
        levels = [page.keys[i] for i in page.counted]
        case.is_silent_on(spot.line.unit, levels)
