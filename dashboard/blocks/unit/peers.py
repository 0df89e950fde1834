"""Đối chiếu: one unit beside the district and beside its peers, target by target.

Peers are the organisations of the same sector; for a cell, all cells of its organisation.
"""

import polars as pl

from dashboard import cached
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.unit import scope as unit_scope
from dashboard.charts.unit.peers import dots, summary
from dashboard.phrases import Row
from dashboard.selection import DISTRICT, Scope, View
from dashboard.tables.table import Column, Table
from dashboard.units import ORGANISATION
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, load_declarations


def peer_of(view: View) -> Scope | None:
    """The sector of an organisation, the organisation of a cell; None where nothing is wider."""
    unit = unit_scope.unit_of(view)
    if unit is None:
        return None
    if unit.level != ORGANISATION:
        name = say("unit_peers.peers.cell", name=unit.organisation_name)
        return Scope(ORGANISATION, unit.organisation_id, name)
    sector = cached.sectors(view.snapshot).get(unit.sector_id)
    name = say("unit_peers.peers.organisation", name=sector)
    return Scope("sector", unit.sector_id, name) if sector else None


def _table(view: View) -> Table:
    declared = load_declarations()
    own = unit_scope.progress(view, view.year)
    district = Scope(DISTRICT, DISTRICT, declared.district)
    beside = _beside(_beside(own, view, district, "district"), view, peer_of(view), "peer")
    rows = _compared(beside, view, declared)
    return Table(
        id="doi-chieu",
        title=say("unit_peers.heading", year=view.year),
        columns=_columns(peer_of(view), declared),
        rows=rows,
        note=_note(rows, view),
        empty=say("unit_targets.empty"),
    )


def _columns(peer: Scope | None, declared: Declarations) -> tuple[Column, ...]:
    beside = [
        Column("peer_pct", peer.name, "percent", link="peer_source"),
        Column("to_peer", say("unit_peers.to", name=peer.name), "points"),
    ]
    return (
        Column("target_name", say("column.target"), link="target_href"),
        Column("numerator", say("column.numerator"), "count"),
        Column("denominator", say("column.denominator"), "count"),
        Column("value_pct", say("column.value"), "percent", link="source"),
        Column("verdict", say("column.verdict"), "verdict"),
        Column("district_pct", declared.district, "percent", link="district_source"),
        Column("to_district", say("unit_peers.to", name=declared.district), "points"),
        *(beside if peer else []),
        Column("rank_told", say("unit_peers.rank"), order="rank"),
        Column("sector_rank_told", say("unit_peers.sector_rank"), order="sector_rank"),
        Column("apart", say("unit_peers.remark")),
    )


def _beside(own: pl.DataFrame, view: View, other: Scope | None, name: str) -> pl.DataFrame:
    """`own` with the value of another unit in the same year and where that comes from."""
    value, source = f"{name}_pct", f"{name}_source"
    if other is None:
        nothing = pl.lit(None)
        return own.with_columns(
            nothing.cast(pl.Float64).alias(value), nothing.cast(pl.String).alias(source)
        )
    found = cached.ask(
        view.snapshot, queries.progress, year=view.year, level=other.level, unit_id=other.unit_id
    )
    links = [
        view.to_source(view.year, other.level, other.unit_id, id_) for id_ in found["target_id"]
    ]
    beside = found.select("target_id", pl.col("value_pct").alias(value)).with_columns(
        pl.Series(source, links, pl.String)
    )
    return own.join(beside, on="target_id", how="left", maintain_order="left")


def _compared(rows: pl.DataFrame, view: View, declared: Declarations) -> pl.DataFrame:
    """Differences in points and ranks in words; none where the two do not count the same."""
    apart = [_apart(id_, view, declared) for id_ in rows["target_id"]]
    ranks = [_ranks(row, view, declared) for row in rows.to_dicts()]
    return rows.with_columns(
        pl.Series("apart", apart, pl.String),
        pl.Series("rank_told", [all_ for all_, _ in ranks], pl.String),
        pl.Series("sector_rank_told", [sector for _, sector in ranks], pl.String),
    ).with_columns(
        to_district=_difference("value_pct", "district_pct"),
        to_peer=_difference("value_pct", "peer_pct"),
        ring=_difference("peer_pct", "district_pct"),
    )


def _difference(one: str, other: str) -> pl.Expr:
    """Points of one percentage above the other, where both count the same."""
    return pl.when(pl.col("apart") == "").then(pl.col(one) - pl.col(other))


def _apart(target_id: str, view: View, declared: Declarations) -> str:
    target = declared.targets[target_id]
    if view.scope.level == ORGANISATION and unit_scope.counts_cells(target, declared):
        return say("unit_peers.apart")
    return ""


def _ranks(row: Row, view: View, declared: Declarations) -> tuple[str, str]:
    """ "hạng 3/58" among all, "2/14 trong Xã" in the sector; why there is none."""
    if row["is_small"]:
        return unit_scope.small(declared), say("unit_peers.not_ranked")
    if row["rank"] is None:
        return "", ""
    sector = cached.sectors(view.snapshot).get(row["sector_id"], "")
    written = {
        n: formatting.count(row[n]) for n in ("rank", "ranked", "sector_rank", "sector_ranked")
    }
    kind = "only_one" if row["sector_ranked"] == 1 else "in_sector"
    return (
        say("unit_peers.in_all", rank=written["rank"], ranked=written["ranked"]),
        say(
            f"unit_peers.{kind}",
            rank=written["sector_rank"],
            ranked=written["sector_ranked"],
            sector=sector,
        ),
    )


def _note(rows: pl.DataFrame, view: View) -> str:
    kind = view.scope.level if view.scope.level in unit_scope.LEVELS else ORGANISATION
    told = [say(f"unit_peers.note.{kind}")]
    if any(rows["apart"]):
        told.append(say("unit_peers.note.apart"))
    return " ".join(told)


def _draw(view: View, table: Table) -> Drawing:
    declared, peer = load_declarations(), peer_of(view)
    return Drawing(
        alt=summary(table.rows, table.title, declared.district),
        markup=dots(table.rows, declared.district, peer and peer.name, declared),
    )


BLOCK = Block("doi-chieu", _table, _draw)
