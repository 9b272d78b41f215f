"""`tui-captioner import DATASET --as-draft MODEL`: what a tagger wrote becomes machine tags, not captions."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from typing import Any

from tui_captioner.cli.differences import LISTED, counted, shown_line
from tui_captioner.cli.import_report import complain, list_names
from tui_captioner.cli.meter import Meter
from tui_captioner.cli.output import json_line
from tui_captioner.domain.drafting.drafted import Drafted, model_name
from tui_captioner.services.bulk.drafts import DraftProposal
from tui_captioner.services.importing.import_drafts import plan_drafts
from tui_captioner.services.importing.import_options import ImportOptions, ReadRows
from tui_captioner.services.importing.import_plan import ImportPlan
from tui_captioner.services.session.session import Session

Laid = Mapping[str, Drafted]
"""The machine tags that come, by image."""


def import_drafts(
    session: Session, source: ReadRows, chosen: ImportOptions, options: argparse.Namespace, meter: Meter
) -> int:
    """Lay down what was read, or say what that would do; 1 if something was refused."""
    plan, proposal = plan_drafts(session, source, chosen, model_name(options.as_draft))
    meter.follow(proposal.look_through())
    laid = {name: proposal.coming[name] for name in proposal.names}
    stopped = bool(plan.refused) and not options.keep_going
    if not stopped and not options.dry_run:
        meter.doing = "Importing"
        meter.follow(proposal.carry_out())
    meter.clear()
    if options.json:
        print(json_line(_described(plan, proposal, laid, options, done=not stopped and not options.dry_run)))
    else:
        _print(plan, proposal, laid, options, stopped)
    complain(plan, options, stopped, {})
    return 1 if plan.refused else 0


def _described(
    plan: ImportPlan, proposal: DraftProposal, laid: Laid, options: argparse.Namespace, *, done: bool
) -> dict[str, Any]:
    """The summary for programs: everything by name."""
    return {
        "format": plan.format,
        "as_draft": options.as_draft.strip(),
        "dry_run": options.dry_run,
        "captions": plan.captions,
        "images": plan.matched,
        "imported": len(laid) if done else 0,
        "proposed": [
            {"file_name": name, "slot": one.slot, "tag": one.text, "new_word": not one.known}
            for name, found in laid.items()
            for one in found
        ],
        "left_out": [
            {"file_name": name, "tag": one.text, "why": one.why}
            for name, found in proposal.left_out.items()
            for one in found
        ],
        "keys_without_image": plan.strangers,
        "images_without_caption": plan.without,
        "refused": [{"what": refusal.what, "why": refusal.why} for refusal in plan.refused],
    }


def _print(plan: ImportPlan, proposal: DraftProposal, laid: Laid, options: argparse.Namespace, stopped: bool) -> None:
    """The summary for people."""
    print(f"{plan.format}: {counted(plan.captions, 'caption')} for {counted(plan.matched, 'image')}")
    tags = [one for found in laid.values() for one in found]
    if options.dry_run:
        for name, found in islice(laid.items(), LISTED):
            print(shown_line(name))
            for one in found:
                title = proposal.session.structure.title(one.slot)
                print(shown_line(f"+ {one.text} ({title}){'' if one.known else ', a new word'}"))
        if len(laid) > LISTED:
            print(f"  ... and {len(laid) - LISTED} more")
    if not stopped:
        done = "would be proposed" if options.dry_run else "proposed, as one step of undo"
        print(f"{counted(len(tags), 'tag')} for {counted(len(laid), 'image')} {done}" if tags else "Nothing is new")
    new = sum(not tag.known for tag in tags)
    if new:
        print(f"{counted(new, 'new word')}: neither the vocabulary nor the dataset has them")
    whys = Counter(one.why for found in proposal.left_out.values() for one in found)
    for why, count in whys.most_common(LISTED):
        print(shown_line(f"{counted(count, 'tag')} left out: {why}"))
    list_names("keys without an image", plan.strangers)
    list_names("images without a caption there", plan.without)
