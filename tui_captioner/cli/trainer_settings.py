"""How `check --for` and `export` end: with the trainer's own settings, printed or written by `--write-config FILE`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tui_captioner.cli.meter import Meter
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.text import visible
from tui_captioner.domain.trainers.settings.facts import SettingsFacts
from tui_captioner.domain.trainers.settings.makers import MAKERS, kind_of, settings_for
from tui_captioner.domain.trainers.settings.settings_text import TrainerSettings
from tui_captioner.domain.trainers.target import Target
from tui_captioner.services.exporting.config_file import check_config_file, write_config_file
from tui_captioner.services.exporting.settings_facts import facts_in_place
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session

MOST = 120
"""Lines that are printed; a dataset of 1,000 folders has 4,000."""


def check_config_options(options: argparse.Namespace, trainer: str) -> None:
    """Refuse `--write-config` where there is nothing to write or no place for it, before anything else is done.

    Args:
        options: Those of the command.
        trainer: Key of the trainer, empty for none.

    Raises:
        WrongUseError: If no trainer is named, or it has no ready settings, or the place is none.
        ExportError: If the file exists.
    """
    path: Path | None = options.write_config
    if path is None:
        return
    if trainer not in MAKERS:
        said = f"there are no ready settings for {trainer}" if trainer else "it is not said for which trainer"
        raise WrongUseError(f"--write-config: {said}", f"--for names one of {', '.join(MAKERS)}")
    check_config_file(path, options.dataset, trainer, kind_of(trainer), force=options.force)


def end_check(session: Session, target: Target | None, options: argparse.Namespace, meter: Meter) -> None:
    """Print the settings of a trainer for the dataset as it lies there, or write them; with `--json` only that."""
    wanted = target is not None and target.key in MAKERS and (not options.json or options.write_config is not None)
    if target is None or not wanted:
        return
    facts = result_of(facts_in_place(session, target), meter.show)
    meter.clear()
    end_with(target.key, facts, options)


def end_with(trainer: str, facts: SettingsFacts, options: argparse.Namespace) -> None:
    """Print settings, or write them; see `check_config_options`.

    Raises:
        ExportError: If they can't be written.
    """
    settings = settings_for(trainer, facts)
    path: Path | None = options.write_config
    if path is not None:
        write_config_file(path, settings, force=options.force)
        said = [f"Wrote {path}: the settings of {settings.title}", *(f"  {word}" for word in settings.words)]
        # With --json, what stands on stdout is JSON alone.
        for line in said:
            print(visible(line), file=sys.stderr if options.json else sys.stdout)
    elif not options.json:
        _print(settings)


def _print(settings: TrainerSettings) -> None:
    lines = settings.text.splitlines()
    print()
    if not lines:
        print(f"No settings of {settings.title}: {visible('; '.join(settings.words))}")
        return
    print(f"Settings of {settings.title} (--write-config FILE writes them):")
    for word in settings.words:
        print(f"  {visible(word)}")
    print()
    for line in lines[:MOST]:
        print(visible(line))
    if len(lines) > MOST:
        print(f"... and {len(lines) - MOST:,} lines more, which --write-config FILE writes")
