"""`tui-captioner prompt DATASET`: the prompt with which a vision model would caption as this dataset does."""

from __future__ import annotations

import argparse
from typing import Any

from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.services.bulk.profile_change import known_profile
from tui_captioner.services.drafting.prompting import MadePrompt, make_prompt
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session


def run(options: argparse.Namespace) -> int:
    """Print it; what it lacks is said on stderr."""
    session = Session.open(options.dataset, writable=False)
    meter = Meter("Looking")
    try:
        settings = session.project.settings
        name = settings.profile if options.profile is None else known_profile(session, options.profile)
        made = result_of(make_prompt(session, settings.profiles[name], options.medium), meter.show)
    finally:
        meter.clear()
        session.close()
    if options.json:
        print(json_line(_described(made)))
    else:
        print(made.prompt.system)
        for line in _remarks(made):
            warn(line)
    return 0


def _remarks(made: MadePrompt) -> list[str]:
    found = []
    if made.rules_file is not None:
        found.append(f"The rules are those of {made.rules_file}, not of the profile {made.profile.name}")
    if not made.examples:
        found.append("No caption is done yet that could be an example")
    return found


def _described(made: MadePrompt) -> dict[str, Any]:
    prompt = made.prompt
    return {
        "profile": made.profile.name,
        "for": made.medium,
        "system": prompt.system,
        "user": prompt.user,
        "schema": prompt.schema,
        "rules_file": None if made.rules_file is None else str(made.rules_file),
        "examples": made.examples,
        "forbidden": list(made.profile.forbidden),
    }
