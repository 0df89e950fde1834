"""Which rows of a list are persons, and what class each is in; cells that cannot be understood.

A note, a signature block, a group row or a sum is no person. Findings name cells, never texts.
"""

import polars as pl

from pipelines.declarations import Declarations
from pipelines.files.sheet import column_index, column_letter, corners
from pipelines.findings import Finding, found
from pipelines.reading.layout import Layout
from pipelines.rosters.forms import BLANK, CLASS, RosterForm, rosters
from pipelines.text import clean, fold

_ORDINAL = r"^\d+(\.\d+)*[.)]?$"
_FIRST = r"^(\d+\.)*0*1[.)]?$"
_NUMBER = r"^\(?\d+\)?$"
_TELLS = pl.col("told").is_not_null() & (pl.col("told") != BLANK)
_IS_UNKNOWN = pl.col("told").is_null()


def read_persons(
    layout: Layout, form: RosterForm, declared: Declarations
) -> tuple[pl.DataFrame, list[Finding]]:
    """The persons (row, and a class or null for each trait with a column) and what is wrong.

    layout: of the body alone, its columns in the roles ordinal, code, name and class.
    """
    cells = _cells(layout, form)
    rows = _rows(layout, cells, declared)
    persons = rows.filter("is_person").select("row")
    theirs = cells.join(persons, on="row", how="semi")
    each = _each(theirs)
    wrong = [_unknown(theirs), _strays(cells, rows), *_undecided(each, layout, form)]
    classes = each.pivot("trait", index="row", values="class_id")
    return classes.sort("row"), _findings(pl.concat(wrong), layout, form)


# ---- Cells ----


def _cells(layout: Layout, form: RosterForm) -> pl.DataFrame:
    """Every cell of a class column: what it tells, and whether it is a number or a heading.

    is_told_elsewhere: an Excel error or a formula without a value, which have rules of their own.
    """
    columns = _class_columns(layout)
    long = layout.sheet.rows.unpivot(
        columns["letter"].to_list(), index="row", variable_name="letter", value_name="text"
    ).join(columns, on="letter")
    meant = long.join(_meanings(long, form), on=["target", "text"], nulls_equal=True)
    elsewhere = [*layout.sheet.errors, *layout.sheet.beside.uncomputed]
    cell = pl.col("letter") + pl.col("row").cast(pl.String)
    is_odd = cell.is_in([*elsewhere, *_covered(layout)])
    told = pl.when(~is_odd).then("told")
    kept = ("row", "letter", "trait", "order", "is_number", "is_heading")
    return meant.select(*kept, told=told, is_told_elsewhere=cell.is_in(elsewhere))


def _class_columns(layout: Layout) -> pl.DataFrame:
    """Letter, target, trait and place of the columns that tell something of a person."""
    told = [column for column in layout.columns if column.role == CLASS]
    held = [(c.letter, c.target, c.target.partition(".")[0], i) for i, c in enumerate(told)]
    return pl.DataFrame(held, schema=["letter", "target", "trait", "order"], orient="row")


def _meanings(long: pl.DataFrame, form: RosterForm) -> pl.DataFrame:
    """What each different text tells in a column of each target."""
    headings = rosters().headings.heading_words
    different = long.select("target", "text").unique()
    told = [rosters().tells(form, target, text) for target, text in different.iter_rows()]
    is_heading = [fold(text or "") in headings for text in different["text"]]
    return different.with_columns(
        pl.Series("told", told, dtype=pl.String),
        pl.Series("is_heading", is_heading, dtype=pl.Boolean),
        is_number=pl.col("text").str.strip_chars().str.contains(_NUMBER).fill_null(False),
    )


def _covered(layout: Layout) -> list[str]:
    """Cells of class columns that are merged into a word above or beside them: whose is it?"""
    told, covered = layout.letters(CLASS), []
    for left, top, right, bottom in map(corners, layout.sheet.beside.merged):
        letters = [letter for letter in told if left <= column_index(letter) <= right]
        if letters[:1] == [column_letter(left)]:
            down = layout.sheet.rows.filter(pl.col("row").is_between(top, bottom))
            is_word = down.height > 0 and clean(down[letters[0]][0] or "") != ""
            inside = [f"{letter}{row}" for row in down["row"] for letter in letters if is_word]
            covered += [cell for cell in inside if cell != f"{letters[0]}{top}"]
    return covered


# ---- Rows ----


