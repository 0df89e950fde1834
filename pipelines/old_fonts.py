"""Text typed in a font older than Unicode: which encoding that was, and the text in Unicode.

TCVN3 (ABC fonts, .VnTime) and VNI (VNI-Times). Capitals with a tone in TCVN3 are typed with the
codes of small letters in a font that shows capitals (.VnTimeH): without the font nobody can tell
that they were capitals, so they come out small ("§¶NG" is "ĐảNG"): compare them folded.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from pipelines.declarations import DECLARED

ENCODINGS = ("TCVN3", "VNI")

_WORD = re.compile(r"[^\s\x00-\x40\[-`{-\x7f\u2000-\u206f]+")
"""Old codes are often no letters: whatever is not ASCII belongs to a word."""

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOPS = ("c", "ch", "p", "t")
_BEFORE_A_STOP = (["\u0301"], ["\u0323"])
_LONGEST_ABBREVIATION = 6

_ENOUGH_WORDS = 2
"""Words that only the conversion makes Vietnamese, for a text to tell its encoding by itself."""
_ENOUGH_SHARE = 0.8
"""Share of the words with old codes that the conversion makes Vietnamese."""

_REMEMBERED = 65_536


# ---- Codes ----


@cache
def _declared() -> dict:
    return tomllib.loads((DECLARED / "old_fonts.toml").read_text(encoding="utf-8"))


@cache
def _letters(encoding: str) -> dict[str, str]:
    """Codes of an encoding -> letters. A mark stays small after a capital as often as not: "Aù"."""
    held = _declared()
    small = dict(zip(_spread(held[encoding]), _spread(held["unicode"]), strict=True))
    if encoding in held["capitals"]:
        return small | {code: letter for letter, code in held["capitals"][encoding].items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in small.items()}
    return small | mixed | {code.upper(): letter.upper() for code, letter in small.items()}


def _spread(rows: list[str]) -> list[str]:
    return [code for row in rows for code in row.split(" ")]


@cache
def _codes(encoding: str) -> re.Pattern[str]:
    longest_first = sorted(_letters(encoding), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@cache
def _unicode_only() -> re.Pattern[str]:
    """Letters that no old font has codes for."""
    letters = "".join(_spread(_declared()["unicode"]))
    return re.compile(f"[{''.join(c for c in letters + letters.upper() if ord(c) > 0xFF)}]")


def to_unicode(text: str, encoding: str) -> str:
    """The text with the codes of the encoding ("TCVN3", "VNI") as letters, the rest as it is.

    Toned capitals of TCVN3 come out small: only their font was capital. Raises KeyError for another
    encoding.

    >>> to_unicode("TiÕng ViÖt", "TCVN3"), to_unicode("Tieáng Vieät", "VNI")
    ('Tiếng Việt', 'Tiếng Việt')
    """
    letters = _letters(encoding)
    return _codes(encoding).sub(lambda code: letters[code[0]], _composed(text))


def readings(text: str) -> list[str]:
    """Every text that this may be: itself, and what it says when it was typed in an old font."""
    if not _may_be_old(text):
        return [text]
    return list(dict.fromkeys([text, *(to_unicode(text, encoding) for encoding in ENCODINGS)]))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _may_be_old(text: str) -> bool:
    return not text.isascii() and not _unicode_only().search(_composed(text))


# ---- Words ----


@cache
def _syllable() -> re.Pattern[str]:
    parts = _declared()["syllables"]
    onsets, rhymes = ("|".join(parts[name].split()) for name in ("onsets", "rhymes"))
    return re.compile(f"(?:{onsets})?(?:{rhymes})")


@lru_cache(_REMEMBERED)
def _is_syllable(word: str) -> bool:
    """Whether a word, wherever its tone stands, can be Vietnamese."""
    apart = unicodedata.normalize("NFD", word.lower().replace("\u00f0", "đ"))
    tones = _TONES.findall(apart)
    bare = _composed(_TONES.sub("", apart))
    if len(tones) > 1 or not _syllable().fullmatch(bare):
        return False
    return not bare.endswith(_STOPS) or tones in _BEFORE_A_STOP


def _is_abbreviation(word: str) -> bool:
    """Capitals without a tone, "TCĐ", that a word of an old font became."""
    is_bare = not _TONES.search(unicodedata.normalize("NFD", word))
    return word.isalpha() and word.isupper() and is_bare and len(word) <= _LONGEST_ABBREVIATION


def _words(text: str) -> list[str]:
    """The different words of a text that are not ASCII."""
    return list(dict.fromkeys(w for w in _WORD.findall(_composed(text)) if not w.isascii()))


@lru_cache(_REMEMBERED)
def _becomes(word: str, encoding: str) -> str | None:
    """The word in Unicode; None when it holds what is no code, or becomes no word."""
    if not _codes(encoding).sub("", word).isascii():
        return None
    after = to_unicode(word, encoding)
    return after if _is_syllable(after) or _is_abbreviation(after) else None


def _gained(words: list[str], encoding: str) -> int:
    """How many words are Vietnamese syllables only when they are converted."""
    became = [(word, _becomes(word, encoding)) for word in words]
    return sum(bool(after) and _is_syllable(after) > _is_syllable(word) for word, after in became)


def _share(words: list[str], encoding: str) -> float:
    return sum(bool(_becomes(word, encoding)) for word in words) / len(words)


# ---- Texts ----


def encoding_of(text: str) -> str | None:
    """The encoding that a text was typed in ("TCVN3", "VNI"), None for Unicode and where unsure.

    Two of its words must be Vietnamese only when they are converted, and nearly all of its words
    that are not ASCII must become Vietnamese, no fewer than are so as they stand.
    """
    words = _words(text) if _may_be_old(text) else []
    best = max(ENCODINGS, key=lambda encoding: _gained(words, encoding))
    if _gained(words, best) < _ENOUGH_WORDS:
        return None
    before = sum(map(_is_syllable, words)) / len(words)
    return best if _share(words, best) >= max(_ENOUGH_SHARE, before) else None


def encodings(times: dict[str, int]) -> dict[str, str]:
    """The old encoding of each old text of a sheet. times: text that is not ASCII -> its cells."""
    sure = {text: encoding for text in times if (encoding := encoding_of(text))}
    in_unicode = [text for text in times if not _may_be_old(text)]
    unsure = [text for text in times if text not in sure and _may_be_old(text)]
    cells = _cells_of(sure, unsure, times)
    is_mostly_old = cells.total() >= sum(times[text] for text in in_unicode)
    said = _said([*in_unicode, *(to_unicode(*item) for item in sure.items())])
    found = {text: _followed(text, cells, said, is_mostly_old) for text in unsure}
    return sure | {text: encoding for text, encoding in found.items() if encoding}


def _cells_of(sure: dict[str, str], unsure: list[str], times: dict[str, int]) -> Counter[str]:
    """Encoding -> its cells; where no text is sure by itself, what they tell together."""
    cells = Counter()
    for text, encoding in sure.items():
        cells[encoding] += times[text]
    if not sure and (together := encoding_of(" ".join(unsure))):
        cells[together] = sum(times[text] for text in unsure)
    return cells


def _said(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts that are sure, in small letters."""
    return frozenset(word.lower() for text in texts for word in _words(text))


def _followed(
    text: str, cells: Counter[str], said: frozenset[str], is_mostly_old: bool
) -> str | None:
    """The encoding of the sheet that a text too short to tell by itself follows, if it can."""
    words = _words(text)
    for encoding, _ in cells.most_common():
        after = [_becomes(word, encoding) for word in words]
        if not all(after) or after == words or all(len(word) < 2 for word in after):
            continue
        if not all(map(_is_syllable, words)):
            return encoding
        known = _known(after, said) - _known(words, said)
        return encoding if known > 0 or (known == 0 and is_mostly_old) else None
    return None


def _known(words: list[str], said: frozenset[str]) -> int:
    return sum(word.lower() in said for word in words)
