"""One colour per verdict, readable in both modes; the config file says the same colours."""

import tomllib
from pathlib import Path

import pytest

from dashboard import theme

ROOT = Path(__file__).parents[2]
TEXT_COLOURS = ["ink", "muted", "accent", "teal", "amber", "vermilion", "violet", "grey", "empty"]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", TEXT_COLOURS)
def test_contrast(colours, name):
    assert contrast(getattr(colours, name), colours.paper) >= 4.5


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_badge_contrast(colours):
    assert contrast(colours.badge_ink, colours.badge) >= 4.5


def test_every_declared_verdict_has_a_colour(declared):
    assert set(theme.STATUS) == set(declared.verdicts)


def test_the_style_sheet_knows_every_verdict(declared):
    sheet = theme.style_sheet(theme.LIGHT)
    assert all(f'[data-verdict="{verdict}"]{{--c:' in sheet for verdict in declared.verdicts)


def test_streamlit_uses_the_same_colours():
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
    for mode, colours in (("light", theme.LIGHT), ("dark", theme.DARK)):
        assert config[mode]["primaryColor"] == colours.accent
        assert config[mode]["backgroundColor"] == colours.paper
        assert config[mode]["textColor"] == colours.ink


def test_the_mode_is_light_until_the_browser_tells():
    assert theme.palette(None) is theme.palette("light") is theme.LIGHT
    assert theme.palette("dark") is theme.DARK
