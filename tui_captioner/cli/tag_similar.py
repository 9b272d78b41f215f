"""`tui-captioner tags DATASET similar`: near-duplicates among the tags, and pairs that perhaps are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line
from tui_captioner.cli.tag_list import counted_in, tag_table
from tui_captioner.domain.consistency.clusters import Cluster
from tui_captioner.domain.consistency.perhaps import Perhaps
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.near_duplicates import NearDuplicates
from tui_captioner.services.session.session import Session


def print_similar(
    session: Session, chosen: Sequence[str] | None, meter: Meter, *, perhaps: bool = False, json: bool = False
) -> None:
    """Print the clusters, the most used first, then what is perhaps the same if that is wanted.

    Args:
        session: The open dataset.
        chosen: Only what these images have; None for all.
        meter: Shows how far it is.
        perhaps: Whether tags are listed too that are alike and that no rule finds.
        json: Whether it is for programs: an object per line.

    Raises:
        CaptionerError: If the tags can't be counted, or `project.toml` can't be read.
    """
    table = tag_table(session, meter)
    rows = table.rows if chosen is None else counted_in(session, table, set(chosen))
    near = NearDuplicates(session)
    meter.follow(near.look({row.text: row.count for row in rows}, keep=chosen is None))
    if perhaps:
        meter.follow(near.look_for_perhaps())
    meter.clear()
    for cluster in near.clusters:
        print(json_line(_described(cluster)) if json else visible(_told(cluster)))
    for pair in near.perhaps:
        counts = {text: near.count(text) for text in pair[:2]}
        print(json_line(_perhaps_described(pair, counts)) if json else visible(_perhaps_told(pair, counts)))
    if not json and not near.clusters and not near.perhaps:
        print("Every tag has one spelling")


def _told(cluster: Cluster) -> str:
    if cluster.is_open:
        others = " or ".join(f"{member.text} ({member.count:,})" for member in cluster.members)
        return f"{cluster.count:>6}  {cluster.head:<32}  may be {others}"
    members = ", ".join(f"{member.text} ({member.count:,}, {member.rule})" for member in cluster.members)
    return f"{cluster.count:>6}  {cluster.head:<32}  ~ {members}"


def _described(cluster: Cluster) -> dict[str, Any]:
    members = [{"tag": member.text, "images": member.count, "rule": member.rule.value} for member in cluster.members]
    key = "may_be" if cluster.is_open else "same"
    return {"tag": cluster.head, "images": cluster.count, key: members}


def _perhaps_told(pair: Perhaps, counts: Mapping[str, int]) -> str:
    return f"{counts[pair.one]:>6}  {pair.one:<32}  perhaps {pair.other} ({counts[pair.other]:,})"


def _perhaps_described(pair: Perhaps, counts: Mapping[str, int]) -> dict[str, Any]:
    other = {"tag": pair.other, "images": counts[pair.other], "likeness": round(pair.likeness)}
    return {"tag": pair.one, "images": counts[pair.one], "perhaps": [other]}
