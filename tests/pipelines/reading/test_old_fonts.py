"""Text in TCVN3 and VNI: every letter there and back, told apart, and converted only when accepted.

The encoder of the tests turns the declared table around; samples in literals hold the table itself
against what the fonts really do.
"""

import csv
import io
import unicodedata
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from old_text import TABLE, spread, typed

from pipelines import warehouse
from pipelines.declarations import load_declarations
from pipelines.files.exports import find_exports
from pipelines.files.readers import read_sheets
from pipelines.files.sheet import Sheet
from pipelines.load import assemble, check, load
from pipelines.old_fonts import ENCODINGS, encoding_of, readings, to_unicode
from pipelines.reading.old_text import converted
from pipelines.text import fold

SAMPLES = Path(__file__).parents[2] / "samples"
OFFICE = [
    SAMPLES / "office" / "Danh muc to chuc dang.xlsx",
    SAMPLES / "office" / "Bieu tong hop 2023.xlsx",
]
WORLD = load_declarations()
COMMUNES = [commune.name for commune in WORLD.communes]
HEADINGS = list(dict.fromkeys(h.text for form in WORLD.headings.values() for h in form))
SENTENCES = [
    *[rule.remedy for rule in WORLD.rules.values()],
    *[target.wording for target in WORLD.targets.values()],
    *[term.explained for term in WORLD.glossary],
]
WORDS = sorted({word for text in [*HEADINGS, *COMMUNES, *SENTENCES] for word in text.split()})
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
either = pytest.mark.parametrize("encoding", ENCODINGS)


def shown(text, encoding):
    """The text as it comes back: toned capitals of TCVN3 lived in their font only."""
    kept = TABLE["capitals"].get(encoding)
    if kept is None:
        return text
    return "".join(c if c.isascii() or c in kept else c.lower() for c in text)


def sheet_of(*rows):
    """A sheet of these rows of texts."""
    columns = {chr(65 + i): list(cells) for i, cells in enumerate(zip(*rows, strict=True))}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return Sheet("tệp.xlsx", "Trang", frame.with_row_index("row", offset=1))


def read(sheet):
    return [list(row[1:]) for row in sheet.rows.rows()]


# ---- Letters ----


