"""`tui-captioner show DATASET [IMAGE...]`: captions, for people or as JSON lines."""

from __future__ import annotations

import argparse
import sys

from tui_captioner.cli.filtered import filtered
from tui_captioner.cli.image_names import ImageNames
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line
from tui_captioner.domain.caption import Caption
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.listing import describe, prepare
from tui_captioner.services.sentences import Sentences
from tui_captioner.services.session.session import Session


def run(options: argparse.Namespace) -> int:
    """Print the captions; 1 if a sidecar can't be read, 2 if an image is unknown or may be several."""
    session = Session.open(options.dataset, writable=False)
    status, meter = 0, Meter("Looking")
    try:
        if not session.names:
            raise WrongUseError(f"There is no image in {options.dataset}", "Name the folder that holds the images")
        sentences = Sentences(session, options.template) if options.template else None
        session.tokens.load()
        if not options.images:
            meter = Meter("Reading captions")
            prepare(session, meter.show)
            meter.clear()
        find = ImageNames(session.names, options.dataset).find
        chosen = filtered(session, options.filter, meter)
        meter.clear()
        allowed = None if chosen is None or not options.images else set(chosen)
        for named in options.images or (session.names if chosen is None else chosen):
            try:
                name = find(named)
                if allowed is not None and name not in allowed:
                    continue
            except WrongUseError as error:
                print(f"tui-captioner: {visible(str(error))}", file=sys.stderr)
                status = 2
                continue
            row = describe(session, name)
            if sentences is not None:
                row |= _written(sentences, session.look_over(name).record.caption)
            if options.json:
                print(json_line(row))
            else:
                text = row["caption"] if sentences is None else row["template_text"]
                print(f"{visible(name)}  [{row['state']}]\n  {visible(text) or '(no caption)'}")
            if "problem" in row:
                print(f"tui-captioner: {visible(name)}: {visible(row['problem'])}", file=sys.stderr)
                status = max(status, 1)
        if sentences is not None and sentences.left:
            print(f"Note: {visible(sentences.told())}", file=sys.stderr)
    finally:
        meter.clear()
        session.close()
    return status


def _written(sentences: Sentences, caption: Caption) -> dict[str, object]:
    """What a template makes of a caption, and the tags that it has no place for."""
    return {"template_text": sentences.text_of(caption), "template_left": sentences.rendered(caption).left_texts}
