"""Captions as the rules see them: read, placed by the shipped vocabulary, under a profile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.checks import profile_rules, trigger_rules
from tui_captioner.domain.checks.caption_checks import findings_of
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.profiles.leaving_out import LeavingOut
from tui_captioner.domain.profiles.reading import shipped_profiles
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.judge import judge_of
from tui_captioner.domain.slotting.placing import place
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Structure
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.domain.writing import assemble
from tui_captioner.storage.vocabulary_cache import load_shipped_cached

TRIGGERS = {
    "character": "annika",
    "style": "illustration style",
    "motion": "fluid walk",
    "object": "crystal sword",
}
"""The anchor words of the guide, by profile."""


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(load_shipped_cached().terms)


def layer_of(slot: str, text: str) -> str:
    guesses = judge_of(vocabulary()).guesses(text)
    return next((guess.layer or "" for guess in guesses if guess.slot == slot), "")


def seen(text: str, profile: str = "character", trigger: str | None = None) -> CheckedCaption:
    """What the rules see of a caption as it was read from a file."""
    caption = place(read_caption(text), vocabulary(), DEFAULT_STRUCTURE)
    return seen_as(caption, profile, trigger)


def seen_as(caption: Caption, profile: str = "character", trigger: str | None = None) -> CheckedCaption:
    kind = shipped_profiles()[profile]
    word = TRIGGERS.get(profile, "") if trigger is None else trigger
    return CheckedCaption(
        DEFAULT_STRUCTURE,
        caption=caption,
        trigger=word,
        profile=kind,
        leaving_out=LeavingOut.of(kind, (), word, layer_of),
        term=vocabulary().find,
        write=lambda own: assemble(DEFAULT_STRUCTURE, OutputRules(), (), own),
    )


def findings(of: CheckedCaption) -> list[Finding]:
    """What all rules on trigger word and profile find."""
    rules = (*trigger_rules.CHECKS.values(), *profile_rules.CHECKS.values())
    return [found for rule in rules for found in rule(of)]


def rules_of(text: str, profile: str = "character", trigger: str | None = None) -> list[str]:
    """The ids of the rules that find something in a text."""
    return [found.rule for found in findings(seen(text, profile, trigger))]


def check_caption(structure: Structure, globals_: Sequence[Tag], caption: Caption) -> list[Finding]:
    """All findings on one caption, by the rules as they are shipped."""
    return findings_of(CheckedCaption(structure, globals_, caption))
