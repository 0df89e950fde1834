"""The invented district: office-style exports with figures calibrated on the programme's baseline.

demo.toml (words, names, district totals) -> units -> counts -> tables -> workbooks.
The same call writes the same bytes; every sheet says that its figures are illustrative.
"""

import tomllib
from pathlib import Path

from pipelines.declarations import PROGRAMME, load_declarations
from pipelines.demo.facts import invent_facts
from pipelines.demo.tables import register_table, year_tables
from pipelines.demo.units import copied, invent_units
from pipelines.demo.workbook import letterhead_of, write_workbook


def write_demo(folder: Path, copies: int = 1) -> list[Path]:
    """Write the register and one workbook a year into `folder`; give their paths.

    `copies` > 1 writes an invented province: the same district that many times under other codes.
    """
    declared = load_declarations()
    demo = tomllib.loads((PROGRAMME / "demo.toml").read_text(encoding="utf-8"))
    units = invent_units(demo, declared)
    facts = invent_facts(demo, declared, units)
    everyone = copied(units, copies, demo["copy"])
    letterhead = letterhead_of(demo, declared)
    folder.mkdir(parents=True, exist_ok=True)
    register = folder / demo["register_file"]
    write_workbook(register, [register_table(demo, declared, everyone)], letterhead)
    written = [register]
    for year in declared.years:
        path = folder / demo["year_file"].format(year=year)
        write_workbook(path, year_tables(demo, declared, everyone, facts[year], year), letterhead)
        written.append(path)
    return written
