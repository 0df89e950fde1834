"""What a remark may hold: words, a role that is declared, an office or a body, never a person."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from pipelines.declarations import DECLARED, load_declarations

STATES = ("open", "done", "withdrawn")
LEVELS = ("district", "sector", "organisation", "cell")
WRITTEN = ("cause", "remedy", "owner", "note")
LONGEST = 2000  # letters of one text
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class RemarkError(Exception):
    """A remark that is not taken; the text is a Vietnamese sentence."""


@dataclass(frozen=True)
class Remark:
    """One entry: a new thread, or with `thread_id` how that thread stands from now on."""

    role: str
    level: str
    unit_id: str
    year: int
    target_id: str
    cause: str = ""
    remedy: str = ""
    owner: str = ""
    due_on: date | None = None
    note: str = ""
    state: str = "open"
    thread_id: str | None = None


def checked(remark: Remark) -> Remark:
    """The remark with its texts composed (NFC) and trimmed. Raises RemarkError."""
    texts = {name: composed(getattr(remark, name)) for name in WRITTEN}
    _check_place(remark)
    if remark.state == "open" and not any(texts[name] for name in ("cause", "remedy", "note")):
        raise RemarkError("Chưa ghi gì: cần nguyên nhân, giải pháp hoặc ghi chú.")
    for text in texts.values():
        check_text(text)
    if _is_bare_name(texts["owner"]):
        raise RemarkError(_no_persons(texts["owner"]))
    return replace(remark, **texts)


def is_overdue(due_on: date | None, state: str, today: date) -> bool:
    """Whether the deadline of a remark has passed while it is still open."""
    return due_on is not None and due_on < today and state == "open"


def composed(text: str) -> str:
    """Composed letters, no space at the ends, one kind of line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def check_text(text: str) -> None:
    """Raises RemarkError for a text that is too long, unreadable, or about a person."""
    if len(text) > LONGEST:
        raise RemarkError(f"Dài quá {LONGEST} chữ: hãy viết gọn lại.")
    if _CONTROL.search(text):
        raise RemarkError("Có ký tự không đọc được: hãy gõ lại thay vì dán.")
    named = _person_in(text)
    if named:
        raise RemarkError(_no_persons(named))


def _check_place(remark: Remark) -> None:
    declared = load_declarations()
    if remark.role not in declared.roles:
        raise RemarkError(f"Không có vai trò “{remark.role}”.")
    if remark.state not in STATES:
        raise RemarkError(f"Không có tình trạng “{remark.state}”.")
    if remark.level not in LEVELS:
        raise RemarkError(f"Không có cấp “{remark.level}”.")
    if remark.target_id not in declared.targets:
        raise RemarkError(f"Không có chỉ tiêu “{remark.target_id}”.")


def _no_persons(named: str) -> str:
    return (
        f"“{named}” giống tên hoặc thông tin riêng của một người. "
        "Hãy ghi tên cơ quan, tổ chức hoặc chức danh, không ghi tên người."
    )


def _person_in(text: str) -> str:
    """What seems to be about a person, empty when nothing does."""
    for pattern in _patterns():
        found = pattern.search(text)
        if found:
            return found.group(0).strip()
    return ""


def _is_bare_name(owner: str) -> bool:
    """Whether the whole owner is a family name followed by one to three more names."""
    words = owner.split()
    is_short = 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words)
    return is_short and words[0] in _persons()["families"]


@cache
def _persons() -> dict:
    file = DECLARED / "remarks.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))["persons"]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    declared = _persons()
    offices = "|".join(declared["offices"])
    addressed = rf"{declared['address']}(?!(?:{offices})\b){declared['name']}"
    return tuple(map(re.compile, (addressed, declared["numbers"], declared["birthday"])))