@pytest.mark.parametrize(
    ("encoding", "text", "meant"),
    [
        ("VNI", "Tieáng Vieät raát hay", "Tiếng Việt rất hay"),
        ("TCVN3", "TiÕng ViÖt rÊt hay", "Tiếng Việt rất hay"),
        ("TCVN3", "Tæng sè ®¶ng viªn ®­îc ®¸nh gi¸", "Tổng số đảng viên được đánh giá"),
        ("VNI", "Toång soá ñaûng vieân ñöôïc ñaùnh giaù", "Tổng số đảng viên được đánh giá"),
        ("TCVN3", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI", "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        ("VNI", "Ñöôøng Lyù Thöôøng Kieät, kyõ sö, Aùnh", "Đường Lý Thường Kiệt, kỹ sư, Ánh"),
        ("TCVN3", "N¡M 2023, TR¦êNG §¶NG", "NĂM 2023, TRƯờNG ĐảNG"),
        ("TCVN3", "¤ng, £m, ¥n, ¢u", "Ông, Êm, Ơn, Âu"),
    ],
)
def test_samples_of_both_fonts(encoding, text, meant):
    assert to_unicode(text, encoding) == meant


@either
def test_every_letter_with_every_tone(encoding):
    letters = spread(TABLE["unicode"])
    assert len(letters) == len(set(letters)) == 12 * 6 + 1
    assert all(unicodedata.is_normalized("NFC", letter) for letter in letters)
    for letter in [*letters, *(small.upper() for small in letters)]:
        assert to_unicode(typed(letter, encoding), encoding) == shown(letter, encoding)


@either
def test_no_two_letters_have_the_same_code(encoding):
    small = spread(TABLE[encoding])
    assert len(small) == len(set(small)) == 12 * 6 + 1
    assert all(ord(c) < 256 for code in small for c in code)


def test_the_table_is_the_published_one():
    """TCVN 5712:1993 by code, 0xA1 to 0xFE; VNI by vowel and mark."""
    published = (
        "ĂÂÊÔƠƯĐăâêôơưđ¯°±²³´àảãáạºằẳẵắ¿ÀÁÂÃÄÅặầẩẫấậèÍẻẽéẹềểễếệìỉÙÚÛĩíịò"
        "àỏõóọồổỗốộờởỡớợùðủũúụừửữứựỳỷỹýỵ"
    )
    signs = "".join(map(chr, range(0xA1, 0xFF)))
    assert to_unicode(signs, "TCVN3") == published
    marks = {"a": "ùøûõïêéèúüëâáàåãä", "e": "ùøûõïâáàåãä", "o": "ùøûõïâáàåãä", "u": "ùøûõï"}
    letters = {"a": "áàảãạăắằẳẵặâấầẩẫậ", "e": "éèẻẽẹêếềểễệ", "o": "óòỏõọôốồổỗộ", "u": "úùủũụ"}
    for vowel, follow in marks.items():
        assert to_unicode("".join(vowel + mark for mark in follow), "VNI") == letters[vowel]


def test_another_encoding_is_an_error():
    with pytest.raises(KeyError):
        to_unicode("chữ", "VISCII")


@given(texts, st.sampled_from(ENCODINGS))
def test_any_text_comes_back(text, encoding):
    back = to_unicode(typed(text, encoding), encoding)
    assert back == shown(text, encoding)
    assert fold(back) == fold(text)


@either
@pytest.mark.parametrize("names", [COMMUNES, HEADINGS], ids=["communes", "headings"])
def test_every_declared_name_comes_back(encoding, names):
    assert len(COMMUNES) == 15
    for name in names:
        back = to_unicode(typed(name, encoding), encoding)
        assert (back, fold(back)) == (shown(name, encoding), fold(name))
        assert any(fold(reading) == fold(name) for reading in readings(typed(name, encoding)))


# ---- Which encoding ----


@given(texts, st.sampled_from(ENCODINGS))
def test_one_encoding_is_never_taken_for_the_other(text, encoding):
    assert encoding_of(typed(text, encoding)) in (encoding, None)


@either
@pytest.mark.parametrize("sentence", [s for s in SENTENCES if len(s.split()) >= 6])
def test_a_sentence_tells_its_encoding(encoding, sentence):
    assert encoding_of(typed(sentence, encoding)) == encoding


@given(texts, st.sampled_from(["NFC", "NFD"]))
def test_unicode_is_never_old(text, form):
    assert encoding_of(unicodedata.normalize(form, text)) is None


# Syllables of letters that Latin has too: nothing but their sense tells them from old codes.
latin = st.builds(
    lambda onset, vowel, end: onset + vowel + end,
    st.sampled_from([*"bcdghklmnrstvx", "ch", "nh", "th", "tr"]),
    st.sampled_from("àáãâèéêìíòóõôùúý"),
    st.sampled_from(["", "n", "m", "ng"]),
)


@given(st.lists(latin, min_size=1, max_size=8).map(" ".join), st.sampled_from(["NFC", "NFD"]))
def test_unicode_of_latin_letters_is_never_old(text, form):
    assert encoding_of(unicodedata.normalize(form, text)) is None


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_is_never_old(text):
    assert encoding_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            "2023",
            "15/8/2023",
            "TS01.01",
            "4.482",
            "20,8%",
            "x",
            "✓",
            "ü",
            "25 µm",
            "12 m²",
            "§ 5",
        ],
        *["Café crème", "naïve façade", "Größe und Übung", "Malmö, Jönköping", "El Niño, señor"],
        *["São Paulo", "Excel® ©2023", "Xã Tân Bình", "Hà Thôn", "ÐẢNG BỘ", "© 2023 – Huyện ủy"],
        *["Chi bé", "Tæng", "Tæng 12", "TC§"],
        # two words of five become Vietnamese; à has no code; no huyền before t and p
        *["Sø Tø café crème naïve fête", "KÕt qu¶ Hà", "Kµt Lµp"],
    ],
)
def test_too_short_plain_and_foreign_texts_are_not_old(text):
    assert encoding_of(text) is None


# ---- Sheets ----


def samples():
    return [
        sheet
        for export in find_exports([SAMPLES / "office", SAMPLES / "messy"])
        for sheet in read_sheets(export.read(), export.label)
    ]


def test_sheets_in_unicode_are_not_touched():
    for sheet in samples():
        same, told = converted(sheet)
        assert same is sheet
        assert told.is_empty()