def _rows(layout: Layout, cells: pl.DataFrame, declared: Declarations) -> pl.DataFrame:
    """Every row with what stands in it, and whether it is a person.

    Where persons are numbered, a row of numbers without a number of its own is a sum.
    """
    only_numbers = (pl.col("is_number") | pl.col("told").eq_missing(BLANK)).all()
    held = cells.group_by("row").agg(
        tells=_TELLS.any(), holds=(_TELLS | _IS_UNKNOWN).any(), only_numbers=only_numbers
    )
    rows = _labels(layout, declared).join(held, on="row").sort("row")
    is_sum = pl.col("numbered").any() & ~pl.col("numbered") & pl.col("only_numbers")
    is_someone = pl.col("numbered") | (pl.col("tells") & ~is_sum)
    return rows.with_columns(is_person=is_someone & ~pl.col("is_label") & ~_heads_a_group())


def _heads_a_group() -> pl.Expr:
    """A numbered row that names an organisation and nothing else, below which numbers restart."""
    then = pl.col("ordinal").shift(-1).str.contains(_FIRST) & (pl.col("owner").shift(-1) == "")
    return pl.col("numbered") & ~pl.col("holds") & (pl.col("owner") != "") & then.fill_null(False)


def _labels(layout: Layout, declared: Declarations) -> pl.DataFrame:
    """Of every row its number, the organisation it names, whether it is a sum or a heading."""
    ordinal, owner = (_joined(layout, *roles) for roles in (("ordinal",), ("code", "name")))
    labels = layout.sheet.rows.select("row", ordinal=ordinal, owner=owner)
    texts = pl.concat([labels["ordinal"], labels["owner"]]).unique()
    words = [text for text in texts if is_label(text, declared)]
    is_one = pl.col("ordinal").is_in(words) | pl.col("owner").is_in(words)
    return labels.with_columns(numbered=pl.col("ordinal").str.contains(_ORDINAL), is_label=is_one)


def _joined(layout: Layout, *roles: str) -> pl.Expr:
    texts = [pl.col(letter).fill_null("") for letter in layout.letters(*roles)]
    return pl.concat_str([pl.lit(""), *texts], separator=" ").str.strip_chars()


def is_label(text: str, declared: Declarations) -> bool:
    """Whether a text heads a sum ("Cộng", "Cộng: 13") or repeats a heading of the list."""
    key = fold(text)
    return key.rstrip(" 0123456789") in declared.words.totals or (
        key in rosters().headings.heading_words
    )


# ---- Persons ----


def _each(theirs: pl.DataFrame) -> pl.DataFrame:
    """One row per person and trait: the classes told, the class where it is one."""
    told = pl.col("told").filter(_TELLS).unique()
    each = theirs.sort("row", "order").group_by("row", "trait", maintain_order=True)
    traits = each.agg(
        classes=told,
        is_unknown=_IS_UNKNOWN.any(),
        letter=pl.col("letter").first(),
        last=pl.col("letter").last(),
    )
    is_one = pl.col("classes").list.len() == 1
    return traits.with_columns(class_id=pl.when(is_one).then(pl.col("classes").list.first()))


_WRONG = ("row", "letter", "trait", "why")


def _unknown(theirs: pl.DataFrame) -> pl.DataFrame:
    wrong = theirs.filter(_IS_UNKNOWN & ~pl.col("is_told_elsewhere"))
    return wrong.with_columns(why=pl.lit("unknown")).select(_WRONG)


def _strays(cells: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Cells of rows between persons that are nobody's, because no word of theirs is understood."""
    last = rows.filter("is_person")["row"].max() or 0
    between = ~pl.col("is_person") & ~pl.col("is_label") & pl.col("holds") & ~pl.col("tells")
    nobody = rows.filter(between & ~pl.col("only_numbers") & (pl.col("row") < last))
    theirs = cells.join(nobody, on="row", how="semi").filter(~pl.col("is_heading"))
    return _unknown(theirs)


def _undecided(each: pl.DataFrame, layout: Layout, form: RosterForm) -> list[pl.DataFrame]:
    """Persons of whom two classes are told, and those of whom none is that must be."""
    known = form.known(c.target for c in layout.columns if c.role == CLASS)
    needed = [t.id for t in form.traits.values() if not t.blank and t.classes <= known]
    told = pl.col("classes").list.len()
    is_blank = (told == 0) & ~pl.col("is_unknown") & pl.col("trait").is_in(needed)
    twice = each.filter(told > 1).with_columns(letter="last", why=pl.lit("conflict"))
    blank = each.filter(is_blank).with_columns(why=pl.lit("blank"))
    return [twice.select(_WRONG), blank.select(_WRONG)]


def _findings(wrong: pl.DataFrame, layout: Layout, form: RosterForm) -> list[Finding]:
    return [
        found(
            "roster_unknown_word",
            layout.place,
            f"{letter}{row}",
            column=form.traits[trait].name,
            why=rosters().words[why],
            expected=form.traits[trait].expected,
        )
        for row, letter, trait, why in wrong.sort("row", "letter").iter_rows()
    ]
