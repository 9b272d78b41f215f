"""`tui-captioner vocab DATASET [list | import FILE]`: the terms that are completed there."""

from __future__ import annotations

import argparse
import sys

from tui_captioner.cli.output import json_line, warn
from tui_captioner.domain.errors import CaptionerError, WrongUseError
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.listing import vocabulary_terms
from tui_captioner.services.opening import open_for_command
from tui_captioner.services.session.session import Session
from tui_captioner.services.term_lists import import_list
from tui_captioner.storage.gated_stream import write_codes


def run(options: argparse.Namespace) -> int:
    """Print the vocabulary, a term a line, or import a list; 1 if a list is damaged, 2 if no file is named."""
    if options.what == "import":
        return _import(options)
    session = Session.open(options.dataset, writable=False)
    problems: list[CaptionerError] = []
    try:
        for row in vocabulary_terms(session, problems.append):
            if options.json:
                print(json_line(row))
            else:
                where = " / ".join(part for part in (row["slot"], row["layer"]) if part)
                aliases = f"  = {', '.join(row['aliases'])}" if row["aliases"] else ""
                print(visible(f"{row['count']:>6}  {row['text']:<32}  {where}{aliases}"))
    finally:
        session.close()
    for problem in problems:
        warn(str(problem))
    return 1 if problems else 0


def _import(options: argparse.Namespace) -> int:
    if options.file is None:
        raise WrongUseError("import needs a FILE", "tui-captioner vocab DATASET import FILE")
    if options.file.is_dir():
        raise WrongUseError(f"{options.file} is a folder, not a file", "Name the file that holds the list")
    session = open_for_command(options.dataset, take_over=options.take_over)
    try:
        name, spaces = options.name or options.file.stem, not options.keep_underscores
        report = import_list(session.project, options.file, name, spaces=spaces, progress=_report)
    finally:
        session.close()
    if options.json:
        print(json_line({"list": name, "terms": report.terms, "skipped": report.skipped}))
    else:
        print(f"Imported {report.terms} terms as the list '{visible(name)}'")
    if report.skipped:
        shown = ", ".join(map(str, report.skipped[:5])) + (" ..." if len(report.skipped) > 5 else "")
        print(f"{len(report.skipped)} lines are no terms and were left out: {shown}", file=sys.stderr)
    return 0


def _report(lines: int) -> None:
    if sys.stderr.isatty():
        write_codes(sys.stderr, f"\r{lines} lines ...\x1b[K")
