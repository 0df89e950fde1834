"""Words and colours of the workbook that goes back (annotated.toml)."""

import tomllib

from pipelines.declarations import DECLARED

WORDS = tomllib.loads((DECLARED / "annotated.toml").read_text(encoding="utf-8"))
LIST, COLOURS, NOTES = WORDS["list"], WORDS["colours"], WORDS["notes"]
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of a sheet
LINE = 16  # points of height of a line of the list; pixels of a line of a comment
