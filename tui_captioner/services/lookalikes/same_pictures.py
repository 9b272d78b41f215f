"""Images that show the same picture and have different captions: what a model is taught twice, each time otherwise."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import NamedTuple

from tui_captioner.domain.checks.finding import WARNING, Finding
from tui_captioner.domain.checks.rule_names import SAME_PICTURE
from tui_captioner.services.catalogue.catalogue import catalogue_of
from tui_captioner.services.lookalikes.finding import AlikeGroup
from tui_captioner.services.lookalikes.lookalikes import look_alikes_of
from tui_captioner.services.session.jobs import Progress
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.look_alikes import first_captions_of

_NAMED = 3
"""Images that are named in a finding."""


class CaptionedGroup(NamedTuple):
    """Images that look alike, with their captions.

    Args:
        group: The images.
        captions: Their first captions, by name; those without one are left out.
    """

    group: AlikeGroup
    captions: Mapping[str, str]

    @property
    def differing(self) -> Sequence[Sequence[str]]:
        """The parts, images that show the same picture, with more than one caption: those of them that have one."""
        with_caption = ([name for name in part if name in self.captions] for part in self.group.parts)
        return [part for part in with_caption if len({self.captions[name] for name in part}) > 1]


def captioned_groups(
    session: Session, names: Sequence[str] | None = None
) -> Generator[Progress, None, list[CaptionedGroup]]:
    """The images that look alike, after a look at those pictures that were not looked at yet: a job, see `told`.

    Args:
        session: The open dataset.
        names: The images that are compared; all without it.

    Raises:
        CaptionerError: If pictures can't be decoded here, or there can be no catalogue.
    """
    yield from look_alikes_of(session).look(names)
    groups = look_alikes_of(session).groups
    wanted = [name for group in groups for name in group.names]
    captions = yield from catalogue_of(session).answer(lambda store: first_captions_of(store, wanted))
    return [
        CaptionedGroup(group, {name: captions[name] for name in group.names if name in captions}) for group in groups
    ]


def same_picture_findings(
    session: Session, names: Sequence[str] | None = None
) -> Generator[Progress, None, list[Finding]]:
    """A finding for each picture that has several captions; see `captioned_groups`."""
    groups = yield from captioned_groups(session, names)
    return [_finding(part) for group in groups for part in group.differing]


def _finding(names: Sequence[str]) -> Finding:
    others = ", ".join(names[1 : 1 + _NAMED])
    more = f" and {len(names) - 1 - _NAMED} more" if len(names) > 1 + _NAMED else ""
    return Finding(
        SAME_PICTURE,
        WARNING,
        f"shows the same picture as {others}{more}, with another caption",
        "`tui-captioner alike DATASET` shows the captions beside each other. Make them one, or leave one picture out",
        names[0],
    )