@either
def test_a_sheet_is_converted_with_its_short_cells_and_told(encoding):
    rows = [
        ["Tổng số đảng viên", "Mã", "12"],
        ["Chi bộ thôn", "BN.1", "15/8/2023"],
        ["Số", "x", "-"],
    ]
    sheet = sheet_of(*[[typed(text, encoding) for text in row] for row in rows])
    after, told = converted(sheet)
    assert read(after) == rows
    assert (after.name, after.file, after.errors) == (sheet.name, sheet.file, sheet.errors)
    assert told.rows() == [
        (cell, encoding, typed(text, encoding), text)
        for cell, text in [("A1", rows[0][0]), ("B1", "Mã"), ("A2", "Chi bộ thôn"), ("A3", "Số")]
    ]


def test_short_cells_tell_together_what_none_tells_alone():
    after, told = converted(sheet_of(["Tæng sè", "Th«n"], ["N÷", "Ghi chó"]))
    assert read(after) == [["Tổng số", "Thôn"], ["Nữ", "Ghi chú"]]
    assert told["encoding"].unique().to_list() == ["TCVN3"]


@either
def test_a_mixed_sheet_is_converted_cell_by_cell(encoding):
    new = ["Đảng bộ xã Tây Giang", "Chi bộ thôn 1", "Trường học", "Thôn 2", "Hà Tân"]
    old = ["Kết quả xếp loại đảng viên", "Chi bộ Quân sự", "Số được ĐG, XL", "Chi bộ", "XL ĐV"]
    rows = [[ours, typed(theirs, encoding)] for ours, theirs in zip(new, old, strict=True)]
    after, told = converted(sheet_of(*rows))
    assert read(after) == [list(pair) for pair in zip(new, old, strict=True)]
    assert told["cell"].to_list() == ["B1", "B2", "B3", "B4", "B5"]


def test_both_encodings_in_one_sheet():
    old = ["Kết quả xếp loại đảng viên", "Hoàn thành tốt nhiệm vụ"]
    after, told = converted(sheet_of([typed(old[0], "TCVN3"), typed(old[1], "VNI")]))
    assert read(after) == [old]
    assert told["encoding"].to_list() == ["TCVN3", "VNI"]


def test_foreign_words_in_an_old_sheet_stay():
    after, told = converted(sheet_of(["KÕt qu¶ xÕp lo¹i", "Café crème"], ["1.234", "Excel®"]))
    assert read(after) == [["Kết quả xếp loại", "Café crème"], ["1.234", "Excel®"]]
    assert told["cell"].to_list() == ["A1"]


# ---- Loads ----


