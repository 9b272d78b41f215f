"""What the rules on a whole set look at: which images have which tags, and what was noted of their captions."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.set_texts import SetTexts
from tui_captioner.domain.checks.settings import DEFAULT, CheckSettings
from tui_captioner.domain.profiles.profile import PLAIN, Profile
from tui_captioner.domain.query.parsing import LONGEST
from tui_captioner.domain.query.pattern import quoted
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Structure

Numbers = Sequence[int]
"""Images by their numbers from 0, in order: places in `CheckedSet.names`."""
_SHOWN, _LONGEST = 40, 60
"""Tags that a message names, and how many characters of each."""


_PLAIN = Profile(PLAIN, PLAIN)


def _no_home(_text: str) -> tuple[str, str]:
    """Stands in where nobody can say where a text belongs."""
    return "", ""


@dataclass(frozen=True, slots=True)
class SetTag:
    """A tag of a set.

    Args:
        text: The tag.
        slots: The images that have it, by the key of the slot that they have it in.
        guessed: Those whose slot was only guessed, slot by slot; but for the slot that most images have it in.
        places: The sum of its places in their captions.
    """

    text: str
    slots: Mapping[str, Numbers]
    guessed: Mapping[str, Numbers] = field(default_factory=dict)
    places: int = 0

    @property
    def images(self) -> Numbers:
        """The images that have it, in order."""
        if len(self.slots) == 1:
            return next(iter(self.slots.values()))
        return array("I", sorted({number for own in self.slots.values() for number in own}))

    @property
    def by_use(self) -> Sequence[str]:
        """Its slots, the one that most images have it in first."""
        return sorted(self.slots, key=lambda slot: (-len(self.slots[slot]), slot))


@dataclass(frozen=True)
class CheckedSet:
    """A set of captions, or those that a filter found. Images without a caption are not in it; globals are no tags.

    Args:
        names: The images with a caption.
        tags: Their tags, those on one image alone left out.
        texts: What was noted of their captions as they are written.
        prose: Whether the tags are pieces of prose.
        once: Tags on one image alone, each with that image; nothing unless a rule asks for them.
        tokens: How many tokens each caption has.
        same_pictures: By image a number that is the same for all images with one picture; those that are known.
        globals: Texts that stand in every caption.
        trigger: The trigger word, empty if there is none.
        structure: The slots.
        settings: Which rules are on, and how they are tuned.
        profile: Kind of LoRA.
        kept: Tags that are left out of captions; those alone that a rule asks for.
        home: The slot and the layer that a text most likely belongs to, each empty where nothing tells.
        is_all: Whether these are all images of the dataset, so that what holds for them can be made a global.
    """

    names: Sequence[str]
    tags: Sequence[SetTag]
    texts: SetTexts = field(default_factory=SetTexts)
    prose: bool = False
    once: Sequence[tuple[str, int]] = ()
    tokens: Sequence[int] = ()
    same_pictures: Mapping[int, int] = field(default_factory=dict)
    globals: Collection[str] = ()
    trigger: str = ""
    structure: Structure = DEFAULT_STRUCTURE
    settings: CheckSettings = DEFAULT
    profile: Profile = _PLAIN
    kept: Sequence[SetTag] = ()
    home: Callable[[str], tuple[str, str]] = _no_home
    is_all: bool = True

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def own_tags(self) -> Sequence[tuple[SetTag, Numbers]]:
        """The tags that are neither the trigger word nor a global, each with its images; the most used first."""
        left_out = {text.casefold() for text in (self.trigger, *self.globals)}
        found = [(tag, tag.images) for tag in self.tags if tag.text.casefold() not in left_out]
        return sorted(found, key=lambda pair: (-len(pair[1]), pair[0].text))

    def without(self, images: Numbers) -> list[int]:
        """The images that are not among these."""
        own = set(images)
        return [number for number in range(len(self)) if number not in own]

    def title(self, slot: str) -> str:
        """The title of a slot; its key where the structure does not have it."""
        return self.structure.title_or_key(slot)

    def finding(
        self,
        rule: Rule,
        message: str,
        mend: str = "",
        *,
        severity: str = "",
        images: Iterable[int] = (),
        filter: str = "",
        slot: str = "",
        tag: str = "",
        about: str = "",
        mend_by: object | None = None,
    ) -> Finding:
        """A finding of a rule on the set, of the severity that the settings say.

        Args:
            rule: The rule.
            message: What is so.
            mend: What to do about it; the rule's advice if not given.
            severity: What it is by itself, where it is not what the rule's findings are.
            images: The images that it is about.
            filter: See `Finding`; the same for the others.
            slot: See there.
            tag: See there.
            about: See there.
            mend_by: See there.
        """
        own = self.settings.severities.get(rule.id, severity or rule.severity)
        names = tuple(self.names[number] for number in images)
        asked = filter if len(filter) <= LONGEST else ""
        return Finding(rule.id, own, message, mend or rule.advice, "", slot, tag, names, asked, about, mend_by)


SetRule = Callable[[CheckedSet], Iterator[Finding]]
"""A rule on the set."""


def listed(texts: Sequence[str]) -> str:
    """Some texts for a message, each in quotes."""
    shown = ", ".join(f"'{shortened(text)}'" for text in texts[:_SHOWN])
    return f"{shown} and {len(texts) - _SHOWN:,} more" if len(texts) > _SHOWN else shown


def shortened(text: str) -> str:
    """A text for a message: the beginning of a long one."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"


def key_of(texts: Iterable[str]) -> str:
    """What a finding on several tags is about."""
    return ", ".join(sorted(text.casefold() for text in texts))


def tag_filter(text: str, slot: str = "") -> str:
    """The filter for the images that have a tag, letter by letter.

    Args:
        text: The tag.
        slot: Key of the slot that they have it in; empty for any.
    """
    return f"{f'slot.{slot}' if slot else 'tag'}=={quoted(text)}"


def set_of(
    captions: Mapping[str, Mapping[str, Sequence[str]]],
    *,
    trigger: str = "",
    globals_: Sequence[str] = (),
    settings: CheckSettings = DEFAULT,
    prose: bool = False,
) -> CheckedSet:
    """A set as the captions of a few images make it; large ones are made of the catalogue.

    Args:
        captions: By image and slot the tags; images without any are left out.
        trigger: The trigger word.
        globals_: Texts that stand in every caption.
        settings: Which rules are on, and how they are tuned.
        prose: Whether the tags are pieces of prose.
    """
    held = {name: slots for name, slots in captions.items() if any(slots.values())}
    where: dict[str, dict[str, array[int]]] = {}
    sums: dict[str, int] = {}
    texts = SetTexts(len(held), trigger, prose=prose)
    lines = [", ".join([*globals_, *(text for own in slots.values() for text in own)]) for slots in held.values()]
    for number, slots in enumerate(held.values()):
        texts.note(number, lines[number])
        seen: set[str] = set()
        for slot, own in slots.items():
            for text in own:
                if text not in seen:
                    sums[text] = sums.get(text, 0) + len(seen)
                    seen.add(text)
                    where.setdefault(text, {}).setdefault(slot, array("I")).append(number)
    for line in lines if texts.wants_more() else ():
        texts.count(line)
    tags = [SetTag(text, by_slot, places=sums[text]) for text, by_slot in where.items()]
    once = [(tag.text, tag.images[0]) for tag in tags if len(tag.images) == 1]
    often = [tag for tag in tags if len(tag.images) > 1]
    tokens = [len(line.split()) for line in lines]
    return CheckedSet(list(held), often, texts, prose, once, tokens, {}, globals_, trigger, DEFAULT_STRUCTURE, settings)
