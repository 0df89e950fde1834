"""Vietnamese text and typed numbers, over every spelling that people use."""

import string
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import clean, fold, legacy_encoding, parse_date, parse_decimal, parse_whole

ONSETS = [*"bcdđghklmnrstvx", "ch", "gh", "kh", "ng", "nh", "ph", "qu", "th", "tr"]
VOWELS = list("aăâeêioôơuưy")
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
# The vowel pairs whose tone people set on either letter, and the letters before which they do.
LOOSE_PAIRS = ["oa", "oe", "uy"]

syllables = st.builds(
    lambda onset, vowel, tone: unicodedata.normalize("NFC", onset + vowel + tone),
    st.sampled_from(ONSETS),
    st.sampled_from(VOWELS),
    st.sampled_from(TONES),
)
phrases = st.lists(syllables, min_size=1, max_size=6).map(" ".join)
whole_numbers = st.integers(0, 10**9)


# ---- fold ----


@given(st.one_of(phrases, st.text()))
def test_fold_of_a_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(phrases)
def test_fold_does_not_mind_composition_case_and_spaces(phrase):
    key = fold(phrase)
    assert fold(unicodedata.normalize("NFD", phrase)) == key
    assert fold(phrase.upper()) == key
    assert fold(f"\u00a0{phrase.title()} ".replace(" ", " \u00a0\u202f")) == key
    assert fold(phrase.replace(" ", "\u200b \n")) == key


@given(st.sampled_from(["h", "kh", "t", "l"]), st.sampled_from(LOOSE_PAIRS), st.sampled_from(TONES))
def test_fold_does_not_mind_which_vowel_bears_the_tone(onset, pair, tone):
    old, new = onset + pair[0] + tone + pair[1], onset + pair + tone
    assert fold(old) == fold(new)


def test_fold_keeps_letters_and_tones_apart():
    words = [f"{onset}{v}{tone}n" for onset in ["d", "đ"] for v in VOWELS for tone in TONES]
    assert len({fold(word) for word in words}) == len(words) == 2 * 12 * 6


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ðảng ủy", "Đảng uỷ"),
        ("XÃ BÌNH HOÀ", "Xã Bình Hòa"),
        ("Thuý", "Thúy"),
        ("Từ 40 – 50", "từ 40-50"),
        ("Cao cấp, cử nhân", "Cao cấp cử nhân"),
        ("Kết\nnạp", "Kết nạp"),
    ],
)
def test_fold_of_spellings_seen_in_files(typed, meant):
    assert fold(typed) == fold(meant)


def test_clean_composes_and_leaves_one_space():
    typed = unicodedata.normalize("NFD", "\ufeff Chi bộ\u00a0\u00a0thôn\n1 ")
    assert clean(typed) == "Chi bộ thôn 1"


# ---- Numbers ----


@given(whole_numbers)
def test_whole_number_in_every_typed_way(number):
    grouped = f"{number:,}"
    ways = [
        str(number),
        f"0{number}",
        f" {number} ",
        f"\u00a0{number}",
        f"{number},0",
        f"+{number}",
    ]
    ways += [grouped.replace(",", "."), grouped.replace(",", " "), grouped.replace(",", "\u00a0")]
    assert {parse_whole(way) for way in ways} == {number}


@given(whole_numbers.filter(bool))
def test_negative_whole_number(number):
    assert {parse_whole(f"{minus}{number}") for minus in "-−–"} == {-number}


@given(whole_numbers, st.sampled_from(string.ascii_letters + "%/()*=:_đ½²٣"), st.integers(0, 10))
def test_number_with_other_content_is_no_number(number, other, at):
    digits = str(number)
    assert parse_whole(digits[:at] + other + digits[at:]) is None


@given(st.text().filter(lambda text: not any(c.isdigit() for c in text)))
def test_text_without_digits_is_no_number(text):
    assert parse_whole(text) is None


@pytest.mark.parametrize(
    "text",
    ["4,482", "4,000", "0.123", "12.5", "12,5", "1.23", "1.2345", "1.23.456", "4.482,5", "1e3"],
)
def test_doubtful_number_is_no_whole_number(text):
    assert parse_whole(text) is None


@given(
    st.integers(0, 100_000),
    st.integers(0, 3),
    st.sampled_from(",."),
    st.sampled_from(["", "%", " %"]),
)
def test_percentage_in_every_typed_way(scaled, decimals, point, unit):
    value = scaled / 10**decimals
    assert parse_decimal(f"{value:.{decimals}f}".replace(".", point) + unit) == (value, decimals)


@pytest.mark.parametrize("text", ["", "%", "x", "12,5,1", "1.234,5", "20,8 phần trăm", "12 5"])
def test_no_percentage(text):
    assert parse_decimal(text) is None


# ---- Dates ----


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)), st.sampled_from("/-."))
def test_date_in_every_typed_way(day, mark):
    short = f"{day.day}{mark}{day.month}{mark}{day.year}"
    ways = [short, day.strftime(f"%d{mark}%m{mark}%Y"), f"{day}", f"{day} 00:00:00", f" {day} "]
    assert {parse_date(way) for way in ways} == {day}


@pytest.mark.parametrize("text", ["", "2020", "31/02/2021", "13/13/2020", "8/2023", "hôm qua"])
def test_no_date(text):
    assert parse_date(text) is None


# ---- Old fonts ----


@pytest.mark.parametrize(
    ("encoding", "texts"),
    [
        ("TCVN3", ["KÕt qu¶ xÕp lo¹i ®¶ng viªn", "Tæng sè ®¶ng viªn", "Chi bé th«n 1"]),
        ("VNI", ["Keát quaû xeáp loaïi ñaûng vieân", "Toång soá ñaûng vieân", "Chi boä thoân 1"]),
    ],
)
def test_old_font_is_recognised(encoding, texts):
    assert legacy_encoding(texts) == encoding


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TT",
        "Toàn huyện",
        "Chuyên viên",
        "Đoàn thể",
        "ÐẢNG BỘ HUYỆN",
        "Quân sự xã, xuân 2023",
        "Kết quả xếp loại tổ chức đảng",
        unicodedata.normalize("NFD", "Tổng số đảng viên toàn huyện"),
    ],
)
def test_unicode_is_not_taken_for_an_old_font(text):
    assert legacy_encoding([text]) is None
