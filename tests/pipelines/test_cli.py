"""The command line: its columns, its exit codes, its Vietnamese; data alone on standard output."""

import csv
import io
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli import app

SAMPLES = Path(__file__).parents[1] / "samples" / "office"
SOKET = Path(sys.executable).with_name("soket")
ENGLISH = ["Usage", "Options", "Commands", "Arguments", "Show this", "Error", "Missing", "Invalid"]


def _run(*words: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [SOKET, *map(str, words)], check=False, capture_output=True, encoding="utf-8"
    )


def _rows(run: subprocess.CompletedProcess) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run.stdout)))


# ---- Data ----


def test_results_has_the_contracts_columns(office: Path):
    run = _run("results", "--warehouse", office, "--format", "csv")
    assert run.stdout.splitlines()[0] == (
        "year,level,unit_id,unit_name,target_id,numerator,denominator,value_pct,goal_pct,"
        "verdict,shortfall"
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_results_are_filtered(office: Path):
    words = ["--year", 2024, "--level", "district", "--target", "admissions", "--format", "csv"]
    assert _rows(_run("results", "--warehouse", office, *words)) == [
        {
            "year": "2024",
            "level": "district",
            "unit_id": "district",
            "unit_name": "Đảng bộ huyện Tây Sơn",
            "target_id": "admissions",
            "numerator": "200",
            "denominator": "4653",
            "value_pct": "4.2983",
            "goal_pct": "4.0",
            "verdict": "met",
            "shortfall": "0",
        }
    ]


def test_results_as_json_keep_nulls(office: Path):
    words = ["--year", 2022, "--level", "cell", "--target", "members_good", "--format", "json"]
    rows = json.loads(_run("results", "--warehouse", office, *words).stdout)
    merged = next(row for row in rows if row["unit_id"] == "TS14.03")
    assert (merged["denominator"], merged["value_pct"], merged["verdict"]) == (
        0,
        None,
        "not_applicable",
    )


def test_the_table_is_vietnamese_and_says_illustrative(office: Path):
    words = ["--year", 2024, "--level", "district"]
    text = _run("results", "--warehouse", office, *words).stdout
    assert all(word in text for word in ("Số liệu minh họa", "4.653", "4,3%", "◔ Cần đẩy nhanh"))


def test_composition_has_the_contracts_columns(office: Path):
    words = ["--year", 2020, "--level", "district", "--dimension", "sex", "--format", "csv"]
    run = _run("composition", "--warehouse", office, *words)
    assert run.stdout.splitlines() == [
        "year,level,unit_id,unit_name,dimension,category,count,share_pct",
        "2020,district,district,Đảng bộ huyện Tây Sơn,sex,female,73,20.7977",
        "2020,district,district,Đảng bộ huyện Tây Sơn,sex,male,278,79.2023",
    ]


def test_findings_of_the_published_snapshot(messy: Path):
    rows = _rows(_run("findings", "--warehouse", messy, "--format", "csv"))
    assert [list(row) for row in rows][0] == [
        "severity",
        "rule",
        "file",
        "sheet",
        "cell",
        "value",
        "message",
    ]
    assert [row["rule"] for row in rows] == ["sheet_without_table"]


def test_text_that_a_spreadsheet_would_compute_is_defused(tmp_path: Path):
    hostile = tmp_path / "Danh mục tổ chức đảng.csv"
    header = "Mã tổ chức,Tên tổ chức đảng,Loại tổ chức,Loại hình,Mã cấp trên\n"
    hostile.write_text(header + 'A,Chi bộ A,Chi bộ cơ sở,"=1+1",\n', encoding="utf-8")
    rows = _rows(_run("check", hostile, "--warehouse", tmp_path / "kho", "--format", "csv"))
    assert [row["value"] for row in rows] == ["'=1+1"]


# ---- Load, check, history, roll-back ----


def test_load_check_history_and_roll_back(tmp_path: Path):
    words = ["--warehouse", tmp_path / "kho"]
    register, year = SAMPLES / "Danh muc to chuc dang.xlsx", SAMPLES / "Bieu tong hop 2020.xlsx"
    checked = _run("check", register, year, *words)
    assert (checked.returncode, "Nạp được" in checked.stderr) == (0, True)
    assert _run("results", *words).returncode == 3
    assert _run("load", register, year, *words).returncode == 0
    assert "Không có gì mới" in _run("load", register, year, *words).stderr
    first = _rows(_run("history", *words, "--format", "csv"))[0]["snapshot_id"]
    assert _run("load", SAMPLES / "Bieu tong hop 2021.xlsx", *words).returncode == 0
    assert _run("rollback", first, *words).returncode == 0
    assert _run("results", "--year", 2021, "--format", "csv", *words).stdout.count("\n") == 1


def test_errors_refuse_and_stay_off_standard_output(tmp_path: Path):
    year = SAMPLES / "Bieu tong hop 2020.xlsx"
    run = _run("load", year, "--warehouse", tmp_path / "kho", "--format", "csv")
    assert run.returncode == 1
    assert {row["rule"] for row in _rows(run)} == {"register_missing"}
    assert "Không công bố gì" in run.stderr


def test_a_year_given_by_hand(tmp_path: Path, office: Path):
    sheet = tmp_path / "Cán bộ công chức.csv"
    source = SAMPLES.with_name("messy") / "Cán bộ công chức 2024.csv"
    sheet.write_bytes(source.read_bytes())
    words = [sheet, "--warehouse", office, "--format", "csv"]
    assert [row["rule"] for row in _rows(_run("check", *words))] == ["year_unknown"]
    assert _run("check", *words, "--year", 2024).returncode == 0


# ---- Wrong usage, help ----


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["load"], "Thiếu TỆP_HOẶC_THƯ_MỤC"),
        (["load", "khong-co.xlsx"], "Không tìm thấy: khong-co.xlsx"),
        (["load", str(Path(__file__))], "Không có tệp .xlsx, .xls, .ods, .csv nào"),
        (["results", "--level", "xa"], "Giá trị của --level không hợp lệ"),
        (["results", "--year", "nay"], "Giá trị của --year không hợp lệ"),
        (["results", "--format", "pdf"], "Giá trị của --format không hợp lệ"),
        (["results", "--target", "x"], "Không có chỉ tiêu x"),
        (["results", "--nam", "2024"], "Không có tùy chọn --nam"),
        (["nap"], "Không có lệnh này"),
    ],
)
def test_wrong_usage_is_a_vietnamese_sentence(words: list[str], says: str):
    run = _run(*words)
    assert (run.returncode, run.stdout) == (2, "")
    assert says in run.stderr
    assert not [word for word in [*ENGLISH, "Traceback"] if word in run.stderr]


def test_an_empty_warehouse_says_what_to_do(tmp_path: Path):
    run = _run("results", "--warehouse", tmp_path)
    assert (run.returncode, run.stdout) == (3, "")
    assert "soket load" in run.stderr


@pytest.mark.parametrize(
    "command", ["", *sorted(c.callback.__name__ for c in app.registered_commands)]
)
def test_help_is_vietnamese(command: str):
    run = _run(*[command] * bool(command), "--help")
    assert run.returncode == 0
    assert "Cách dùng: soket" in run.stdout
    assert not [word for word in [*ENGLISH, "<str>", "INTEGER"] if word in run.stdout]


def test_a_port_in_use_is_a_sentence(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        run = _run("serve", "--port", other.getsockname()[1], "--warehouse", tmp_path)
    assert run.returncode == 3
    assert "đang có chương trình khác dùng" in run.stderr
