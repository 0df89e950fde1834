"""Start the dashboard in this process, warmed up: the first visitor does not wait for imports."""

import sys
from contextlib import closing
from pathlib import Path

from pipelines import queries
from pipelines.warehouse import WarehouseError, default_warehouse, open_snapshot, published_id

APP = Path(__file__).with_name("app.py")


def warm_up() -> None:
    """Import what the first page needs and answer one question, if there is anything to ask."""
    import dashboard.charts.ranking
    import dashboard.frame  # noqa: F401

    try:
        warehouse = default_warehouse()
        snapshot_id = published_id(warehouse)
        if snapshot_id:
            with closing(open_snapshot(warehouse, snapshot_id)) as connection:
                queries.progress(connection, level="district")
    except WarehouseError:
        return  # the page itself says what is wrong


def main() -> None:
    """Serve with the command line's options (`--server.port=8501`)."""
    from streamlit.web import cli

    warm_up()
    sys.argv = ["streamlit", "run", str(APP), *sys.argv[1:]]
    cli.main()


if __name__ == "__main__":
    main()
