"""One colour per verdict, readable in both modes; the config file says the same colours."""

import tomllib
from pathlib import Path

import pytest

from dashboard import theme

ROOT = Path(__file__).parents[2]
TEXT_COLOURS = [
    "ink",
    "muted",
    "accent",
    "teal",
    "amber",
    "vermilion",
    "violet",
    "grey",
    "empty",
    "deep",
]


def test_contrast_is_that_of_wcag():
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("steps", [2, 3, 4, 5, 6])
def test_words_can_be_read_on_every_step_of_a_ramp(colours, steps):
    fills = [*theme.ramp(colours, steps), *theme.pair(colours)]
    assert all(theme.contrast(fill, theme.on(fill)) >= 4.5 for fill in fills)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_two_classes_are_told_apart(colours):
    assert theme.contrast(*theme.pair(colours)) >= 3


def test_a_ramp_runs_from_pale_to_deep():
    assert theme.ramp(theme.LIGHT, 3) == ["#D3DEE9", "#7894AF", "#1D4A75"]
    assert theme.ramp(theme.LIGHT, 1) == ["#D3DEE9"]


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", TEXT_COLOURS)
def test_contrast(colours, name):
    assert theme.contrast(getattr(colours, name), colours.paper) >= 4.5


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_badge_contrast(colours):
    assert theme.contrast(colours.badge_ink, colours.badge) >= 4.5


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
