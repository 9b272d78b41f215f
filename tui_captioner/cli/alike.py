"""`tui-captioner alike DATASET`: the images that look alike, in groups, with their captions."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from itertools import islice
from typing import Any

from tui_captioner.cli.differences import LISTED, counted, shown_line
from tui_captioner.cli.filtered import filtered
from tui_captioner.cli.image_names import check_images
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line, warn
from tui_captioner.services.lookalikes.finding import AlikeGroup
from tui_captioner.services.lookalikes.lookalikes import look_alikes_of
from tui_captioner.services.lookalikes.same_pictures import CaptionedGroup, captioned_groups
from tui_captioner.services.lookalikes.taking import how_alike
from tui_captioner.services.session.jobs import result_of
from tui_captioner.services.session.session import Session


def run(options: argparse.Namespace) -> int:
    """Print the groups; 1 if a picture can't be decoded."""
    session = Session.open(options.dataset, writable=False)
    meter = Meter("Looking")
    try:
        check_images(session)
        chosen = filtered(session, options.filter, meter)
        meter.doing = "Looking at the pictures"
        groups = result_of(captioned_groups(session, chosen), meter.show)
        meter.clear()
        if options.same:
            groups = [same for group in groups for same in _same_alone(group)]
        for number, group in enumerate(groups, 1):
            if options.json:
                print(json_line(_described(number, group)))
            else:
                _print(number, group)
        if not options.json and not groups:
            print("No two pictures " + ("are the same" if options.same else "look alike"))
        problems = look_alikes_of(session).problems
        _say_problems(problems)
        return 1 if problems else 0
    finally:
        meter.clear()
        session.close()


def _say_problems(problems: Mapping[str, str]) -> None:
    """Which pictures can't be decoded, and why, on standard error."""
    for name, why in islice(problems.items(), LISTED):
        warn(f"{name}: {why}")
    if len(problems) > LISTED:
        warn(f"... and {len(problems) - LISTED:,} more")


def _same_alone(shown: CaptionedGroup) -> list[CaptionedGroup]:
    """The parts of a group that show the same picture, each as a group."""
    return [
        CaptionedGroup(AlikeGroup((part,), {name: shown.group.matches[name] for name in part[1:]}), shown.captions)
        for part in shown.group.parts
        if len(part) > 1
    ]


def _described(number: int, shown: CaptionedGroup) -> dict[str, Any]:
    """A group for programs. Each image is beside the first one of its part, that one beside the first one of all."""
    images = []
    for at, part in enumerate(shown.group.parts):
        for name in part:
            match = shown.group.matches.get(name)
            beside = {} if match is None else {"likeness": round(match.likeness, 3), "mirrored": match.mirrored}
            caption = shown.captions.get(name, "")
            images.append({"file_name": name, "picture": at + 1, **beside, "caption": caption})
    return {"group": number, "captions_differ": bool(shown.differing), "images": images}


def _print(number: int, shown: CaptionedGroup) -> None:
    """A group for people: the captions beside each other, once where all are the same."""
    names = shown.group.names
    captions = [shown.captions.get(name, "") for name in names]
    alike = len(set(captions)) == 1
    differ = ", with different captions" if shown.differing else ""
    print(f"{number}: {counted(len(names), 'image')}{differ}")
    first_of = {name: part[0] for part in shown.group.parts for name in part}
    for name, caption in zip(names, captions, strict=True):
        match = shown.group.matches.get(name)
        is_first = first_of[name] == name
        sign = " " if match is None else "~" if is_first else "="
        how = "" if match is None else f"  ({how_alike(match)})"
        print(shown_line(f"{sign} {name}{how}"))
        if not alike:
            print(shown_line(f"    {caption or '(no caption)'}"))
    if alike:
        print(shown_line(f"    {captions[0] or '(no caption)'}"))
