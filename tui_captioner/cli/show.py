"""`tui-captioner show DATASET [IMAGE...]`: captions, for people or as JSON lines."""

from __future__ import annotations

import argparse
import json
import sys

from tui_captioner.domain.text import visible
from tui_captioner.services.listing import describe
from tui_captioner.services.session import Session


def run(options: argparse.Namespace) -> int:
    """Print the captions; 1 if an image is unknown or a sidecar can't be read."""
    session = Session.open(options.dataset, writable=False)
    status = 0
    try:
        for name in options.images or session.names:
            if name not in session.project.images:
                print(f"tui-captioner: there is no image {visible(name)} in {options.dataset}", file=sys.stderr)
                status = 1
                continue
            row = describe(session, name)
            if options.json:
                print(json.dumps(row, ensure_ascii=False))
            else:
                print(f"{visible(name)}  [{row['state']}]\n  {visible(row['caption']) or '(no caption)'}")
            if "problem" in row:
                print(f"tui-captioner: {visible(name)}: {visible(row['problem'])}", file=sys.stderr)
                status = 1
    finally:
        session.close()
    return status
