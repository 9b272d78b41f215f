"""`tui-captioner show DATASET [IMAGE...]`: captions, for people or as JSON lines."""

from __future__ import annotations

import argparse
import sys

from tui_captioner.cli.filtered import filtered
from tui_captioner.cli.image_names import ImageNames, check_images
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.text import visible
from tui_captioner.services.catalogue.listing import describe, prepare
from tui_captioner.services.dialects import Dialects, OtherDialectError
from tui_captioner.services.sentences import Sentences
from tui_captioner.services.session.session import Session


def run(options: argparse.Namespace) -> int:
    """Print the captions; 1 if a sidecar can't be read, 2 if an image is unknown or may be several."""
    session = Session.open(options.dataset, writable=False)
    status, meter = 0, Meter("Looking")
    try:
        check_images(session)
        otherwise = _Otherwise(session, options.template, options.dialect)
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
                warn(str(error))
                status = 2
                continue
            row = describe(session, name)
            row |= otherwise.written(name)
            if options.json:
                print(json_line(row))
            else:
                text = next(row[key] for key in ("dialect_text", "template_text", "caption") if key in row)
                print(f"{visible(name)}  [{row['state']}]\n  {visible(text) or '(no caption)'}")
            if "problem" in row:
                warn(f"{name}: {row['problem']}")
                status = max(status, 1)
        for note in otherwise.told():
            print(f"Note: {visible(note)}", file=sys.stderr)
    finally:
        meter.clear()
        session.close()
    return status


class _Otherwise:
    """Captions as a template or a dialect has them, where one was asked for.

    Args:
        session: The open dataset.
        template: Name of the template, empty for none.
        dialect: Name of the dialect, empty for none.
    """

    def __init__(self, session: Session, template: str, dialect: str) -> None:
        self._session = session
        self._sentences = Sentences(session, template) if template else None
        self._dialects = Dialects(session) if dialect else None
        self._dialect = dialect

    def written(self, name: str) -> dict[str, object]:
        """What a row of an image has beside the caption: the text, and the tags that a template has no place for."""
        row: dict[str, object] = {}
        if self._sentences is not None:
            caption = self._session.look_over(name).record.caption
            row["template_text"] = self._sentences.text_of(caption)
            row["template_left"] = self._sentences.rendered(caption).left_texts
        if self._dialects is not None:
            row["dialect_text"] = ""
            try:
                caption = self._session.look_over(name).record.caption
                row["dialect_text"] = self._dialects.text_of(caption, self._dialect)
            except OtherDialectError as error:
                row["problem"] = error.message
        return row

    def told(self) -> list[str]:
        """What could not be said, in sentences."""
        notes = [] if self._dialects is None else self._dialects.told()
        return notes + ([self._sentences.told()] if self._sentences is not None and self._sentences.left else [])
