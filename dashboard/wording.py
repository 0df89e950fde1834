"""The sentences of `texts/`, by section and name, with their gaps filled in."""

import tomllib
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"


@cache
def texts() -> dict:
    """Every section of every file of `texts/`; raises ValueError when two files share one."""
    everything: dict = {}
    for path in sorted(TEXTS.glob("*.toml")):
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
        shared = everything.keys() & sections.keys()
        if shared:
            raise ValueError(f"{path.name}: sections of another file: {sorted(shared)}")
        everything |= sections
    return everything


def say(name: str, /, **values: object) -> str:
    """One sentence, e.g. `say("figure.since", points="+1,2 điểm %", year=2023)`."""
    found = texts()
    for part in name.split("."):
        found = found[part]
    return found.format(**values)


def commands(state: str) -> list[str]:
    """The commands that lead out of a state; none where the page itself does."""
    return texts()["state"][state].get("commands", [])
