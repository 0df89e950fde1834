"""Lists of persons from end to end: the truth of a year, and no name in any file written."""

import io
import logging
import os
import subprocess
import sys
import unicodedata
import zipfile
from contextlib import closing
from pathlib import Path

import duckdb
import openpyxl
import pytest

from pipelines.load import assemble, check
from pipelines.returned.annotated import annotated
from pipelines.returned.words import LIST, WORDS
from pipelines.warehouse import file_of, published_id

SAMPLES = Path(__file__).parents[2] / "samples" / "office"
REGISTER, YEARLY = SAMPLES / "Danh muc to chuc dang.xlsx", SAMPLES / "Bieu tong hop 2023.xlsx"
COMMITTEE = "Cơ cấu cấp ủy"
FIRST_ROW = 11  # of an organisation in the sample

# ---- A whole year from its truth ----

HEADER = [
    "TT", "Tên tổ chức cơ sở đảng", "Họ và tên", "Năm sinh", "Giới tính", "Dân tộc", "Độ tuổi",
    "Trình độ chuyên môn", "Lý luận chính trị", "Không chuyên trách",
]  # fmt: skip
AGES = ["Dưới 40", "Từ 40 đến 50", "Trên 50"]
DEGREES, BELOW = ["Đại học", "Thạc sĩ", "Tiến sĩ"], ["Trung cấp", "Cao đẳng"]
THEORY = ["Trung cấp", "Cao cấp"]


def each(words, counts):
    return [word for word, count in zip(words, counts, strict=True) for _ in range(count)]


def dealt(total, part_time, with_it, high, low):
    """One word each: `with_it` of those who are part-time and stand first have a high one."""
    low = low + [None] * (total - len(high) - len(low))
    below = part_time - with_it
    return high[:with_it] + low[:below] + high[with_it:] + low[below:]


def people(counts):
    """Invented persons of an organisation whose classes add up to its counts."""
    total, women, minorities, *rest = counts
    ages, levels, theory, part = rest[:3], rest[3:8], rest[8:11], rest[11:]
    degrees, below = each(DEGREES, levels[2:]), each(BELOW, levels[:2])
    columns = [
        each(["Nam", "Nữ"], [total - women, women]),
        each(["Ba Na", "Kinh"], [minorities, total - minorities]),
        each(AGES, ages) if sum(ages) == total else None,
        dealt(total, part[0], part[1], degrees, below),
        dealt(total, part[0], part[2], each(THEORY, theory[1:]), ["Sơ cấp"] * theory[0]),
        ["x"] * part[0] + [None] * (total - part[0]),
    ]
    return list(zip(*columns, strict=True))


def roster_of_the_year():
    """Every committee of the sample as a list, its organisation named in its first row only."""
    sheet = openpyxl.load_workbook(YEARLY)[COMMITTEE]
    rows = [["DANH SÁCH CẤP ỦY VIÊN CƠ SỞ NĂM 2023"], HEADER]
    for _, code, name, *counts in sheet.iter_rows(min_row=FIRST_ROW, values_only=True):
        if code:
            for i, person in enumerate(people(counts), 1):
                named = name if i == 1 else None
                rows.append([len(rows) - 1, named, f"Mẫu Thử {len(rows)}", 1980, *person])
    return rows


def committees(folder, *paths):
    state = assemble(list(paths), folder).after
    assert state.findings.filter(severity="error")["message"].to_list() == []
    counts = state.measures.filter(form_id="committee")
    return counts.select("unit_id", "year", "measure_id", "value").sort("unit_id", "measure_id")


def test_a_list_of_everybody_gives_the_same_committees_as_the_tables(exports):
    listed = exports.xlsx("Danh sách cấp ủy 2023.xlsx", {"Trang": roster_of_the_year()})
    counted = committees(exports.warehouse, REGISTER, listed)
    assert counted.height == 58 * 17
    assert counted.equals(committees(exports.warehouse, REGISTER, YEARLY))


# ---- Nobody is kept ----

