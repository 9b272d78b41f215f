"""`tui-captioner template DATASET [NAME]`: by what template captions are written."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from tui_captioner.cli.differences import counted
from tui_captioner.cli.image_names import check_images
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.proposed import shown_or_applied
from tui_captioner.domain.caption_prose import INSTEAD
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.templating.names import SHIPPED, TAGS
from tui_captioner.services.bulk.template_change import TemplateChange, check_template, choose_template
from tui_captioner.services.opening import open_for_command
from tui_captioner.services.session.session import Session


def run(options: argparse.Namespace) -> int:
    """Show or set it; 1 if captions could not be written."""
    if options.apply and options.dry_run:
        raise WrongUseError("--apply and --dry-run don't go together", "Give one of them")
    is_chosen = options.name is not None or options.place is not None
    session = open_for_command(
        options.dataset, writable=not options.dry_run and (options.apply or is_chosen), take_over=options.take_over
    )
    meter = Meter("Looking")
    try:
        return _run(session, options, meter)
    finally:
        meter.clear()
        session.close()


def _run(session: Session, options: argparse.Namespace, meter: Meter) -> int:
    settings = session.project.settings
    check_images(session)
    name, place = options.name or settings.template or TAGS, options.place or settings.template_place
    chosen = None
    if options.dry_run:
        check_template(session, name)
        session.project.settings = replace(settings, template="" if name == TAGS else name, template_place=place)
    elif options.name is not None or options.place is not None:
        chosen = choose_template(session, name, place)
    change = TemplateChange(session, chosen=chosen) if options.apply or options.dry_run else None
    described, lines = partial(_described, session, change, options), partial(_lines, session, change, options)
    return shown_or_applied(change, options, meter, described, lines)


def _lines(session: Session, change: TemplateChange | None, options: argparse.Namespace) -> Iterator[str]:
    settings = session.project.settings
    name = settings.template or TAGS
    where = f", {settings.template_place} the tags" if name != TAGS and settings.template_place != INSTEAD else ""
    yield f"template {name}{where}" + (f": {SHIPPED[name]}" if name in SHIPPED else "")
    if change is not None:
        done = "would be written" if options.dry_run else "written"
        yield f"{counted(len(change.names), 'image')} {done} by this template"
    elif options.name is None and options.place is None:
        yield f"templates: {', '.join(dict.fromkeys((*SHIPPED, *settings.templates)))}"
    else:
        yield "No caption was changed: --apply writes all of them by this template, --dry-run shows how"


def _described(session: Session, change: TemplateChange | None, options: argparse.Namespace) -> dict[str, Any]:
    settings = session.project.settings
    return {
        "template": settings.template or TAGS,
        "place": settings.template_place,
        "templates": list(dict.fromkeys((*SHIPPED, *settings.templates))),
        "dry_run": options.dry_run,
        "images": [] if change is None else list(change.names),
        "left_out": "" if change is None else change.difference.advice,
    }
