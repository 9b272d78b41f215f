"""Near-duplicates among the tags of an open dataset: as clusters, as a list of perhaps, and as a finding of images."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from tui_captioner.domain.consistency.clusters import Cluster, gathering
from tui_captioner.domain.consistency.different_pairs import NONE_DIFFERENT, Two, two
from tui_captioner.domain.consistency.pairs import Pair
from tui_captioner.domain.consistency.perhaps import Perhaps, perhaps
from tui_captioner.domain.consistency.prose import is_prose
from tui_captioner.domain.consistency.tag_index import TagIndex
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.catalogue.different_tags import different_tags, keep_different
from tui_captioner.services.catalogue.known_words import lexicon_of
from tui_captioner.services.session.aside import saying
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.near_duplicates import note_near_duplicates
from tui_captioner.storage.catalogue.tag_questions import tag_uses

_FEW = 4
"""Of so many tags one may be new for the new ones to be looked at alone."""


class Sibling(NamedTuple):
    """What a tag is a near-duplicate of.

    Args:
        texts: The tags; several where it is misspelt and may stand for each.
        counts: How many images have each.
    """

    texts: tuple[str, ...]
    counts: tuple[int, ...]


class NearDuplicates:
    """What is known of them in an open dataset.

    Args:
        session: The open dataset.

    Attributes:
        clusters: Tags that are one thing, the most used first.
        perhaps: Pairs that perhaps are, once they were looked for.
        is_known: Whether the tags were looked through since the dataset was opened.
        changes: Grows with each change of captions.
        index: The tags, for finding what is near to another one; None before they were looked through.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.clusters: Sequence[Cluster] = ()
        self.perhaps: Sequence[Perhaps] = ()
        self.is_known = False
        self.index: TagIndex | None = None
        self._siblings: Mapping[str, Sibling] = {}
        self._counts: Mapping[str, int] = {}
        self._pairs: Sequence[Pair] = ()
        self.changes, self._seen = 0, -1
        session.subscribe(self._note)

    def _note(self, _: Iterable[str]) -> None:
        self.changes += 1

    @property
    def is_current(self) -> bool:
        """Whether no caption changed since the tags were looked through."""
        return self.is_known and self._seen == self.changes

    def sibling(self, text: str) -> Sibling | None:
        """What a tag is a near-duplicate of; None for the most used one of a cluster, and for any other tag."""
        return self._siblings.get(text)

    # --- looking --------------------------------------------------------------------------------------------------

    def look(self, counts: Mapping[str, int] | None = None, changes: int | None = None, *, keep: bool = True) -> Steps:
        """Look through the tags, a little at each step; what is known already takes no time.

        Args:
            counts: How many images have each tag, see `counted`; asked of the catalogue without it.
            changes: What `changes` was when these were counted.
            keep: Whether filters and lists are to know of it; not where only some images were counted.

        Raises:
            CatalogueError: If there can be no catalogue to ask.
            SettingsError: If `project.toml` can't be read.
        """
        changes = self.changes if changes is None else changes
        if counts is None:
            if self.is_current:
                return
            counts = yield from catalogue_of(self._session).answer(counted)
        lexicon, different = lexicon_of(self._session), different_tags(self._session)
        index = self.index
        if index is None or index.lexicon is not lexicon or list(index.different) != list(different):
            index = None
        new = [text for text in counts if text not in self._counts]
        if index is None or _FEW * len(new) > len(counts) or index.prose != is_prose(counts):
            index = TagIndex(lexicon, different, prose=is_prose(counts))
            self._pairs = yield from _all_pairs(index, counts)
        else:
            self._pairs = yield from _with_new(index, self._pairs, counts, new)
        self.index = index
        self.clusters = yield from gathered(self._pairs, counts, self._session.project.vocabulary)
        self._counts = dict(counts)
        self._siblings = _siblings(self.clusters)
        self.is_known, self._seen = True, changes
        if keep:
            note_clusters(self._session, self.clusters)

    @property
    def pairs(self) -> Sequence[Pair]:
        """All pairs that the clusters are made of."""
        return self._pairs

    def look_for_perhaps(self) -> Steps:
        """Look for tags that perhaps are one thing, and that no rule finds; a step for each tag. After `look`."""
        known = {two(pair.one, pair.other) for pair in self._pairs}
        found, total = [], len(self._counts)
        done = 0
        different = NONE_DIFFERENT if self.index is None else self.index.different
        for pair in perhaps(sorted(self._counts), different):
            if pair is None:
                done += 1
                yield Progress(done, total)
            elif two(pair.one, pair.other) not in known:
                found.append(self._most_used_first(pair))
        self.perhaps = sorted(found, key=lambda pair: (-pair.likeness, -self._counts[pair.one], pair))

    def _most_used_first(self, pair: Perhaps) -> Perhaps:
        one, other, likeness = pair
        return pair if self._counts[one] >= self._counts[other] else Perhaps(other, one, likeness)

    def count(self, text: str) -> int:
        """How many images have a tag, as it was looked through."""
        return self._counts.get(text, 0)

    # --- saying -----------------------------------------------------------------------------------------------------

    def keep_apart(self, texts: Sequence[str], other: str = "") -> list[Two]:
        """Have tags stay different, in `project.toml`; gives the pairs, for `take_together`.

        Args:
            texts: The tags, each from each.
            other: The one that each of them is different from, where it is only that one.

        Raises:
            ReadOnlyError: If the dataset can only be read.
            CaptionerError: If the file can't be used or written.
        """
        pairs = [(other, text) for text in texts if text != other] if other else list(combinations(texts, 2))
        keep_different(self._session, pairs)
        self._differ()
        return pairs

    def take_together(self, pairs: Sequence[Two]) -> None:
        """Have tags no longer stay different; see `keep_apart`."""
        keep_different(self._session, pairs, forget=True)
        self._seen = -1

    def _differ(self) -> None:
        """More tags are different: no pair comes to those that are known."""
        self._seen, different = -1, different_tags(self._session)
        if self.index is not None:
            self.index.different = different
        apart = different.holds
        self._pairs = [pair for pair in self._pairs if not apart(pair.one, pair.other)]
        self.perhaps = [pair for pair in self.perhaps if not apart(pair.one, pair.other)]


