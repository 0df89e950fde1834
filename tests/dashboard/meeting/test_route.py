"""`/trinh-chieu` over a real connection: frozen to a snapshot, or a sentence why not."""

import re

import pytest

from pipelines.warehouse import published_id

UNKNOWN = {
    "?nam=2031": "Không có số liệu năm 2031",
    "?nam=hai": "Không hiểu năm “hai”",
    "?to-chuc=TS99": "“TS99” không phải mã",
    "?cac-chi-tieu=khong-co": "Không tìm thấy chỉ tiêu “khong-co”",
    "?cac-don-vi=TS99": "“TS99” không phải mã của tổ chức cơ sở đảng nào",
    "?ban=0099-20200101-000000": "Không còn bản số liệu “0099-20200101-000000”",
    "?ban=../../etc": "Không còn bản số liệu “../../etc”",
    "?cac-don-vi=<b>": "“&lt;b&gt;” không phải mã",
}


def sentences(page):
    """The headings of the screens, without markup."""
    found = re.findall(r"<h1.*?>(.*?)</h1>", page)
    return [re.sub(r"<[^>]+>", "", heading) for heading in found]


def test_it_is_frozen_to_what_is_published(warehouse, get):
    status, location, _ = get("?nam=2023&cac-chi-tieu=admissions")
    frozen = f"trinh-chieu?nam=2023&cac-chi-tieu=admissions&ban={published_id(warehouse)}"
    assert (status, location) == (303, frozen)
    status, _, page = get("?" + frozen.partition("?")[2])
    assert status == 200
    assert [s[:26] for s in sentences(page)][1] == "Tỷ lệ kết nạp đảng viên đạ"


def test_the_page_asks_for_nothing_more(warehouse, get):
    _, _, page = get(f"?nam=2023&ban={published_id(warehouse)}")
    assert "default-src &#x27;none&#x27;" in page
    assert re.findall(r'(?:src|href)="(?!data:)', page) == []
    assert re.findall(r"url\((?!data:)|@import", page) == []


@pytest.mark.parametrize("query", UNKNOWN)
def test_what_is_not_there_is_said(warehouse, get, query):
    status, _, page = get(query)
    assert status == 404
    assert UNKNOWN[query] in page
    assert 'href="tong-quan"' in page
    assert "Traceback" not in page


def test_an_empty_warehouse_is_said(tmp_path, monkeypatch, get):
    monkeypatch.setenv("SOKET_WAREHOUSE", str(tmp_path))
    status, _, page = get("?nam=2023")
    assert (status, "Kho số liệu còn trống" in page) == (404, True)
