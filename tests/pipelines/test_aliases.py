"""A spelling that was confirmed is known from then on, in whatever process."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pipelines.aliases import AliasError, answers, as_csv, from_csv
from pipelines.declarations import PROGRAMME, load_declarations
from pipelines.dry_run import dry_run
from pipelines.findings import Question, has_errors

ROLE = load_declarations().roles[1]
NAME = Question("unit", "Bình Nghĩ", "", {"BN": "Đảng bộ Xã Bình Nghi (BN)"})
COLUMN = Question(
    "heading", "Trình độ › Cao học", "committee",
    {"count:committee_master": "thạc sĩ", "note:": "bỏ qua"},
)  # fmt: skip
# What a page does in its own process: asks, answers as a person would, looks again.
ANSWERS = """
import json, sys
from pathlib import Path
from pipelines.aliases import answers, keep
from pipelines.declarations import load_declarations
from pipelines.dry_run import dry_run
def look():
    return dry_run([Path(sys.argv[1])], Path(sys.argv[2]), report=lambda *_: None)
before = look()
role = load_declarations().roles[1]
keep([answers(question, sys.argv[3], role) for question in before.asked], Path(sys.argv[2]))
after = look()
print(json.dumps([before.has_errors, len(before.asked), after.has_errors, len(after.asked)]))
"""


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A copy of the programme, into which aliases may be written."""
    return shutil.copytree(PROGRAMME, tmp_path / "chuong-trinh")


def run(programme: Path, *command: object) -> subprocess.CompletedProcess:
    env = os.environ | {"SOKET_PROGRAMME": str(programme)}
    words = [sys.executable, *map(str, command)]
    return subprocess.run(words, env=env, capture_output=True, encoding="utf-8", check=False)


def answered(exports, programme, path, choice):
    """Whether there were errors and how many questions, before the answer and after."""
    done = run(programme, "-c", ANSWERS, path, exports.warehouse, choice)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def misnamed(exports):
    """A workbook in which the name of an organisation without code is mistyped."""
    path = exports.workbook()
    book = openpyxl.load_workbook(path)
    sheet = book["Tăng giảm"]
    sheet["B9"], sheet["C9"] = None, "Đảng bộ xã Bình Nghĩa"
    book.save(path)
    return path


def test_an_unknown_name_is_asked_with_the_nearest_organisations(exports):
    looked = dry_run([misnamed(exports)], exports.warehouse, report=lambda *_: None)
    (question,) = looked.asked
    assert (question.kind, question.spelling) == ("unit", "Đảng bộ xã Bình Nghĩa")
    assert next(iter(question.choices.items())) == ("BN", "Đảng bộ Xã Bình Nghi (BN)")
    assert looked.has_errors


def test_a_name_that_was_confirmed_is_not_asked_again(exports, programme):
    path = misnamed(exports)
    assert answered(exports, programme, path, "BN") == [True, 1, False, 0]
    kept = (programme / "aliases.csv").read_text(encoding="utf-8")
    assert f"unit,,Đảng bộ xã Bình Nghĩa,unit,BN,{date_of(kept)},{ROLE}" in kept.splitlines()
    assert has_errors(exports.check(path))


def test_a_code_that_was_confirmed_is_not_asked_again(exports, programme):
    path = exports.workbook(member_flow={"B9": "BN-01"})
    assert answered(exports, programme, path, "BN") == [True, 1, False, 0]


def date_of(kept: str) -> str:
    return kept.splitlines()[1].split(",")[5]


def test_a_heading_that_was_confirmed_is_read_as_its_measure(exports, programme):
    path = exports.workbook(committee={"M3": "Cao học"})
    (question,) = dry_run([path], exports.warehouse, report=lambda *_: None).asked
    assert (question.kind, question.context) == ("heading", "committee")
    assert question.spelling == "Trình độ chuyên môn › Cao học"
    assert set(question.choices) == {"count:committee_master", "note:"}
    assert answered(exports, programme, path, "count:committee_master") == [True, 1, False, 0]


