"""The way back to an earlier snapshot: asked once more, then done."""

from pathlib import Path

import streamlit as st

from dashboard.blocks.desk.run import BATCH
from dashboard.blocks.desk.snapshots import RESTORE
from dashboard.components.as_of import number_of
from dashboard.components.markup import words
from dashboard.desk import batches
from dashboard.desk.batches import Batch
from dashboard.desk.looking import TOLD, notice
from dashboard.selection import View
from dashboard.wording import say
from pipelines.backup import restore
from pipelines.notebook import NotebookError
from pipelines.warehouse import WarehouseError, one_loader, snapshot_ids, switch


def restoring(view: View) -> None:
    """What was just done, in a sentence; the question where the address asks for it."""
    told = st.session_state.pop(TOLD, None)
    if told:
        st.html(words("p", told, class_="kept", role="status"))
    asked = view.asked(RESTORE)
    if asked is None:
        return
    folder = Path(view.snapshot.folder)
    if asked not in snapshot_ids(folder):
        notice(say("desk.no_snapshot", asked=asked))
        return
    st.html(words("p", say("desk.restore_ask", number=number_of(asked)), class_="ask"))
    if st.button(say("desk.restore_yes"), type="primary"):
        _restore(folder, asked)
    st.html(words("a", say("desk.restore_no"), href=view.link({RESTORE: None}), data_key="thoi"))


def offered(view: View) -> bool:
    """Whether the batch of the address is a backup: then it is asked whether to restore it."""
    batch = batches.get(view.asked(BATCH))
    if batch is None or batch.backup is None:
        return False
    st.html(words("p", say("desk.backup_ask"), class_="ask"))
    if st.button(say("desk.backup_yes"), type="primary"):
        _bring_back(Path(view.snapshot.folder), batch)
    st.html(words("a", say("desk.restore_no"), href=view.link({BATCH: None}), data_key="thoi"))
    return True


def _bring_back(folder: Path, batch: Batch) -> None:
    try:
        snapshot_id = restore(folder, batch.backup)
    except (WarehouseError, NotebookError) as error:
        notice(str(error))
    else:
        batches.drop(batch.id)
        _conclude(snapshot_id)


def _restore(folder: Path, snapshot_id: str) -> None:
    try:
        with one_loader(folder):
            switch(folder, snapshot_id)
    except WarehouseError as error:
        notice(str(error))
    else:
        _conclude(snapshot_id)


def _conclude(snapshot_id: str) -> None:
    st.session_state[TOLD] = say("desk.restored", number=number_of(snapshot_id))
    st.query_params.from_dict({})
    st.rerun()
