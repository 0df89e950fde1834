"""What Word's structure checker asks for, and the layout of the Party's documents."""

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from word_file import WordFile

from dashboard.report.opened import brief_of, opened
from dashboard.report.word.document import word

MADE = {"36-HD/VPTW": datetime(2024, 1, 15, 8, 0), "05-HD/VPTW": datetime(2026, 11, 24, 9, 5)}
UNITS = ("district", "TS14", "TS20")


@pytest.fixture(scope="module")
def files(demo):
    with opened(demo) as source:
        made = {
            (layout, unit): brief_of(source, 2023, unit, made_at=at)
            for layout, at in MADE.items()
            for unit in UNITS
        }
        yield {key: WordFile(word(brief, lambda *_: None)) for key, brief in made.items()}


@pytest.fixture(params=[(layout, unit) for layout in MADE for unit in UNITS], ids="-".join)
def file(request, files):
    return files[request.param]


@pytest.fixture
def district(files):
    return files["05-HD/VPTW", "district"]


def test_headings_leave_no_level_out(file):
    levels = [level for level, _ in file.headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    chapters = [text for level, text in file.headings if level == 1]
    assert [re.match(r"[IV]+-|Phụ lục \d", text)[0] for text in chapters[:5]] == [
        "I-",
        "II-",
        "III-",
        "IV-",
        "V-",
    ]


def test_headings_are_black_times_new_roman(file):
    for level in (1, 2, 3):
        style = file.document.styles[f"Heading {level}"]
        assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)
        assert str(style.font.color.rgb) == "000000"
        assert "Theme" not in ElementTree.tostring(style.element).decode()


def test_every_table_with_a_caption_repeats_its_heading(file):
    tables = [t for t in file.document.tables if t._tbl.tblPr.find(qn("w:tblCaption")) is not None]
    assert len(tables) == len(file.tables) > 5
    for table in tables:
        first, *others = table._tbl.iter(qn("w:tr"))
        assert first.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in others)
        assert {len(row.findall(qn("w:tc"))) for row in others} == {len(table.columns)}


def test_every_style_that_is_named_exists(file):
    known = {style.style_id for style in file.document.styles}
    edges = [part._element for s in file.document.sections for part in (s.header, s.footer)]
    roots = [file.document.element, *edges]
    used = {style.get(qn("w:val")) for root in roots for style in root.iter(qn("w:pStyle"))}
    assert {"TableCell", "PlaceToFill", "Heading3"} <= used
    assert used <= known


def test_it_is_vietnamese(file):
    styles = file.document.styles.element
    languages = {lang.get(qn("w:val")) for lang in styles.iter(qn("w:lang"))}
    assert languages == {"vi-VN"}
    assert file.document.core_properties.language == "vi-VN"


def test_paper_and_margins(file):
    for section in file.document.sections:
        assert sorted((section.page_width.mm, section.page_height.mm)) == pytest.approx(
            [210, 297], abs=0.1
        )
        edges = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
        assert [edge.mm for edge in edges] == pytest.approx([20, 20, 30, 15], abs=0.1)


def test_annexes_lie_on_their_side(file):
    annexes = [text for _, text in file.headings if text.startswith("Phụ lục")]
    sides = [section.orientation for section in file.document.sections]
    assert sides == [0, *(1 for _ in annexes)]
    assert file.document.sections[-1].page_width > Mm(290)


def test_the_number_stands_above_from_page_2(file):
    first, *others = file.document.sections
    assert first.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == ""
    assert "PAGE" in "".join(first.header._element.itertext())
    assert first.header.paragraphs[0].style.paragraph_format.alignment == 1
    assert not any(section.different_first_page_header_footer for section in others)


def test_every_foot_says_which_snapshot(file):
    for section in file.document.sections:
        foot = section.footer.paragraphs[0].text
        assert re.fullmatch(r"Bản số liệu \d{4}-\S+ · lập lúc .+ · Số liệu minh họa", foot)
    assert file.document.sections[0].first_page_footer.paragraphs[0].text == foot


