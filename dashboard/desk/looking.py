"""A batch is looked at: the dry run with its bar, the tally, the marked files, then publishing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import streamlit as st

from dashboard.components.as_of import number_of
from dashboard.components.markup import element, words
from dashboard.components.telling import progress_bar, tell, warn
from dashboard.desk import batches
from dashboard.desk.batches import Batch
from dashboard.selection import BATCH, View
from dashboard.wording import say
from pipelines.declarations import load_declarations
from pipelines.dry_run import dry_run
from pipelines.files.exports import brought, is_export
from pipelines.load import Loaded, load
from pipelines.notebook.file import NotebookError
from pipelines.notebook.notes import add_note
from pipelines.notebook.rules import LONGEST, RemarkError, check_text
from pipelines.warehouse import ChangedError, WarehouseError, published_id

Run = TypeVar("Run")
OLD_TEXT, WITHOUT_YEAR = "legacy_encoding", "year_unknown"  # findings that a reader may answer


def looked_at(view: View) -> Batch | None:
    """The batch of the address with its dry run; None, and a sentence, where there is none."""
    asked = view.asked(BATCH)
    batch = batches.get(asked)
    if asked is not None and batch is None:
        warn(say("desk.gone"))
    if batch is None or not _has_run(batch, Path(view.snapshot.folder)):
        return None
    st.html(_tally(view, batch))
    return batch


def _has_run(batch: Batch, folder: Path) -> bool:
    """Run it unless that was done against what is published now; say when it was run again."""
    before = batch.run
    if before and before.published == published_id(folder):
        return True
    try:
        batch.run = _told(dry_run, batch, folder)
        if before:
            warn(say("desk.changed"))
    except WarehouseError as error:
        warn(str(error))
        return False
    return True


def _told(run: Callable[..., Run], batch: Batch, folder: Path) -> Run:
    """A dry run or a load of the batch, with a bar."""
    answers = {"accepts_old_text": batch.accepts_old_text, "year": batch.year}
    with progress_bar(say("desk.begun")) as report:
        return run(brought(batch.files), folder, report=report, **answers)


def _tally(view: View, batch: Batch) -> str:
    run = batch.run
    severities = run.findings["severity"].to_list()
    counts = {
        "files": len(batch.files),
        "sheets": run.taken.height,
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
    }
    kind = "has_errors" if run.has_errors else "ready" if run.is_new else "same"
    leave = words("a", say("desk.again"), href=view.link({BATCH: None}), data_key="bo-luot")
    parts = [words("p", say("desk.tally", **counts), class_="tally", data_run=kind)]
    parts += [words("p", say(f"desk.{kind}"), class_=f"run-{kind}"), element("p", leave)]
    return element("section", *parts, _marked(batch), class_="block", data_block="luot-nap")


def _marked(batch: Batch) -> str:
    """A link for every file in which something was found: the file with its cells marked."""
    files = batch.run.findings["file"].unique(maintain_order=True).to_list()
    links = [
        words("a", name, href=f"nap-tep/{batch.id}/{quote(name)}.xlsx", download=f"{name}.xlsx")
        for name in files
        if name in batch.files and is_export(name)
    ]
    listed = element("ul", *(element("li", link) for link in links))
    return words("p", say("desk.marked")) + listed if links else ""


def publish(view: View, batch: Batch) -> None:
    """The form that publishes, with a note; there only when it can be done."""
    _confirm(batch)
    _ask_year(batch)
    if batch.run.has_errors or not batch.run.is_new:
        return
    # another snapshot that is published meanwhile makes another form: nobody publishes unseen
    with st.form(f"publish-{batch.run.published}", enter_to_submit=False):
        note = st.text_input(say("desk.note"), max_chars=LONGEST)
        role = st.radio(say("desk.role"), load_declarations().roles, horizontal=True)
        is_sent = st.form_submit_button(say("desk.publish"), type="primary")
    if is_sent:
        _publish(view, batch, note, role)


def _confirm(batch: Batch) -> None:
    """Text in an old encoding is shown beside its conversion; a button accepts it."""
    if OLD_TEXT not in batch.run.findings["rule"].to_list():
        return
    st.html(words("p", say("desk.old_text"), class_="ask"))
    if st.button(say("desk.old_text_yes")):
        batch.accepts_old_text, batch.run = True, None
        st.rerun()


def _ask_year(batch: Batch) -> None:
    """Files that do not say their year: it can be chosen for them."""
    if WITHOUT_YEAR not in batch.run.findings["rule"].to_list():
        return
    with st.form("year", enter_to_submit=False):
        year = st.selectbox(say("desk.year_asked"), load_declarations().years[::-1])
        is_sent = st.form_submit_button(say("desk.year_yes"))
    if is_sent:
        batch.year, batch.run = year, None
        st.rerun()


def _publish(view: View, batch: Batch, note: str, role: str) -> None:
    folder = Path(view.snapshot.folder)

    def keep_note(snapshot_id: str) -> None:
        add_note(folder, snapshot_id, note, role)

    try:
        check_text(note)
        run = partial(load, on_top_of=batch.run.published, before_it_shows=keep_note)
        loaded = _told(run, batch, folder)
    except ChangedError:
        st.rerun()
    except (WarehouseError, RemarkError, NotebookError) as error:
        warn(str(error))
    else:
        _conclude(batch, loaded)


def _conclude(batch: Batch, loaded: Loaded) -> None:
    """Say what was published, or that it no longer could be."""
    if loaded.has_errors:
        batch.run = None
        warn(say("desk.not_published"))
        return
    batches.drop(batch.id)
    tell(say("desk.published", number=number_of(loaded.snapshot_id)), {})
