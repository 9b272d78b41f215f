"""`draft --tagger`: a tagger on this machine proposes tags for what is empty."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from tui_captioner.cli.differences import counted
from tui_captioner.cli.draft_report import report
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.taggers.thresholds import Thresholds
from tui_captioner.domain.text import visible
from tui_captioner.services.drafting.tagging import Tagging, check_place
from tui_captioner.services.session.session import Session
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.project.draft_settings import DraftSettings
from tui_captioner.storage.taggers.tagger import Tagger


def chosen_tagger(settings: DraftSettings, options: argparse.Namespace) -> Path | None:
    """The folder of the tagger that is asked; None where a server is.

    What the command says goes before what the project says, a server before a tagger.

    Raises:
        WrongUseError: If options don't go together.
    """
    if options.tagger is not None and (options.url or options.model):
        raise WrongUseError("--tagger runs on this machine: leave out --url and --model")
    folder: Path | None = options.tagger
    if folder is None and not (options.url or options.model or settings.url):
        folder = settings.tagger
    if folder is None and (options.threshold, options.character_threshold, options.cut) != (None, None, False):
        raise WrongUseError("--threshold, --character-threshold and --cut are for a --tagger")
    for name, value in (("threshold", options.threshold), ("character-threshold", options.character_threshold)):
        if value is not None and not 0 <= value <= 1:
            raise WrongUseError(f"--{name} is a number from 0 to 1")
    return folder


def tag(
    session: Session,
    folder: Path,
    names: Sequence[str],
    pictures: PictureStore,
    options: argparse.Namespace,
    meter: Meter,
) -> int:
    """Have a tagger propose tags, or say what it would look at; 1 if some images have no draft."""
    check_place(session.project.root, folder)
    tagger = Tagger(folder)
    try:
        if options.dry_run:
            return _tell(tagger, names, options)
        own = session.project.settings.draft.thresholds
        wanted = Thresholds(
            own.general if options.threshold is None else options.threshold,
            own.character if options.character_threshold is None else options.character_threshold,
            cuts=options.cut,
            ratings=options.ratings,
        )
        run = Tagging(session, tagger, wanted, names, pictures, again=options.again, limit=options.limit)
        meter.doing = "Tagging"
        job = run.steps()
        try:
            for progress in job:
                meter.show(progress.done, progress.total)
        finally:
            # Stopped by Ctrl+C, what was seen is laid down before it is told.
            job.close()
            meter.clear()
            report(run.tally, names, options)
        return 1 if run.tally.failed else 0
    finally:
        tagger.close()


def _tell(tagger: Tagger, names: Sequence[str], options: argparse.Namespace) -> int:
    """Say who would look at what."""
    if options.json:
        told = {"tagger": tagger.name, "family": tagger.family.name, "tags": len(tagger.labels), "images": list(names)}
        print(json_line(told))
        return 0
    print(f"Would be asked: {visible(tagger.name)}, of the family {tagger.family.name}, with {len(tagger.labels)} tags")
    print(f"It would look at {counted(len(names), 'image')}")
    return 0
