"""`tui-captioner profile DATASET [NAME]`: what kind of LoRA the captions are for."""

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
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.named_commands import told_of
from tui_captioner.domain.profiles.profile import Profile
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.structures.shipped import FOR_MODEL
from tui_captioner.services.bulk.profile_change import Choice, ProfileChange, choose, known_profile
from tui_captioner.services.opening import open_for_command
from tui_captioner.services.session.session import Session


def run(options: argparse.Namespace) -> int:
    """Show or set it; 1 if captions could not be written."""
    if options.apply and options.dry_run:
        raise WrongUseError("--apply and --dry-run don't go together", "Give one of them")
    choice = Choice(options.name, options.trigger, options.model)
    writes = not options.dry_run and (options.apply or choice != Choice())
    session = open_for_command(options.dataset, writable=writes, take_over=options.take_over)
    meter = Meter("Looking")
    try:
        return _run(session, choice, options, meter)
    finally:
        meter.clear()
        session.close()


def _run(session: Session, choice: Choice, options: argparse.Namespace, meter: Meter) -> int:
    check_images(session)
    chosen = None
    if options.dry_run:
        _pretend(session, choice)
    elif choice != Choice():
        chosen = choose(session, choice)
    change = ProfileChange(session, chosen=chosen) if options.apply or options.dry_run else None
    described, lines = partial(_described, session, change, options), partial(_lines, session, change, options)
    return shown_or_applied(change, options, meter, described, lines)


def _pretend(session: Session, choice: Choice) -> None:
    """Go by a choice without keeping it."""
    settings = session.project.settings
    name = settings.profile if choice.profile is None else known_profile(session, choice.profile)
    trigger = settings.trigger if choice.trigger is None else choice.trigger
    session.project.settings = replace(settings, profile=name, trigger=trigger)


def _lines(session: Session, change: ProfileChange | None, options: argparse.Namespace) -> Iterator[str]:
    settings = session.project.settings
    kind = settings.kind
    yield f"profile {kind.name}: {kind.about}" if kind.about else f"profile {kind.name}"
    yield f"trigger word: {settings.trigger or '(none)'}; model: {settings.tokens.model}"
    parts = _parts(session, kind)
    if parts:
        yield f"kept and not written: {', '.join(parts)}"
    if change is None and (options.name, options.trigger, options.model) == (None, None, None):
        yield f"profiles: {', '.join(settings.profiles)}"
    elif change is None and options.name is not None:
        yield "No caption was changed: --apply writes all of them for this profile, --dry-run shows how"
    fitting = FOR_MODEL.get(options.model or "", "")
    if fitting and settings.structure == DEFAULT_STRUCTURE:
        yield told_of(f"Slots for it: tui-captioner structure DATASET {fitting}", session.project.root)
    if change is not None:
        done = "would be written" if options.dry_run else "written"
        yield f"{counted(len(change.names), 'image')} {done} for this profile"


def _parts(session: Session, kind: Profile) -> list[str]:
    """What is left out in this project, by the names that settings have for it."""
    parts = session.project.leaving_out.parts
    return [str(part) for part in kind.leaves_out if part in parts and part.slot in session.structure.own_keys]


def _described(session: Session, change: ProfileChange | None, options: argparse.Namespace) -> dict[str, Any]:
    settings = session.project.settings
    return {
        "profile": settings.profile,
        "trigger": settings.trigger,
        "model": settings.tokens.model,
        "left_out": _parts(session, settings.kind),
        "profiles": list(settings.profiles),
        "dry_run": options.dry_run,
        "images": [] if change is None else list(change.names),
    }
