"""The words of `check` that make a gate of it: from which severity on it fails, the rules, what was accepted."""

from __future__ import annotations

import argparse

from tui_captioner.domain.checks.finding import INFO, SEVERITIES


def add_gate(check: argparse.ArgumentParser) -> None:
    """Add these options."""
    check.add_argument(
        "--fail-on",
        choices=list(SEVERITIES),
        default=INFO,
        metavar="SEVERITY",
        help="exit 1 from this severity on: error, warning or info (any finding, the default); all are listed",
    )
    which = check.add_mutually_exclusive_group()
    which.add_argument("--rules", action="store_true", help="list all rules: on or off, severity, title, source")
    which.add_argument("--accepted", action="store_true", help="list the findings that were accepted for good")
