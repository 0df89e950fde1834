"""The sentences of `texts.toml`, by section and name, with their gaps filled in."""

import tomllib
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).parent / "texts.toml"


@cache
def texts() -> dict:
    """Every section of `texts.toml`."""
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def say(name: str, **values: object) -> str:
    """One sentence, e.g. `say("tile.since", points="+1,2 điểm %", year=2023)`."""
    found = texts()
    for part in name.split("."):
        found = found[part]
    return found.format(**values)


def commands(state: str) -> list[str]:
    """The commands that lead out of a state."""
    return texts()["state"][state]["commands"]