BANK = "Ngân hàng Chính sách xã hội"
NAMES = ["Mẫu Thử Nghiệm", "Nghiệm Thử Mẫu"]
SECRETS = [*NAMES, "01/02/1980", "077080001234", "0905123456", "an.mau@thu.vn"]
PERSONAL = ["Họ và tên", "Ngày sinh", "Số CCCD", "Điện thoại", "Email"]
PERSON = [NAMES[0], *SECRETS[2:]]
LISTED = ["TT", "Tổ chức đảng", *PERSONAL, "Giới tính", "Dân tộc", "Tuổi", "Chuyên môn", "LLCT"]
LISTED += ["Không chuyên trách", "Ghi chú", None]
CLASSES = [["Nữ", "Kinh", 39, "Đại học", "Cao cấp", "x"], ["Nam", "Chăm", 52, "ThS", None, None]]


def listed(unit, **edits):
    """A list of two persons, whose names also stand where nobody asked for them."""
    rows = [
        ["DANH SÁCH CẤP ỦY VIÊN NĂM 2023"],
        LISTED,
        *[[i, unit, *PERSON, *c, f"vợ ông {NAMES[1]}", NAMES[0]] for i, c in enumerate(CLASSES, 1)],
        [None, "Người lập biểu", *[None] * 5, "BÍ THƯ"],
        [None, NAMES[0], *[None] * 5, NAMES[1], NAMES[0]],
    ]
    for (row, column), value in edits.get("cells", {}).items():
        rows[row][column] = value
    return [[value if value is not None else "" for value in row] for row in rows]


STAFF = [
    ["DANH SÁCH CÁN BỘ, CÔNG CHỨC CẤP XÃ NĂM 2023"],
    ["TT", "Xã, thị trấn", *PERSONAL, "Đối tượng", "Giới tính", "Dân tộc", "Chuyên môn"],
    [1, "Xã Tây Giang", *PERSON, "Cán bộ", "Nữ", "Kinh", "Đại học"],
    [2, "Xã Bình Nghi", *PERSON, "Công chức", "Nam", "Kinh", "Cao đẳng"],
]


def files(exports):
    """Lists of every kind, one beside ordinary forms."""
    forms = "register org_rating member_rating member_flow"
    sheets = {"Danh sách": listed("Xã Tây Giang"), "Cán bộ": STAFF}
    exports.workbook(only=forms, sheets=sheets)
    exports.xls("Bình Nghi 2023.xls", {"Trang": listed("Bình Nghi")})
    exports.csv("Ngân hàng 2023.csv", listed(BANK), delimiter=";", encoding="utf-16")


def wrong_files(exports):
    """Names where a class or an organisation should stand."""
    moved = {(2, 7): NAMES[0], (3, 8): NAMES[1], (2, 10): NAMES[0], (3, 9): SECRETS[3]}
    exports.workbook(only="register", sheets={"Danh sách": listed("Xã Tây Giang", cells=moved)})
    exports.ods("Tên 2023.ods", {"Trang": listed(NAMES[1])})
    exports.csv("Không năm.csv", listed(BANK, cells={(0, 0): "DANH SÁCH CẤP ỦY VIÊN"}))


class Run:
    """The product as a process of its own, all of whose folders are searched afterwards."""

    def __init__(self, folder):
        self.folder, self.said = folder, []
        homes = {name: folder / name for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME")}
        for home in homes.values():
            home.mkdir(parents=True)
        self.environment = os.environ | {name: str(home) for name, home in homes.items()}

    def soket(self, *words, expects=0):
        command = [Path(sys.executable).with_name("soket"), *map(str, words)]
        warehouse = ["--warehouse", self.folder / "kho"]
        done = subprocess.run([*command, *warehouse], capture_output=True, env=self.environment)
        assert done.returncode == expects, done.stderr.decode()
        self.said += [done.stdout, done.stderr]

    def written(self):
        """What was said, and every file with the parts of it that are packed."""
        files = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file()]
        return [*self.said, *files, *(part for content in files for part in unpacked(content))]


def unpacked(content):
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [packed.read(name) for name in packed.namelist()]
    return [*parts, *(inner for part in parts for inner in unpacked(part))]


def spelt(text):
    """The bytes in which a text may have been written."""
    forms = [text, text.upper(), unicodedata.normalize("NFD", text)]
    escaped = [form.encode("ascii", "xmlcharrefreplace") for form in forms]
    python = [form.encode("unicode_escape") for form in forms]
    return [f.encode(code) for f in forms for code in ("utf-8", "utf-16-le")] + escaped + python


