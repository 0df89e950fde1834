"""`python -m dashboard.report ORDER`: what `soket report` starts. ORDER is JSON, see `main`."""

import json
import os
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

from dashboard.report.opened import ReportError, opened
from dashboard.report.order import Order, all_units, written
from dashboard.selection import DISTRICT
from dashboard.wording import say
from pipelines.commands import spoken
from pipelines.commands.spoken import DONE, UNAVAILABLE, USAGE
from pipelines.warehouse import WarehouseError
from pipelines.whole_files import write_whole


def main(asked: dict) -> int:
    """Write one file and say where it is; the exit code.

    `asked`: year, kind, unit (null: the district), output, warehouse, date (ISO day of the report
    or null), all_units.
    """
    try:
        with opened(Path(asked["warehouse"])) as source, spoken.progress() as report:
            write = all_units if asked["all_units"] else written
            content = write(_order(asked), source, report)
    except ReportError as error:
        spoken.say(str(error))
        return USAGE
    except WarehouseError as error:
        spoken.say(str(error))
        return UNAVAILABLE
    except Exception as error:
        spoken.say(spoken.unforeseen(error))
        return UNAVAILABLE
    return _saved(Path(asked["output"]), content)


def _order(asked: dict) -> Order:
    made_at = _made_at(asked["date"])
    return Order(asked["year"], asked["kind"], made_at, asked["unit"] or DISTRICT)


def _made_at(day: str | None) -> datetime:
    """The time that the file states: a day that was asked for, SOURCE_DATE_EPOCH, or now."""
    if day:
        return datetime.combine(date.fromisoformat(day), time())
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None)
    return datetime.now().replace(microsecond=0)


def _saved(output: Path, content: bytes) -> int:
    try:
        write_whole(output, content)
    except OSError as error:
        spoken.say(spoken.no_access(error))
        return UNAVAILABLE
    spoken.say(say("report.saved", file=output))
    return DONE


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    sys.exit(main(json.loads(sys.argv[1])))