def counted(store: CatalogueDatabase) -> dict[str, int]:
    """How many images have each tag, a question to the catalogue; globals are left out."""
    counts: dict[str, int] = {}
    for use in tag_uses(store):
        counts[use.text] = counts.get(use.text, 0) + use.images
    return counts


def _all_pairs(index: TagIndex, counts: Mapping[str, int]) -> Generator[Progress, None, list[Pair]]:
    """The pairs of tags that are one thing."""
    total = len(counts)
    for done in index.add_all(counts):
        yield Progress.looked(done, total)
    found: list[Pair] = []
    for step, pair in enumerate(index.pairs(), 1):
        if pair is not None:
            found.append(pair)
        # Each tag has up to four keys; what a word is near to comes behind these.
        yield Progress(total // 2 + min(step // 8, total // 2), total)
    return found


def _with_new(
    index: TagIndex, pairs: Sequence[Pair], counts: Mapping[str, int], new: Sequence[str]
) -> Generator[Progress, None, list[Pair]]:
    """These pairs without tags that are used no more, and those of new tags."""
    found = [pair for pair in pairs if pair.one in counts and pair.other in counts]
    have = {two(pair.one, pair.other) for pair in found}
    for done, text in enumerate(new, 1):
        index.add(text)
        for pair in index.near_unused(text):
            if pair.other in counts and two(pair.one, pair.other) not in have:
                have.add(two(pair.one, pair.other))
                found.append(pair)
        yield Progress(done, len(new))
    return found


def gathered(
    pairs: Sequence[Pair], counts: Mapping[str, int], vocabulary: Vocabulary
) -> Generator[Progress, None, list[Cluster]]:
    """A job that gathers the pairs among some tags as clusters.

    Args:
        pairs: The pairs.
        counts: How many images have each tag.
        vocabulary: Whose terms are heads before others that are used as often.
    """
    return (yield from saying(Progress(len(counts), len(counts)), gathering(pairs, counts, vocabulary)))


def note_clusters(session: Session, clusters: Iterable[Cluster]) -> None:
    """Have filters and lists know of clusters; where the catalogue can't be written just now, the next time."""
    heads = {text: sibling.texts[0] for text, sibling in _siblings(clusters).items()}

    def note(store: CatalogueDatabase) -> None:
        note_near_duplicates(store, heads)

    catalogue_of(session).ask(note)


def _siblings(clusters: Iterable[Cluster]) -> Mapping[str, Sibling]:
    found: dict[str, Sibling] = {}
    for cluster in clusters:
        if cluster.is_open:
            members = cluster.members
            texts, counts = tuple(each.text for each in members), tuple(each.count for each in members)
            found.setdefault(cluster.head, Sibling(texts, counts))
            continue
        for member in cluster.members:
            found[member.text] = Sibling((cluster.head,), (cluster.count,))
    return found


def near_duplicates_of(session: Session) -> NearDuplicates:
    """The near-duplicates of an open dataset: one for all screens and commands."""
    return session.companions.get(NearDuplicates, lambda: NearDuplicates(session))
