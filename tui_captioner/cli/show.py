"""`tui-captioner show DATASET [IMAGE...]`: captions, for people or as JSON lines."""

from __future__ import annotations

import argparse
import sys

from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.listing import describe, prepare
from tui_captioner.services.session.session import Session
from tui_captioner.storage.dataset.shown_names import shown_name


def run(options: argparse.Namespace) -> int:
    """Print the captions; 1 if an image is unknown or a sidecar can't be read."""
    session = Session.open(options.dataset, writable=False)
    status = 0
    try:
        session.tokens.load()
        if not options.images:
            meter = Meter("Reading captions")
            prepare(session, meter.show)
            meter.clear()
        for named in options.images or session.names:
            # As it is shown, or as the file system has it.
            name = named if named in session.project.images else shown_name(named)
            if name not in session.project.images:
                message = f"there is no image {name} in {options.dataset}"
                print(f"tui-captioner: {visible(message)}", file=sys.stderr)
                status = 1
                continue
            row = describe(session, name)
            if options.json:
                print(json_line(row))
            else:
                print(f"{visible(name)}  [{row['state']}]\n  {visible(row['caption']) or '(no caption)'}")
            if "problem" in row:
                print(f"tui-captioner: {visible(name)}: {visible(row['problem'])}", file=sys.stderr)
                status = 1
    finally:
        session.close()
    return status
