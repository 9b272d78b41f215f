"""`tui-captioner draft DATASET`: a vision model proposes tags for what is empty."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from typing import Any

from tui_captioner.cli.differences import counted, shown_line
from tui_captioner.cli.draft_report import report
from tui_captioner.cli.draft_tagger import chosen_tagger, tag
from tui_captioner.cli.filtered import filtered
from tui_captioner.cli.image_names import check_images
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.text import visible
from tui_captioner.services.drafting.asking import FRAME_SIDE, PictureQuestion
from tui_captioner.services.drafting.choosing import make_prompts, names_to_draft
from tui_captioner.services.drafting.drafting import Drafting
from tui_captioner.services.drafting.model import Model, model_of
from tui_captioner.services.drafting.prompting import MadePrompt
from tui_captioner.services.drafting.sending import httpx
from tui_captioner.services.lookalikes.hashing import picture_store
from tui_captioner.services.opening import open_for_command
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.user_settings import load_user_settings

_SHOWN = 3
"""Pictures whose size is told: for that they are decoded."""
_LEAST_SIDE = 64


def run(options: argparse.Namespace) -> int:
    """Draft, or say what would be sent; 1 if some images have no draft."""
    if options.side < _LEAST_SIDE:
        raise WrongUseError(f"--side {options.side}: no model sees anything in that", f"{_LEAST_SIDE} is the least")
    session = open_for_command(options.dataset, writable=not options.dry_run, take_over=options.take_over)
    meter, pictures = Meter("Looking"), picture_store()
    try:
        check_images(session)
        tagger = chosen_tagger(session.project.settings.draft, options)
        if tagger is not None:
            return tag(session, tagger, _for_tagger(session, options, meter), pictures, options, meter)
        model = model_of(
            session.project.settings.draft,
            os.environ,
            url=options.url,
            name=options.model,
            key_variable=options.key_env,
            variables=load_user_settings().key_env,
            parallel=options.parallel,
            side=options.side,
        )
        prompts, names = _chosen(session, options, meter)
        drafting = Drafting(session, model, prompts, names, pictures, again=options.again, limit=options.limit)
        if options.dry_run:
            return _tell(drafting, model, prompts, pictures, options, meter)
        return _draft(drafting, model, names, options, meter)
    finally:
        meter.clear()
        pictures.close()
        session.close()


def _for_tagger(session: Session, options: argparse.Namespace, meter: Meter) -> Sequence[str]:
    """The images that have something empty: a tagger has a word for every slot."""
    chosen = filtered(session, options.filter, meter)
    return result_of(
        names_to_draft(session, [key for key in session.structure.own_keys if key != GLOBALS], chosen), meter.show
    )


def _chosen(
    session: Session, options: argparse.Namespace, meter: Meter
) -> tuple[Mapping[str, MadePrompt], Sequence[str]]:
    """The prompts, and the images that have something empty."""
    settings = session.project.settings
    chosen = filtered(session, options.filter, meter)
    prompts = result_of(make_prompts(session, settings.kind, session.names if chosen is None else chosen), meter.show)
    if not prompts:
        return {}, ()
    slots = [slot.key for made in prompts.values() for slot in made.material.slots]
    return prompts, result_of(names_to_draft(session, dict.fromkeys(slots), chosen), meter.show)


# --- drafting ---------------------------------------------------------------------------------------------------------


def _draft(drafting: Drafting, model: Model, names: Sequence[str], options: argparse.Namespace, meter: Meter) -> int:
    httpx()  # says what to install before anything is begun
    meter.clear()
    if names and model.warning:
        warn(model.warning)
    tally = drafting.tally
    job = drafting.steps()
    try:
        for progress in job:
            meter.doing = f"Drafting, {sum(tally.tokens)} tokens"
            meter.show(progress.done, progress.total)
    finally:
        # Stopped by Ctrl+C, what was answered is laid down before it is told.
        job.close()
        meter.clear()
        report(tally, names, options)
    return 1 if tally.failed else 0


# --- saying what would be sent ----------------------------------------------------------------------------------------


def _tell(
    drafting: Drafting,
    model: Model,
    prompts: Mapping[str, MadePrompt],
    pictures: PictureStore,
    options: argparse.Namespace,
    meter: Meter,
) -> int:
    asked: list[PictureQuestion] = []
    for question in drafting.to_ask():
        asked += [] if question is None else [question]
        meter.show(len(asked))
    meter.clear()
    sizes = {question.name: _sizes(question, model, pictures) for question in asked[:_SHOWN]}
    before = drafting.tally.before
    if options.json:
        print(json_line(_described(model, prompts, asked, sizes, before)))
        return 0
    print(f"Would be asked: {visible(model.name)} at {model.endpoint.host}")
    print(f"{counted(len(asked), 'picture')} would be sent" + (f", {before} were asked about before" if before else ""))
    for name, said in sizes.items():
        print(shown_line(f"{name}: {'; '.join(_size(*one) for one in said) or 'can not be decoded'}"))
    if len(asked) > _SHOWN:
        print(f"  ... and {len(asked) - _SHOWN} more")
    for medium, made in prompts.items():
        print(f"\nThe prompt for each {medium}:\n\n{made.prompt.system}\n\n{made.prompt.user}")
    print("\nNothing was sent")
    return 0


def _sizes(question: PictureQuestion, model: Model, pictures: PictureStore) -> list[tuple[int, int, int]]:
    """Width, height and bytes of each picture that would be sent for an image."""
    apart = question.medium == "video"
    try:
        made = pictures.jpegs(question.path, FRAME_SIDE if apart else model.side, apart=apart)
    except ImageUnreadable:
        return []
    return [(*size, len(data)) for size, data in zip(made.sizes, made.files, strict=True)]


def _size(width: int, height: int, size: int) -> str:
    return f"{width} x {height}, {max(1, round(size / 1000))} kB"


def _described(
    model: Model,
    prompts: Mapping[str, MadePrompt],
    asked: Sequence[PictureQuestion],
    sizes: Mapping[str, Sequence[tuple[int, int, int]]],
    before: int,
) -> dict[str, Any]:
    said = {medium: {"system": made.prompt.system, "user": made.prompt.user} for medium, made in prompts.items()}
    return {
        "host": model.endpoint.host,
        "url": model.endpoint.url,
        "model": model.name,
        "images": [question.name for question in asked],
        "answered_before": before,
        "sizes": {
            name: [{"width": width, "height": height, "bytes": size} for width, height, size in found]
            for name, found in sizes.items()
        },
        "prompts": said,
        "schema": {medium: made.prompt.schema for medium, made in prompts.items()},
    }
