"""The one number formatter: every figure a person sees is written here, the Vietnamese way."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_decimal

LOCALE = "vi"
NOTHING = "—"
MINUS = "−"
# Noise of a float division sits far below the ninth decimal; a true tie (12.25) does not.
NOISE = Decimal("0.000000001")
TENTH = Decimal("0.1")


def percent(value: float | None) -> str:
    """20.77 → "20,8%"; ties are rounded up."""
    return NOTHING if value is None else f"{_write(_tenths(value), '#,##0.0')}%"


def goal(value: float) -> str:
    """A declared threshold: 80.0 → "80%", 12.5 → "12,5%"."""
    return f"{_write(Decimal(str(value)), '#,##0.##')}%"


def points(value: float | None) -> str:
    """A difference of two percentages: 1.24 → "+1,2 điểm %"."""
    if value is None:
        return NOTHING
    tenths = _tenths(abs(value))
    sign = "" if not tenths else "+" if value > 0 else MINUS
    return f"{sign}{_write(tenths, '#,##0.0')} điểm %"


def count(value: int | None) -> str:
    """4482 → "4.482"."""
    return NOTHING if value is None else _write(Decimal(int(value)), "#,##0")


def date(value: dt.date | None) -> str:
    """As offices write it, a zero before days 1-9 and months 1-2: "14/01/2025", "30/6/2025"."""
    if value is None:
        return NOTHING
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"


def datetime(value: dt.datetime | None) -> str:
    """A moment: "14/01/2025 08:12"."""
    return NOTHING if value is None else f"{date(value)} {value:%H:%M}"


def _tenths(value: float) -> Decimal:
    exact = Decimal(repr(float(value))).quantize(NOISE, ROUND_HALF_UP)
    return exact.quantize(TENTH, ROUND_HALF_UP)


@lru_cache(maxsize=4096)
def _write(value: Decimal, pattern: str) -> str:
    return format_decimal(value, format=pattern, locale=LOCALE)
