"""`tui-captioner refused DATASET`: proposed tags that were refused, listed or forgiven."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tui_captioner.cli.differences import counted
from tui_captioner.cli.filtered import filtered
from tui_captioner.cli.log import local_time
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.text import visible
from tui_captioner.services.opening import open_for_command
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.refusals import RefusedTag


def run(options: argparse.Namespace) -> int:
    """List what was refused, and forgive it if that is asked for; 1 if nothing fits."""
    session = open_for_command(options.dataset, writable=options.forgive, take_over=options.take_over)
    meter = Meter("Filtering")
    try:
        found = _chosen(session, options, meter)
        meter.clear()
        if options.forgive and found:
            session.refused.forgive(f"forgive {_named(found)}", found)
    finally:
        meter.clear()
        session.close()
    for one in found:
        print(_line(one, options))
    if options.forgive and found and not options.json:
        print(f"{counted(len(found), 'tag')} may be proposed again: one step of undo")
    elif not found:
        warn("Nothing was refused that fits")
    return 0 if found else 1


def _chosen(session: Session, options: argparse.Namespace, meter: Meter) -> list[RefusedTag]:
    names = filtered(session, options.filter, meter)
    wanted = None if names is None else frozenset(names)
    key, model = match_key(options.tag), options.by.strip()
    return [
        one
        for one in session.refused.all()
        if (wanted is None or one.file_name in wanted) and key in ("", one.key) and model in ("", one.by)
    ]


def _named(tags: Sequence[RefusedTag]) -> str:
    return f"'{tags[0].text}' for {tags[0].file_name}" if len(tags) == 1 else f"{len(tags)} refused tags"


def _line(one: RefusedTag, options: argparse.Namespace) -> str:
    if options.json:
        return json_line({"file_name": one.file_name, "slot": one.slot, "tag": one.text, "by": one.by, "at": one.at})
    return visible(f"{local_time(one.at)}  {one.file_name}  {one.text}  ({one.slot}, {one.by})")
