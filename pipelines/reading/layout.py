"""What a sheet was taken for: its form, its year, where its body begins, what each column holds."""

from dataclasses import dataclass

from pipelines.declarations import Form
from pipelines.files.sheet import Sheet
from pipelines.findings import Place


@dataclass(frozen=True)
class Column:
    """One column: its Excel letter, what it holds (role and target) and its heading as printed."""

    letter: str
    role: str
    target: str
    heading: str


@dataclass(frozen=True)
class Layout:
    """A recognised sheet: form, year (None for the register), columns, first row of the body.

    form_by, year_by: where the form and the year were found: "title", "sheet", "file", "headings",
    "given"; nothing for a register's year.
    """

    sheet: Sheet
    form: Form
    year: int | None
    columns: tuple[Column, ...]
    body_from: int
    form_by: str
    year_by: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where findings of this sheet are."""
        return Place(self.sheet.file, self.sheet.name, self.form.id, self.year)

    def letters(self, *roles: str) -> list[str]:
        """Letters of the columns in one of the roles."""
        return [column.letter for column in self.columns if column.role in roles]

    def letter_of(self, role: str, target: str) -> str | None:
        """The letter of the one column that holds the target, None when there is none."""
        return next((c.letter for c in self.columns if (c.role, c.target) == (role, target)), None)
