"""One message a screen: the sentence, one drawing, where the numbers come from. Plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A piece of the sentence; `verdict` colours it, empty for plain ink."""

    text: str
    verdict: str = ""


@dataclass(frozen=True)
class Result:
    """One target of one unit in words; `value_pct`, `goal_pct` in per cent, None when unknown."""

    name: str
    value_pct: float | None
    goal_pct: float
    verdict: str
    value: str
    counts: str
    goal: str
    told: str
    gap: str
    change: str


@dataclass(frozen=True)
class Results:
    """Targets one under the other, each with its share beside its goal."""

    rows: tuple[Result, ...]


@dataclass(frozen=True)
class Bar:
    """One unit on one target; `small`: the denominator is under the declared number."""

    name: str
    value_pct: float | None
    verdict: str
    value: str
    counts: str
    told: str
    gap: str


@dataclass(frozen=True)
class Bars:
    """Units on one target, the highest first, and the goal; `others`: those not drawn, in words."""

    rows: tuple[Bar, ...]
    goal_pct: float
    goal: str
    others: str = ""


@dataclass(frozen=True)
class Change:
    """One target in two years."""

    name: str
    before_pct: float | None
    value_pct: float | None
    goal_pct: float
    before: str
    value: str
    points: str
    before_verdict: str
    verdict: str
    before_told: str
    told: str


@dataclass(frozen=True)
class Changes:
    """Targets in two years; `since` and `now` are the years in words."""

    rows: tuple[Change, ...]
    since: str
    now: str


@dataclass(frozen=True)
class Class:
    """One class of a body of people in two years, counts and shares; None when unknown."""

    name: str
    since_pct: float | None
    value_pct: float | None
    since: str
    value: str
    since_counts: str
    counts: str
    points: str
    is_remainder: bool


@dataclass(frozen=True)
class Dimension:
    """The classes of one property of a body of people, in declared order."""

    name: str
    is_ordinal: bool
    classes: tuple[Class, ...]


@dataclass(frozen=True)
class Composition:
    """Properties of one body of people in two years; `since`, `now`: the years and how many."""

    dimensions: tuple[Dimension, ...]
    since: str
    now: str


@dataclass(frozen=True)
class Decision:
    """One remark: what it is about, why, what to do, who, until when, how it stands."""

    about: str
    cause: str
    remedy: str
    owner: str
    due: str
    state: str
    carried: str


@dataclass(frozen=True)
class Decisions:
    """What must be decided; empty rows when nothing was noted."""

    rows: tuple[Decision, ...]
    empty: str = ""


Body = Results | Bars | Changes | Composition | Decisions


@dataclass(frozen=True)
class Screen:
    """One screen of the meeting, one slide.

    `id`: ASCII, stable: `diem`, `chi-tieu.<target>`, `thay-doi`, `co-cau`, `don-vi.<code>`,
    `viec.<number>`. `context`: unit, year and day up to which the figures count; `sources`: where
    the numbers come from, for the speaker's notes. `alt`: the message of the drawing with numbers.
    """

    id: str
    message: tuple[Span, ...]
    sub: str
    body: Body
    alt: str
    sources: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The message as plain words."""
        return "".join(span.text for span in self.message)