def betrayed(contents):
    """Those of the secrets that stand in any of the contents."""
    return [
        secret for secret in SECRETS if any(b in held for held in contents for b in spelt(secret))
    ]


def tables(file):
    """Every cell of every table and view of a snapshot as text: the file itself is compressed."""
    with closing(duckdb.connect(str(file), read_only=True)) as connection:
        names = connection.sql("select view_name from duckdb_views() where not internal").fetchall()
        names += connection.sql("select table_name from duckdb_tables()").fetchall()
        rows = [connection.sql(f'select * from "{name}"').fetchall() for (name,) in names]
    assert len(rows) > 20
    return [repr(rows).encode(), str(rows).encode()]


def test_the_search_finds_what_is_there(exports):
    files(exports)
    contents = [path.read_bytes() for path in exports.folder.iterdir()]
    packed = [part for content in contents for part in unpacked(content)]
    assert betrayed([*contents, *packed]) == SECRETS


def test_nothing_of_a_person_is_in_anything_that_was_written(exports, tmp_path):
    run = Run(tmp_path / "may")
    files(exports)
    run.soket("load", exports.folder)
    run.soket("findings", "--format", "json")
    run.soket("report", "--year", 2023, "--kind", "docx", "--output", run.folder / "bao-cao.docx")
    run.soket("backup", "--output", run.folder / "sao-luu.zip")
    warehouse = run.folder / "kho"
    held = tables(file_of(warehouse, published_id(warehouse)))
    assert b"roster_counted" in b"".join(held)
    assert betrayed([*run.written(), *held]) == []


def test_nothing_of_a_person_is_told_when_it_stands_in_the_wrong_place(exports, tmp_path):
    run = Run(tmp_path / "may")
    wrong_files(exports)
    run.soket("load", exports.folder, expects=1)
    run.soket("check", exports.folder, "--format", "json", expects=1)
    told = b"".join(run.said)
    for rule in (b"roster_unknown_word", b"unknown_unit", b"year_unknown"):
        assert rule in told
    assert betrayed(run.written()) == []


@pytest.mark.parametrize("write", [files, wrong_files])
def test_lists_do_not_go_back_to_their_sender(exports, write):
    write(exports)
    findings = check([exports.folder], exports.warehouse).findings
    for path in exports.folder.iterdir():
        content = annotated(path.read_bytes(), path.name, findings)
        assert betrayed([content, *unpacked(content)]) == []
    book = next(exports.folder.glob("Biểu*"))
    back = openpyxl.load_workbook(io.BytesIO(annotated(book.read_bytes(), book.name, findings)))
    assert back.sheetnames[:2] == [LIST["sheet"], "Danh mục"]
    assert not {"Danh sách", "Cán bộ"} & set(back.sheetnames)
    head = [row[0] for row in back.worksheets[0].values]
    assert WORDS["notes"]["withheld"].format(sheet="Danh sách") in head


@pytest.mark.parametrize("write", [files, wrong_files])
def test_nothing_of_a_person_is_logged_or_held_on_to(exports, caplog, capfd, write):
    caplog.set_level(logging.DEBUG)
    write(exports)
    done = assemble([exports.folder], exports.warehouse)
    state = [frame.write_csv().encode() for frame in vars(done.after).values()]
    taken = [sheet.rows.write_csv().encode() for sheet, _ in done.taken]
    said = [caplog.text.encode(), *(text.encode() for text in capfd.readouterr())]
    held = [done.printed.write_csv().encode(), repr(done.asked).encode()]
    assert betrayed([*state, *taken, *said, *held]) == []
    assert done.asked == []


def test_lists_stand_beside_ordinary_forms(exports):
    files(exports)
    # total, women, minorities, ages, qualifications, theory, part-time
    one = [2, 1, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1]
    assert exports.counts("committee") == dict.fromkeys(["TG", "BN", "NH"], one)
    assert exports.counts("commune_staff") == {
        "TG": [1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        "BN": [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0],
    }
    assert len(exports.counts("member_flow")) == 8
