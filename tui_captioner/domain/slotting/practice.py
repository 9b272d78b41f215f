"""What a dataset does with its tags: in which slots the tags stand that were confirmed, and what that says of others.

A tag may be like ones that stand somewhere: the same but for its digits (`BG-0021`, `BG-0022`), or with the same last
or first word, where that always stood in one slot (`tabby coat`, `ginger coat`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from tui_captioner.domain.caption import Tags
from tui_captioner.domain.slotting.guess import HISTORY, Guess
from tui_captioner.domain.spelling import SMALL_WORDS, singular

Told = tuple[str, str]
"""The text of a tag, and the slot that it stands in."""
_DIGITS = re.compile(r"\d+")
_MOST = 0.97
"""No guess by what was done is surer."""
_LEAST_DONE = 2
"""So often a tag has to stand somewhere else before that goes before the vocabulary."""
_LEAST_LAST, _LEAST_FIRST = 2, 3
"""So many tags have to share a word before it says something: a last word (`hair`) says more than a first one."""
_DECIDES = 3
"""From so many tags on, a last word decides alone."""


class Practice(Mapping[str, Mapping[str, int]]):
    """Counts, by `bare_key` of a tag, to slot key, to the number of captions that have it there.

    Args:
        counts: What is known already.
    """

    def __init__(self, counts: Mapping[str, Mapping[str, int]] | None = None) -> None:
        self._counts: dict[str, dict[str, int]] = {}
        self._alike: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._last: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._first: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.kept: dict[object, object] = {}
        """What others worked out by these counts, gone when they change."""
        for key, slots in (counts or {}).items():
            for slot, count in slots.items():
                self.count(key, slot, count)

    def __getitem__(self, key: str) -> Mapping[str, int]:
        return self._counts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def count(self, key: str, slot: str, by: int) -> None:
        """Note that so many captions more, or fewer, have a tag in a slot; none has it less than never.

        Args:
            key: `bare_key` of the tag.
            slot: Key of the slot.
            by: How many captions, negative where they have it there no longer.
        """
        slots = self._counts.setdefault(key, {})
        before = slots.get(slot, 0)
        after = slots[slot] = max(0, before + by)
        folded = _DIGITS.sub("#", key)
        if folded != key:
            self._alike[folded][slot] += after - before
        if bool(before) != bool(after):
            change = 1 if after else -1
            words = key.split()
            if len(words) > 1:
                self._last[singular(words[-1])][slot] += change
                if words[0] not in SMALL_WORDS:
                    self._first[words[0]][slot] += change
        # Last, for another thread may work something out by the counts of before until here.
        self.kept.clear()

    def of_tag(self, key: str, slots: Collection[str], vocabulary: str = "") -> Guess | None:
        """Where the tag itself stands: the commonest slot, surer the more often and the more alike.

        Args:
            key: `bare_key` of the tag.
            slots: Keys of the slots that there are, in order.
            vocabulary: The slot that the vocabulary says, if it knows the tag. Tags stand there that nobody has looked
                at, so another slot in which it was put twice goes first, however often it stands in this one.
        """
        counts = {slot: count for slot, count in self._counts.get(key, {}).items() if slot in slots and count > 0}
        chosen = {
            slot: count
            for slot, count in counts.items()
            if not vocabulary or (slot != vocabulary and count >= _LEAST_DONE)
        }
        return _commonest(chosen, sum(counts.values()), slots)

    def of_alike(self, key: str, slots: Collection[str]) -> Guess | None:
        """Where tags stand that differ from this one in their digits only, if all stand in one slot."""
        folded = _DIGITS.sub("#", key)
        counts = _there(self._alike.get(folded, {}), slots) if folded != key else {}
        return _commonest(counts, sum(counts.values()), slots) if len(counts) == 1 else None

    def of_word(self, key: str, slots: Collection[str]) -> tuple[Guess | None, bool]:
        """Where all tags with the same last word, or else the same first word, stand.

        Returns:
            The guess, None where they stand in several slots or are too few; and whether they are so many that nothing
            else is to be asked.
        """
        words = key.split()
        if len(words) < 2:
            return None, False
        for counts, least, doubt in (
            (_there(self._last.get(singular(words[-1]), {}), slots), _LEAST_LAST, 0.6),
            (_there(self._first.get(words[0], {}), slots), _LEAST_FIRST, 1.0),
        ):
            for slot, tags in counts.items() if len(counts) == 1 else ():
                if tags >= least:
                    return Guess(slot, None, tags / (tags + doubt), HISTORY), least == _LEAST_LAST and tags >= _DECIDES
        return None, False


def told_by(before: Mapping[str, Tags], after: Mapping[str, Tags]) -> Iterator[tuple[Told, int]]:
    """The tags of a caption that tell where such ones belong, and how much more often they stand there than before.

    Args:
        before: The tags by slot as they were.
        after: The tags by slot as they are now.
    """
    for slots, others, by in ((before, after, -1), (after, before, 1)):
        for slot, tags in slots.items():
            if tags == others.get(slot):
                continue  # what stays where it was says nothing new, and most does
            for tag in tags:
                # What was only guessed tells nothing, and sentences have their own slot.
                if not (tag.unsure or tag.sentence or tag.mark):
                    yield (tag.text, slot), by


def _there(counts: Mapping[str, int], slots: Collection[str]) -> dict[str, int]:
    return {slot: count for slot, count in counts.items() if slot in slots and count > 0}


def _commonest(counts: Mapping[str, int], total: int, slots: Collection[str]) -> Guess | None:
    """The slot with most, of equals the first one."""
    if not counts:
        return None
    order = list(slots)
    slot = max(counts, key=lambda key: (counts[key], -order.index(key)))
    return Guess(slot, None, min(_MOST, counts[slot] / (total + 0.25)), HISTORY)
