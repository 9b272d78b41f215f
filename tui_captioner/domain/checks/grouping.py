"""Findings on single captions that are one thing over the whole set, made one finding each.

A template repeats its nouns in every caption: that is one finding about many images, not one per image.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from tui_captioner.domain.checks import obscure
from tui_captioner.domain.checks.checked_set import listed
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.mend import CombineTags, Mend, SeveralMends
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.domain.checks.rule_names import UNSURE

GROUPED = frozenset([UNSURE, *(rule.id for rule in ALL_RULES.values() if rule.gathered)])
"""The rules on one caption that are told once for all images that they find the same on."""
Named = tuple[str, Finding]
"""A finding with the image that it is on: the same one may be on many."""
_MOST_MENDS = 100
"""Mends that are offered as one: more can't be looked through."""
_MOST_KNOWN = 20_000
"""Findings that are kept to know them again: what all images have in their own words may be very many."""
_MANY_WORDS = 10
"""Words written as one from which they are one finding: a set with names of colours has dozens."""


def grouped(findings: Iterable[Finding], rules: Collection[str] = GROUPED) -> Iterator[Finding]:
    """The findings, those of these rules put together where they are about the same: as the first of them, with images.

    Args:
        findings: Findings on images; those of other rules are given on as they come, these after them.
        rules: Ids of the rules whose findings are put together.
    """
    return grouped_by_name(((found.file_name, found) for found in findings), rules)


def grouped_by_name(findings: Iterable[Named], rules: Collection[str] = GROUPED) -> Iterator[Finding]:
    """See `grouped`; of findings that need not name their images themselves."""
    groups: dict[str, dict[str, _Group]] = {}
    known: dict[int, tuple[Finding, list[str]]] = {}
    """The first that are in a group, by their identity: the very same one may be on very many images."""
    for name, found in findings:
        if id(found) in known and name:
            known[id(found)][1].append(name)
            continue
        if found.rule not in rules or not name:
            yield found if found.file_name == name else replace(found, file_name=name)
            continue
        own = groups.get(found.rule)
        if own is None:
            own = groups[found.rule] = {}
        group = own.get(found.about)
        if group is None:
            group = own[found.about] = _Group(found)
        group.add(name, found)
        if not found.file_name and len(known) < _MOST_KNOWN:
            known[id(found)] = found, group.names
    for rule, own in groups.items():
        yield from _told(rule, list(own.values()))


class _Group:
    """Findings of a rule that are about the same. There may be very many: they are not kept.

    Args:
        first: The first of them.
    """

    def __init__(self, first: Finding) -> None:
        self.first = first
        self.names: list[str] = []
        """Of the images, one perhaps several times: a million of them take a tenth of what a dict does."""
        self.mends: dict[object, None] = {}
        self._alike = True

    def add(self, name: str, found: Finding) -> None:
        """Another one of them, on an image."""
        self.names.append(name)
        self._alike = self._alike and found.message == self.first.message
        if len(self.mends) <= _MOST_MENDS:
            self.mends[found.mend_by] = None

    @property
    def finding(self) -> Finding:
        """All of them as one."""
        first, images = self.first, tuple(dict.fromkeys(self.names))
        if len(images) == 1:
            return replace(first, file_name=images[0])
        rule = ALL_RULES[first.rule]
        said = first.message if self._alike else f"{first.message}, for one"
        said = f"{said}; on {len(images):,} images"
        if rule.when_finished and not self._alike:
            said = f"{rule.title}, on {len(images):,} images; {images[0]}, for one: {first.message}"
        mend = first.mend if len(self.mends) == 1 else rule.advice
        return replace(
            first,
            message=said,
            filter=f"finding:{rule.id}" if rule.when_finished else first.filter,
            file_name="",
            images=images,
            mend=mend,
            mend_by=_together(list(self.mends), mend),
        )


def _told(rule: str, groups: Sequence[_Group]) -> Iterator[Finding]:
    images = dict.fromkeys(name for group in groups for name in group.names)
    if rule == UNSURE and len(groups) > 1:
        message = f"{len(groups):,} tags on {len(images):,} images stand in a slot that was only guessed"
        mend = "F9 in the composer asks about each of them once, for all its images"
        yield _for_all(groups, images, message, mend, asked="unsure:yes")
    elif rule == obscure.FUSED.id and len(groups) > _MANY_WORDS:
        words = [group.first.about for group in groups]
        message = f"{len(words):,} words are two, written as one: {listed(words)}"
        mends = [mend for group in groups for mend in group.mends]
        yield _for_all(groups, images, message, obscure.FUSED.advice, mends)
    else:
        yield from (group.finding for group in groups)


def _for_all(
    groups: Sequence[_Group],
    images: Iterable[str],
    message: str,
    mend: str,
    mends: Sequence[object] = (),
    asked: str = "",
) -> Finding:
    """One finding for all that a rule finds: a set that was just opened may have hundreds."""
    first = groups[0].first
    by = _together(mends, mend) if mends else None
    return Finding(
        first.rule, first.severity, message, mend, images=tuple(images), filter=asked, about="all", mend_by=by
    )


def _together(mends: Sequence[object], title: str) -> Mend | None:
    """All of some mends as one; None where one of the findings has none, or there are too many to be looked through.

    Each mends what it is for alone; one that says more of a caption goes before one that says less.
    """
    known = [mend for mend in mends if isinstance(mend, Mend)]
    if len(known) < len(mends) or len(known) > _MOST_MENDS:
        return None
    if len(known) == 1:
        return known[0]
    known.sort(key=lambda mend: -len(mend.old) if isinstance(mend, CombineTags) else 0)
    return SeveralMends(tuple(known), title)
