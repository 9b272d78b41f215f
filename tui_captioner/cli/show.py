"""`tui-captioner show DATASET [IMAGE...]`: captions, for people or as JSON lines."""

from __future__ import annotations

import argparse
import sys

from tui_captioner.cli.image_names import ImageNames
from tui_captioner.cli.output import json_line
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.listing import describe
from tui_captioner.services.session.session import Session


def run(options: argparse.Namespace) -> int:
    """Print the captions; 1 if a sidecar can't be read, 2 if an image is unknown or may be several."""
    session = Session.open(options.dataset, writable=False)
    status = 0
    try:
        session.tokens.load()
        find = ImageNames(session.names, options.dataset).find
        for named in options.images or session.names:
            try:
                name = find(named)
            except WrongUseError as error:
                print(f"tui-captioner: {visible(str(error))}", file=sys.stderr)
                status = 2
                continue
            row = describe(session, name)
            if options.json:
                print(json_line(row))
            else:
                print(f"{visible(name)}  [{row['state']}]\n  {visible(row['caption']) or '(no caption)'}")
            if "problem" in row:
                print(f"tui-captioner: {visible(name)}: {visible(row['problem'])}", file=sys.stderr)
                status = max(status, 1)
    finally:
        session.close()
    return status
