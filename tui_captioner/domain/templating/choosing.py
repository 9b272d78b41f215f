"""Several templates of one name: the one is taken that the tags of a caption fill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui_captioner.domain.templating.rendering import Slots, render
from tui_captioner.domain.templating.template import Rendered, Template


class Choice(NamedTuple):
    """A template that may be taken.

    Args:
        template: The template.
        words: Where it has some, a tag must hold one of them.
    """

    template: Template
    words: frozenset[str] = frozenset()


def render_first(choices: Sequence[Choice], slots: Slots) -> Rendered:
    """What the first template makes whose fields outside of optional parts all give text; if none does, the last one.

    Args:
        choices: At least one.
        slots: The tags of a caption.
    """
    spoken = {word for tags in slots.values() for tag in tags for word in tag.text.lower().split()}
    for choice in choices[:-1]:
        if not choice.words or choice.words & spoken:
            rendered = render(choice.template, slots)
            if rendered.stands:
                return rendered
    return render(choices[-1].template, slots)
