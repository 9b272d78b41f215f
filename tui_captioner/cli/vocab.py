"""`tui-captioner vocab DATASET`: the terms that are completed there."""

from __future__ import annotations

import argparse
import json

from tui_captioner.domain.text import visible
from tui_captioner.services.listing import vocabulary_terms
from tui_captioner.services.session import Session


def run(options: argparse.Namespace) -> int:
    """Print the vocabulary, a term a line."""
    session = Session.open(options.dataset, writable=False)
    try:
        for row in vocabulary_terms(session):
            if options.json:
                print(json.dumps(row, ensure_ascii=False))
            else:
                where = " / ".join(part for part in (row["slot"], row["layer"]) if part)
                aliases = f"  = {', '.join(row['aliases'])}" if row["aliases"] else ""
                print(visible(f"{row['count']:>6}  {row['text']:<32}  {where}{aliases}"))
    finally:
        session.close()
    return 0
