"""Several captions of one image: making them, going from one to the next, putting one first."""

from __future__ import annotations

from tui_captioner.domain.alternatives import Captions, made_first, removed
from tui_captioner.domain.caption import Caption
from tui_captioner.services.session.image_editor import ImageEditor


class Alternatives:
    """The captions of an image, one of them in view.

    Args:
        at: The image at hand.
    """

    def __init__(self, at: ImageEditor) -> None:
        self._at = at

    def add_copy(self) -> None:
        """Add a caption that begins as a copy of the one in view, and go to it."""
        if self._at.caption.is_empty:
            self._at.say("There is nothing to copy in this caption yet")
        else:
            self._add(self._at.caption)

    def add_empty(self) -> None:
        """Add an empty caption and go to it."""
        self._add(Caption())

    def _add(self, caption: Caption) -> None:
        captions = (*self._at.captions, caption)
        self._at.change(f"add caption {len(captions)}", captions)
        self._at.view(len(captions) - 1)
        self._at.say(f"Caption {len(captions)} of {len(captions)}; the file keeps the first")

    def go_on(self, step: int) -> None:
        """Go to another caption, round the end if need be."""
        count = len(self._at.captions)
        if count == 1:
            self._at.say("This image has one caption")
        else:
            self._at.view((self._at.alternative + step) % count)

    def delete(self) -> None:
        """Delete the caption in view; without the first one, the next is the first."""
        at, index = self._at, self._at.alternative
        if len(at.captions) == 1:
            at.say("This is the only caption")
            return
        self._change(f"delete caption {index + 1}", removed(at.captions, index), index)
        at.say(f"Deleted caption {index + 1}; undo gives it back")

    def make_first(self) -> None:
        """Have the file hold the caption in view; the one that was the first takes its place."""
        at, index = self._at, self._at.alternative
        if index == 0:
            at.say("This is the first caption already")
            return
        self._change(f"make caption {index + 1} the first", made_first(at.captions, index), 0)
        at.say(f"Caption {index + 1} is the first now; the file has it")

    def _change(self, title: str, captions: Captions, index: int) -> None:
        self._at.change(title, captions)
        self._at.view(index)
