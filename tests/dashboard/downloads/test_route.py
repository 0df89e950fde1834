"""The addresses of the files, asked over a real connection."""

import io
import logging
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping

import openpyxl
import pytest
import uvicorn
from starlette.applications import Starlette

from dashboard.downloads.about import About
from dashboard.downloads.delimited import delimited
from dashboard.downloads.find import find as find_of_the_product
from dashboard.downloads.route import file_name, routes
from dashboard.tables.table import Table

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def address(table: Table, about: About) -> Iterator[str]:
    """A server that knows one table, for one year, and breaks in another."""

    def find(table_id: str, query: Mapping[str, str]) -> tuple[Table, About] | None:
        if query.get("nam") == "1999":
            raise RuntimeError("bí mật của máy chủ")
        known = table_id == table.id and query.get("nam") == "2024"
        return (table, about) if known else None

    config = uvicorn.Config(Starlette(routes=routes(find)), port=0, log_config=None, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def _get(address: str) -> tuple[int, Mapping[str, str], bytes]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


def test_a_workbook_is_attached(address: str, table: Table):
    status, headers, content = _get(f"{address}/tai-ve/xep-hang.xlsx?nam=2024&to-chuc=TS01")
    assert (status, headers["content-type"]) == (200, EXCEL)
    name = "so-ket_xep-hang_2024_TS01.xlsx"
    disposition = f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    assert headers["content-disposition"] == disposition
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert openpyxl.load_workbook(io.BytesIO(content)).active["A1"].value == table.title


def test_a_csv_is_attached(address: str, table: Table, about: About):
    status, headers, content = _get(f"{address}/tai-ve/xep-hang.csv?nam=2024")
    assert (status, headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert content == delimited(table, about)


@pytest.mark.parametrize(
    "path",
    [
        "xep-hang.csv",
        "xep-hang.xlsx?nam=2031",
        "khong-co.xlsx?nam=2024",
        "xep-hang.pdf?nam=2024",
        "xep-hang?nam=2024",
        "../xep-hang.csv?nam=2024",
        ".csv?nam=2024",
        "x%c3%aa.csv?nam=2024",
        "",
    ],
)
def test_what_is_not_there_is_a_sentence(address: str, path: str):
    status, headers, content = _get(f"{address}/tai-ve/{path}")
    assert (status, headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert content.decode().startswith("Không có tệp số liệu này.")
    assert headers["cache-control"] == "no-store"


def test_an_error_is_a_sentence_here_and_told_in_the_log(
    address: str, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.ERROR):
        status, _, content = _get(f"{address}/tai-ve/xep-hang.csv?nam=1999")
    assert (status, "Nhật ký của máy chủ" in content.decode()) == (500, True)
    assert "bí mật" not in content.decode()
    assert "bí mật" in caplog.text


def test_many_files_at_once(address: str, table: Table, about: About):
    got: list[bytes] = []
    path = f"{address}/tai-ve/xep-hang.csv?nam=2024"
    asking = [threading.Thread(target=lambda: got.append(_get(path)[2])) for _ in range(16)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert got == [delimited(table, about)] * 16


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({}, "so-ket_x.csv"),
        ({"nam": "2024", "trang": "x.2"}, "so-ket_x_2024.csv"),
        ({"nam": '2"; a', "xa": "../b\r\n"}, "so-ket_x_2-a_..-b-.csv"),
    ],
)
def test_the_name_tells_the_view_and_nothing_can_be_slipped_in(query: dict, name: str):
    assert file_name("x", "csv", query) == name


def test_a_name_with_marks_has_a_plain_one_beside_it(address: str):
    query = urllib.parse.urlencode({"nam": "2024", "to-chuc": "Đặc"})
    disposition = _get(f"{address}/tai-ve/xep-hang.csv?{query}")[1]["content-disposition"]
    assert 'filename="so-ket_xep-hang_2024_Dac.csv"' in disposition
    assert disposition.endswith("_%C4%90%E1%BA%B7c.csv")


def test_the_product_knows_no_invented_table():
    assert find_of_the_product("khong-co-bang-nay", {}) is None