def test_the_head_of_the_district(district):
    assert district.paragraphs[:10] == [
        "ĐẢNG BỘ TỈNH BÌNH ĐỊNH",
        "HUYỆN ỦY TÂY SƠN",
        "*",
        "Số         -BC/HU",
        "DỰ THẢO",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Tây Sơn, ngày      tháng      năm 20..",
        "Số liệu minh họa",
        "BÁO CÁO",
        district.paragraphs[9],
    ]
    assert district.paragraphs[9].startswith("sơ kết thực hiện Chương trình hành động về “Nâng cao")
    assert district.paragraphs[10] == "-----"


@pytest.mark.parametrize(
    ("unit", "issuer", "symbol", "place", "authority"),
    [
        ("TS14", "ĐẢNG ỦY XÃ BÌNH NGHI", "-BC/ĐU", "Bình Nghi,", "T/M ĐẢNG ỦY"),
        ("TS20", "CHI BỘ BAN TỔ CHỨC HUYỆN ỦY", "-BC/CB", "Tây Sơn,", "T/M CHI BỘ"),
    ],
)
def test_the_head_of_an_organisation(files, unit, issuer, symbol, place, authority):
    paragraphs = files["05-HD/VPTW", unit].paragraphs
    assert paragraphs[:2] == ["ĐẢNG BỘ HUYỆN TÂY SƠN", issuer]
    assert paragraphs[3].endswith(symbol)
    assert paragraphs[6].startswith(place)
    assert authority in paragraphs


def test_the_district_reports_about_a_kind_of_organisation(demo):
    with opened(demo) as source:
        brief = brief_of(source, 2023, "xa", made_at=MADE["36-HD/VPTW"])
        written = WordFile(word(brief, lambda *_: None))
    assert "HUYỆN ỦY TÂY SƠN" in written.paragraphs
    assert not [text for text in written.paragraphs if text.startswith("CHI BỘ")]


def test_nobody_signs_yet(district):
    at = district.paragraphs.index("T/M BAN THƯỜNG VỤ")
    assert district.paragraphs[at + 1 : at + 6] == ["BÍ THƯ", "", "", "", ""]
    assert district.document.core_properties.author == "Ban Thường vụ Huyện ủy"


def test_the_two_layouts(files):
    older, newer = files["36-HD/VPTW", "district"], files["05-HD/VPTW", "district"]
    assert "- Ban Thường vụ Tỉnh ủy (để b/c)," in older.paragraphs
    assert "- Ban Thường vụ Tỉnh ủy (để b/c);" in newer.paragraphs
    assert "- Lưu Văn phòng Huyện ủy." in older.paragraphs
    sizes = [_size(file, "BÁO CÁO") for file in (older, newer)]
    lines = [f.document.styles["Normal"].paragraph_format.line_spacing.pt for f in (older, newer)]
    assert (sizes, lines) == ([16, 14], [18, 19])


def _size(file, text):
    return next(
        run.font.size.pt
        for paragraph in file.document.paragraphs
        for run in paragraph.runs
        if run.text == text
    )


def test_what_only_people_know_is_a_marked_place(file):
    places = list(file.document.element.body.iter(qn("w:sdt")))
    texts = ["".join(t.text for t in place.iter(qn("w:t"))) for place in places]
    assert len(places) == 4 + 7 + 4 + 1 + 1
    assert all(re.fullmatch(r"\[…: .+, viết vào đây\]", text) for text in texts)
    about = [place.find(qn("w:sdtPr")) for place in places]
    assert len({control.find(qn("w:id")).get(qn("w:val")) for control in about}) == len(places)
    assert max(len(control.find(qn("w:alias")).get(qn("w:val"))) for control in about) <= 64
    assert all(control.find(qn("w:showingPlcHdr")) is not None for control in about)


def test_it_asks_for_nothing_outside(file):
    relations = "".join(file.zip.read(name).decode() for name in file.named(".rels"))
    assert 'TargetMode="External"' not in relations
