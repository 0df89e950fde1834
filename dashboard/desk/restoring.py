"""The way back to an earlier snapshot: asked once more, then done."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard.components.as_of import number_of
from dashboard.components.markup import words
from dashboard.components.telling import tell, warn
from dashboard.desk import batches
from dashboard.selection import BATCH, RESTORE, View
from dashboard.wording import say
from pipelines.backup import restore
from pipelines.notebook.file import NotebookError
from pipelines.warehouse import WarehouseError, one_loader, snapshot_ids, switch


def restoring(view: View) -> None:
    """The question whether to go back to the snapshot of the address."""
    asked = view.asked(RESTORE)
    if asked is None:
        return
    folder = Path(view.snapshot.folder)
    if asked not in snapshot_ids(folder):
        warn(say("desk.no_snapshot", asked=asked))
        return
    question = say("desk.restore_ask", number=number_of(asked))
    if _agreed(question, say("desk.restore_yes"), view.link({RESTORE: None})):
        _done(lambda: _switched(folder, asked))


def offered(view: View) -> bool:
    """Whether the batch of the address is a backup: then it is asked whether to restore it."""
    batch = batches.get(view.asked(BATCH))
    if batch is None or batch.backup is None:
        return False
    folder, away = Path(view.snapshot.folder), view.link({BATCH: None})
    if _agreed(say("desk.backup_ask"), say("desk.backup_yes"), away):
        _done(lambda: restore(folder, batch.backup))
    return True


def _agreed(question: str, yes: str, away: str) -> bool:
    """Ask; whether the answer was just yes. `away`: the address of no."""
    st.html(words("p", question, class_="ask"))
    is_agreed = st.button(yes, type="primary")
    st.html(words("a", say("desk.restore_no"), href=away, data_key="thoi"))
    return is_agreed


def _switched(folder: Path, snapshot_id: str) -> str:
    with one_loader(folder):
        switch(folder, snapshot_id)
    return snapshot_id


def _done(change: Callable[[], str]) -> None:
    """Change what is published, and say which snapshot that is now."""
    try:
        snapshot_id = change()
    except (WarehouseError, NotebookError) as error:
        warn(str(error))
    else:
        tell(say("desk.restored", number=number_of(snapshot_id)), {})