def test_a_column_that_is_none_of_the_form_can_be_read_over(exports, programme):
    path = exports.workbook(org_rating={"J2": "Số hồ sơ", "J6": 5})
    assert answered(exports, programme, path, "note:") == [True, 1, False, 0]


def test_a_name_that_differs_from_its_code_is_confirmed_once(exports, programme):
    path = exports.workbook(org_rating={"C6": "Tây Giang thân yêu"})
    (question,) = dry_run([path], exports.warehouse, report=lambda *_: None).asked
    assert list(question.choices) == ["TG"]
    assert answered(exports, programme, path, "TG") == [False, 1, False, 0]


def test_answers_are_only_what_was_offered():
    alias = answers(NAME, "BN", ROLE)
    assert (alias.kind, alias.spelling, alias.target) == ("unit", "Bình Nghĩ", "BN")
    alias = answers(COLUMN, "note:", ROLE)
    assert (alias.context, alias.role, alias.target) == ("committee", "note", "")
    with pytest.raises(AliasError, match="không có trong danh sách"):
        answers(NAME, "TG", ROLE)


def test_the_file_is_read_back_as_it_was_written():
    formula = Question("unit", '=HYPERLINK("x"),\n1', "", {"BN": "BN"})
    written = [answers(NAME, "BN", ROLE), answers(formula, "BN", ROLE)]
    assert from_csv(as_csv(written)) == written
    assert written[1].spelling.startswith("'=")
    with pytest.raises(ValueError, match="not a file of aliases"):
        from_csv(b"a,b\n1,2\n")


def test_the_command_line_keeps_lists_and_forgets(exports, programme):
    assert exports.load(exports.workbook()).is_new
    soket = ("-m", "pipelines.cli", "aliases")
    place = ("--warehouse", exports.warehouse)
    assert run(programme, *soket, "add", "BN thân yêu", "BN", *place).returncode == 0
    assert run(programme, *soket, "add", "Lớp mới", "member_flow.admitted", *place).returncode == 0
    assert run(programme, *soket, "add", "x", "không có", *place).returncode == 2
    listed = run(programme, *soket, "list", "--format", "csv").stdout.splitlines()
    assert [line.split(",")[:5] for line in listed[1:]] == [
        ["unit", "", "BN thân yêu", "unit", "BN"],
        ["heading", "member_flow", "Lớp mới", "count", "admitted"],
    ]
    assert run(programme, *soket, "remove", "bn THÂN yêu", *place).returncode == 0
    assert run(programme, *soket, "remove", "BN thân yêu", *place).returncode == 2


def test_a_programme_that_cannot_be_written_is_told(exports, programme):
    (programme / ".aliases.csv.part").mkdir()
    path = misnamed(exports)
    done = run(programme, "-c", ANSWERS, path, exports.warehouse, "BN")
    assert "Không ghi được tệp tên gọi khác" in done.stderr
    assert not (programme / "aliases.csv").exists()


def test_a_backup_takes_confirmed_spellings_along(exports, programme, tmp_path):
    assert exports.load(exports.workbook()).is_new
    empty, saved = shutil.copytree(programme, tmp_path / "may-khac"), tmp_path / "sao-luu.zip"
    soket, place = ("-m", "pipelines.cli"), ("--warehouse", exports.warehouse)
    assert run(programme, *soket, "aliases", "add", "BN cũ", "BN", *place).returncode == 0
    assert run(programme, *soket, "backup", "--output", saved, *place).returncode == 0
    back = run(empty, *soket, "restore", saved, "--warehouse", tmp_path / "moi")
    assert back.returncode == 0, back.stderr
    kept = (programme / "aliases.csv").read_bytes()
    assert (empty / "aliases.csv").read_bytes() == kept
