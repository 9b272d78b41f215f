"""`tui-captioner stats DATASET`: numbers about the captions, for people, as JSON or as a table."""

from __future__ import annotations

import argparse
import csv
import sys
from typing import Any

from tui_captioner.cli.filtered import as_typed, look_for
from tui_captioner.cli.image_names import check_images
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.domain.slot_states import STATES
from tui_captioner.domain.statistics.figures import Statistics
from tui_captioner.domain.statistics.shares import percent, share
from tui_captioner.domain.statistics.spread import Spread
from tui_captioner.domain.statistics.told import Row, all_rows, sections
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.filtering import read_filter
from tui_captioner.services.catalogue.statistics import StatisticsReader
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session

_BAR = 20
"""Columns of a bar that stands for all images."""


def run(options: argparse.Namespace) -> int:
    """Print the numbers; 1 if no image fits the filter, 2 if there is none at all."""
    session = Session.open(options.dataset, writable=False)
    meter = Meter("Counting")
    try:
        check_images(session)
        figures = _counted(session, options.filter, meter)
    finally:
        meter.clear()
        session.close()
    if not figures.images:
        warn("No image fits the filter")
        return 1
    if options.json:
        print(json_line(_described(figures)))
    elif options.csv:
        _print_table(figures, session.structure)
    else:
        _print(figures, session.structure, options.limit)
    return 0


def _counted(session: Session, text: str, meter: Meter) -> Statistics:
    """The statistics; raises CatalogueError if there can be no catalogue, FilterError for a bad filter."""
    typed = as_typed(session, text)
    reader = StatisticsReader(session, read_filter(session, typed))
    look_for(session, typed, meter)
    reader.find_tokenizers()
    return result_of(catalogue_of(session).answer(reader.question), meter.show)


# --- for people -------------------------------------------------------------------------------------------------------


def _print(figures: Statistics, structure: Structure, listed: int) -> None:
    print(f"{figures.images:,} image{'' if figures.images == 1 else 's'}, {figures.captions:,} with a caption")
    for section in sections(figures, structure, listed):
        print(f"\n{visible(section.title)}{f'  ({visible(section.note)})' if section.note else ''}")
        for row in section.rows:
            print(_line(row))
        if section.more:
            print(f"{'':10}... and {section.more:,} more")


def _line(row: Row) -> str:
    # Empty only for none, and full only for all.
    filled = max(bool(row.images), int(_BAR * share(row.images, row.whole)))
    bar = "#" * filled + "." * (_BAR - filled)
    label = visible(row.label) + (f"  ({visible(row.note)})" if row.note else "")
    return f"{row.images:>8,}  {percent(row.images, row.whole):>5}  {bar}  {label}"


# --- for programs -----------------------------------------------------------------------------------------------------


def _print_table(figures: Statistics, structure: Structure) -> None:
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["section", "label", "slot", "images", "of", "share", "note", "filter"])
    for section, row in all_rows(sections(figures, structure, 0)):
        part = f"{share(row.images, row.whole):.4f}"
        table.writerow([section.key, row.label, row.slot, row.images, row.whole, part, row.note, row.filter])


def _described(figures: Statistics) -> dict[str, Any]:
    length, captions = figures.length, figures.captions
    return {
        "images": figures.images,
        "captions": captions,
        "states": {state: figures.states.get(state, 0) for state in STATES},
        "seconds_per_image": figures.pace,
        "globals": list(figures.globals),
        "slots": {
            slot.slot: {"images": slot.images, "tags": slot.tags, "states": dict(slot.states)} for slot in figures.slots
        },
        "tags_per_caption": _spread(figures.tags),
        "tokens_per_caption": {
            **_spread(length.tokens),
            "encoder": length.encoder,
            "limit": length.limit,
            "over": length.tokens.beyond(length.limit),
            "exact": length.exact,
        },
        "tags": [
            {"tag": tag.text, "slot": tag.slot, "images": tag.images, "share": round(share(tag.images, captions), 4)}
            for tag in figures.used
        ],
        "on_every_image": [tag.text for tag in figures.constant],
        "on_nearly_every_image": [tag.text for tag in figures.nearly_everywhere],
        "on_one_image": len(figures.once),
        "never_apart": [{"tags": list(group.texts), "images": group.images} for group in figures.together],
        "models": [
            {
                "model": one.model,
                "proposed": one.proposed,
                "kept": one.kept,
                "refused": one.refused,
                "open": one.open,
                "kept_share": round(share(one.kept, one.proposed), 4),
                "refused_share": round(share(one.refused, one.proposed), 4),
            }
            for one in figures.models
        ],
        "layers": [
            {
                "slot": layer.layer.slot,
                "layer": layer.layer.name,
                "images": layer.images,
                "terms": {term.text: term.images for term in layer.terms},
            }
            for layer in figures.layers
        ],
    }


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "least": spread.least,
        "median": spread.at(0.5),
        "mean": round(spread.mean, 2),
        "most": spread.most,
        "counts": {str(value): spread.counts[value] for value in sorted(spread.counts)},
    }