def type_over(path, encoding, folder):
    """A workbook with every text and every sheet title typed in an old font."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        sheet.title = typed(sheet.title, encoding)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                cell.value = typed(cell.value, encoding)
    book.save(folder / path.name)
    return folder / path.name


@pytest.fixture(scope="module", params=ENCODINGS)
def old(request, tmp_path_factory):
    """One year of the office and its register, typed over: the encoding and the files."""
    folder = tmp_path_factory.mktemp(request.param)
    return request.param, [type_over(path, request.param, folder) for path in OFFICE]


def test_an_accepted_year_gives_the_counts_of_its_original(old, tmp_path):
    encoding, files = old
    done = load(files, tmp_path, accepts_old_text=True)
    assert done.is_new
    assert set(done.findings["rule"]) <= {"old_text_converted", "form_missing"}
    assert done.findings.filter(rule="old_text_converted").height == 6
    assert all(encoding in m for m in done.findings.filter(rule="old_text_converted")["message"])
    places = pl.exclude("sheet")
    state = warehouse.read_state(tmp_path, done.snapshot_id)
    original = assemble(OFFICE, tmp_path / "nothing").after
    keys = ["unit_id", "year", "measure_id"]
    assert (
        state.measures.select(places).sort(keys).equals(original.measures.select(places).sort(keys))
    )
    assert state.units.drop("unit_name", "sheet").equals(original.units.drop("unit_name", "sheet"))
    assert state.units["unit_name"].to_list() == [
        shown(n, encoding) for n in original.units["unit_name"]
    ]


def test_a_year_that_is_not_accepted_publishes_nothing(old, tmp_path):
    encoding, files = old
    done = load(files, tmp_path)
    refused = done.findings.filter(severity="error")
    assert refused["rule"].to_list() == ["legacy_encoding"] * 6
    assert all(f"({encoding})" in message and "→" in message for message in refused["message"])
    assert (done.is_new, warehouse.published_id(tmp_path)) == (False, None)


def test_what_was_converted_stays_visible_with_what_was_published(old, tmp_path):
    _, files = old
    load(files, tmp_path, accepts_old_text=True)
    later = load([SAMPLES / "office" / "Bieu tong hop 2022.xlsx"], tmp_path)
    assert later.is_new
    assert later.findings.filter(rule="old_text_converted").height == 6


@either
def test_a_csv_of_the_days_of_the_font(exports, encoding):
    register = exports.workbook("1.xlsx", only="register")
    grid = [[typed(str(v or ""), encoding) for v in row] for row in exports.grid("member_rating")]
    lines = io.StringIO()
    csv.writer(lines, delimiter=";").writerows(grid)
    path = exports.raw("2.csv", lines.getvalue().encode("latin-1"))
    found = check([register, path], exports.warehouse, accepts_old_text=True).findings
    assert found.filter(severity="error").is_empty()
    assert "old_text_converted" in found["rule"]


@either
def test_an_old_sheet_title_tells_the_form(exports, encoding):
    grid = [["NĂM 2023"], *[row[:-1] for row in exports.grid("member_rating")[1:]]]
    old = [[typed(v, encoding) if isinstance(v, str) else v for v in row] for row in grid]
    title = typed("Xếp loại đảng viên", encoding)
    exports.xlsx("1.xlsx", {"Danh mục": exports.grid("register"), title: old})
    found = check([exports.folder], exports.warehouse, accepts_old_text=True).findings
    told = found.filter(severity="error").select("rule", "sheet", "value").rows()
    assert told == [("missing_column", title, "Đảng viên chưa xếp loại")]


@either
def test_one_old_cell_refuses_a_sheet_until_it_is_accepted(exports, encoding):
    name = typed("Chi bộ Ngân hàng Chính sách xã hội", encoding)
    path = exports.workbook(member_flow={"C14": name})
    refused = check([path], exports.warehouse).findings
    assert refused.filter(severity="error").select("rule", "sheet").rows() == [
        ("legacy_encoding", "Tăng giảm")
    ]
    accepted = check([path], exports.warehouse, accepts_old_text=True).findings
    assert accepted["rule"].to_list() == ["old_text_converted"]
    assert "Trang có 1 ô" in accepted["message"][0]


@pytest.mark.parametrize("accepts", [True, False])
def test_what_cannot_be_converted_with_certainty_stays_refused(exports, accepts):
    path = exports.workbook(sheets={"Ghi chú": [["Tæng"]]})
    found = check([path], exports.warehouse, accepts_old_text=accepts).findings
    assert found["rule"].to_list() == ["legacy_encoding"]
    assert "“Tæng” → “Tổng”" in found["message"][0]


@either
def test_examples_are_headings_where_headings_are_known(exports, encoding):
    grid = [["Lập bởi Nguyễn Văn Mẫu ở huyện ủy"], *exports.grid("member_rating")]
    old = [[typed(v, encoding) if isinstance(v, str) else v for v in row] for row in grid]
    exports.xlsx("1.xlsx", {"Danh mục": exports.grid("register"), "Trang": old})
    found = check([exports.folder], exports.warehouse, accepts_old_text=True).findings
    refused = check([exports.folder], exports.warehouse).findings
    for message in (found.filter(rule="old_text_converted")["message"][0], refused["message"][0]):
        assert f"“{typed('Tên tổ chức đảng', encoding)}” → “Tên tổ chức đảng”" in message
        assert message.count("→") == 3
        assert "Mẫu" not in message


@pytest.mark.parametrize("accepts", [True, False])
@pytest.mark.parametrize(
    "heading", ["Họ và tên", "Ngày sinh", "HỌ VÀ TÊN BÍ THƯ", "Số thẻ đảng viên"]
)
@either
def test_persons_under_an_old_heading_are_refused_and_not_shown(
    exports, encoding, heading, accepts
):
    rows = [*exports.grid("member_rating")[:2], [None, "TG", "Đảng bộ Xã Tây Giang"]]
    rows[1] = [*rows[1], heading]
    rows[2] = [*rows[2], *[None] * (len(rows[1]) - 4), "Nguyễn Văn Mẫu"]
    grid = [[typed(v, encoding) if isinstance(v, str) else v for v in row] for row in rows]
    exports.xlsx("1.xlsx", {"Danh mục": exports.grid("register"), "Trang": grid})
    found = check([exports.folder], exports.warehouse, accepts_old_text=accepts).findings
    assert found["rule"].to_list() == ["personal_column"]
    assert not any(typed(name, encoding) in str(found.rows()) for name in ("Nguyễn", "Mẫu"))
