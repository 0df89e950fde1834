"""Vietnamese text identity, and numbers as people type them. Knows nothing of forms or files."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

_TONES = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_NOT_A_WORD = re.compile(r"[^\w%<>≥≤]+")

_SAMPLE = 3_000
"""Characters that tell in which encoding a sheet was typed."""

REMEMBERED = 65_536
"""Names and headings come again in every sheet of every year."""

_LONGEST_NUMBER = 18
"""Characters of a whole number: with more it fits no integer."""
_LONGEST_TEXT = 100

_WHOLE = re.compile(r"[+-]?\d+(?:[.,]0{1,2})?|[+-]?[1-9]\d{0,2}(?:[.\s]\d{3})+(?:,0{1,2})?")
_DECIMAL = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*%?")

# Latin-1 signs that Vietnamese Unicode does without: no old font gets by without one of them.
_OLD_FONT = re.compile(
    r"[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce\u00cf\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df"
    r"\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)

# Letters of TCVN3 (ABC) and VNI fonts that never occur in Vietnamese Unicode text.
_TCVN3 = frozenset("µ¸¶·¹¨»¾¼½Æ©ÇÈËÐÑ®ªÖ×ØÜÞßäåæçëîïñö÷øûüþÿ§¦¡¢£¤¥")
_VNI = re.compile(r"a[ùøûõïâáàåãäêéèúüë]|[eo][ùøûõïâáàåãä]|[uyôö][ùøûõï]|[ñö]", re.IGNORECASE)
# Letters that only Unicode has.
_UNICODE = re.compile(r"[ăđĩũơư\u1ea0-\u1ef9]", re.IGNORECASE)


@lru_cache(REMEMBERED)
def fold(text: str) -> str:
    """Identity key of Vietnamese text: equal for NFC and NFD, hoà and hòa, Ð and Đ, any case.

    Tone marks move to the end of their word as a digit; â, ê, ô, ă, ơ, ư and đ stay letters.

    >>> fold("Xã\\u00a0Bình  Hoà") == fold("XÃ BÌNH HÒA")
    True
    """
    clean = _INVISIBLE.sub("", text).translate(_DASHES).replace("\u00d0", "Đ").casefold()
    words = _NOT_A_WORD.sub(" ", unicodedata.normalize("NFC", clean)).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(_TONES[c] for c in letters if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)) + tone


@lru_cache(REMEMBERED)
def clean(text: str) -> str:
    """The text as a person reads it: composed, one space between words, no invisible characters."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def parse_whole(text: str) -> int | None:
    """A whole number as typed (`07`, ` 12 `, `4.482`, `12,0`), or None when it is not one.

    The dot groups thousands and the comma is decimal, as Vietnam writes; `4,482` is not whole.
    """
    typed = clean(text).translate(_DASHES)
    if len(typed) > _LONGEST_NUMBER or not typed.isascii() or not _WHOLE.fullmatch(typed):
        return None
    if re.fullmatch(r"[+-]?\d+\.0{1,2}", typed):
        return int(typed.split(".")[0])
    return int(re.sub(r"[.\s]", "", typed.split(",")[0]))


def parse_decimal(text: str) -> tuple[float, int] | None:
    """A percentage as typed (`20,8%`, `8.73`): its value and number of decimals, else None."""
    found = _DECIMAL.fullmatch(clean(text)) if len(text) <= _LONGEST_TEXT else None
    if not found:
        return None
    digits = found.group(1).replace(",", ".")
    return float(digits), len(digits.partition(".")[2])


def parse_date(text: str) -> date | None:
    """A date as typed (`15/8/2023`) or as Excel keeps it (`2023-08-15 00:00:00`), else None."""
    for pattern in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(clean(text), pattern).date()
        except ValueError:
            continue
    return None


def legacy_encoding(texts: list[str]) -> str | None:
    """The old font encoding that the texts were typed in (`TCVN3`, `VNI`), None for Unicode."""
    sample = " ".join(text for text in texts if not text.isascii())[:_SAMPLE]
    words = sample.split()
    if not _OLD_FONT.search(sample):
        return None
    tcvn3 = sum(any(c in _TCVN3 for c in word) for word in words) / len(words)
    vni = sum(bool(_VNI.search(word)) for word in words) / len(words)
    unicode = sum(bool(_UNICODE.search(word)) for word in words) / len(words)
    if max(tcvn3, vni) < 0.3 or unicode >= max(tcvn3, vni):
        return None
    return "VNI" if vni >= tcvn3 else "TCVN3"
