"""The prompt for an open dataset: its profile, its words and its finished captions, asked of the catalogue."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from statistics import median_low

from tui_captioner.domain.drafting.answers.answer import Expected
from tui_captioner.domain.drafting.answers.reading import Reading, read_answer
from tui_captioner.domain.drafting.asked_slots import Fitting, asked_slots
from tui_captioner.domain.drafting.examples import chosen_examples
from tui_captioner.domain.drafting.prompt import IMAGE, VIDEO, Material, Prompt, prompt_of
from tui_captioner.domain.drafting.words import chosen_words
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.domain.profiles.leaving_out import LeavingOut
from tui_captioner.domain.profiles.profile import Profile
from tui_captioner.domain.profiles.whole_words import holds
from tui_captioner.domain.structure import Slot
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.finished_captions import Finished, finished_captions, texts_by_slot
from tui_captioner.storage.catalogue.tag_questions import TagUse, tag_uses
from tui_captioner.storage.files.media_suffixes import VIDEO_SUFFIXES
from tui_captioner.storage.project.prompt_file import own_prompt

_CANDIDATES = 24
"""Finished captions of which the examples are chosen."""

_USED = 500
"""Tags that tell in which script, and with which blanks, a dataset is written."""

_SHORT = 3
"""Words of a tag that may be shown though one image alone has it: longer ones are about that image."""


@dataclass(frozen=True, slots=True)
class MadePrompt:
    """A prompt and what it was made of.

    Args:
        prompt: The prompt.
        profile: The profile that it goes by.
        medium: `image` or `video`.
        rules_file: The file with the user's own rules; None for those of the profile.
        material: What it is made of.
        used: Tags that captions of the dataset have, the most used first.
    """

    prompt: Prompt
    profile: Profile
    medium: str
    rules_file: Path | None
    material: Material
    used: Sequence[str] = ()

    @property
    def examples(self) -> int:
        """How many finished captions it shows."""
        return len(self.material.examples)

    @property
    def lasting(self) -> Prompt:
        """The same without the words and captions of the dataset, which are others after each edit."""
        return prompt_of(replace(self.material, words={}, examples=()))

    def expected(self, globals_: Sequence[str]) -> Expected:
        """What an answer to it is held against.

        Args:
            globals_: Texts of the project's globals.
        """
        made = self.material
        added = [made.trigger] if made.trigger and not made.trigger_slot else []
        words = self.used or [word for words in made.words.values() for word in words]
        return Expected(made.slots, (*globals_, *added), made.examples, words)


def reading_of(session: Session, made: MadePrompt) -> Reading:
    """How answers to a prompt are read."""
    expected = made.expected([tag.text for tag in session.globals])
    return lambda text, reason: read_answer(text, expected, reason)


def make_prompt(session: Session, profile: Profile, medium: str = "") -> Generator[Progress, None, MadePrompt]:
    """A job that makes the prompt for a dataset; nothing is written.

    Args:
        session: The open dataset.
        profile: The profile to go by.
        medium: `image` or `video`; empty for what the dataset holds.

    Raises:
        WrongUseError: If the profile leaves nothing to describe.
        CaptionerError: If the user's own rules can't be used.
        CatalogueError: If there can be no catalogue.
    """
    project = session.project
    settings = project.settings
    own_rules, rules_file = own_prompt(project.root, project.folder, settings.prompt)
    leaving_out = LeavingOut.of(profile, settings.written, settings.trigger, project.layer_of)
    slots = asked_slots(session.structure, leaving_out)
    if not slots:
        hint = "Try another with --profile, or have slots written: write under [output] in project.toml"
        raise WrongUseError(f"The profile {profile.name} leaves out every slot", hint)
    medium = medium or _usual_medium(session.names)

    def question(store: CatalogueDatabase) -> tuple[list[TagUse], list[Mapping[str, Sequence[str]]]]:
        return tag_uses(store), _finished(store, medium)

    uses, finished = yield from catalogue_of(session).answer(question)
    added = not settings.trigger or any(
        holds(tag.text.casefold(), settings.trigger.casefold()) for tag in session.globals
    )
    fitting = _fitting(session, profile, leaving_out, added=added)
    examples = chosen_examples(finished, slots, fitting)
    material = Material(
        profile=profile,
        slots=slots,
        medium=medium,
        trigger=settings.trigger,
        trigger_slot="" if added else _slot_of_trigger(settings.trigger, uses, slots),
        words=chosen_words(slots, _by_slot(uses), project.vocabulary.terms, fitting),
        examples=examples,
        own_rules=own_rules,
    )
    used = [use.text for use in sorted(uses, key=lambda use: -use.images)[:_USED]]
    return MadePrompt(prompt_of(material), profile, medium, rules_file, material, used)


def _fitting(session: Session, profile: Profile, leaving_out: LeavingOut, *, added: bool) -> Fitting:
    """What a model may be shown: nothing that the program adds by itself, nor what must not stand in a caption."""
    trigger = session.project.settings.trigger.casefold()
    never = [word.casefold() for word in profile.forbidden]
    never += [tag.text.casefold() for tag in session.globals]
    if trigger and added:
        never.append(trigger)
    classes = frozenset(word.casefold() for word in profile.class_words)
    return Fitting(leaving_out, tuple(never), "" if added else trigger, classes)


def _usual_medium(names: Sequence[str]) -> str:
    return VIDEO if names and all(medium_of(name) == VIDEO for name in names) else IMAGE


def medium_of(name: str) -> str:
    """What an image is, by its name: `image` or `video`."""
    return VIDEO if PurePosixPath(name).suffix.lower() in VIDEO_SUFFIXES else IMAGE


def _finished(store: CatalogueDatabase, medium: str) -> list[Mapping[str, Sequence[str]]]:
    """What stands in the finished captions that come first as examples."""
    known = finished_captions(store)
    if not known:
        return []
    usual = median_low(one.tags for one in known)

    def rank(one: Finished) -> tuple[bool, bool, int, int]:
        # In the order of the dataset where all else is alike: sorting keeps that.
        return medium_of(one.name) != medium, not one.reviewed, -one.filled, abs(one.tags - usual)

    best = [one.number for one in sorted(known, key=rank)[:_CANDIDATES]]
    texts = texts_by_slot(store, best)
    return [texts[number] for number in best if number in texts]


def _by_slot(uses: Sequence[TagUse]) -> dict[str, list[str]]:
    """The tags of each slot, the most used first; of those that one image alone has only the short ones."""
    found: dict[str, list[str]] = {}
    shared = (use for use in uses if use.images > 1 or len(use.text.split()) <= _SHORT)
    for use in sorted(shared, key=lambda use: (-use.images, use.text)):
        found.setdefault(use.slot, []).append(use.text)
    return found


def _slot_of_trigger(trigger: str, uses: Sequence[TagUse], slots: Sequence[Slot]) -> str:
    """The slot that captions have the trigger word in most often, of those that are asked for; else the first."""
    counts = {slot.key: 0 for slot in slots}
    for use in uses:
        if use.slot in counts and holds(use.text.casefold(), trigger.casefold()):
            counts[use.slot] += use.images
    return max(counts, key=counts.__getitem__)
