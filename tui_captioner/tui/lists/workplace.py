"""What a screen with a list is given by the one that opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tui_captioner.services.catalogue.completion import Completer
from tui_captioner.services.session.session import Session
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.pictures import Pictures


@dataclass(frozen=True)
class Workplace:
    """The open dataset, and the ways to show it.

    Args:
        session: The open dataset.
        keymap: Which key does what.
        pictures: How pictures are shown.
        show_image: Goes to an image, by its name.
        show_tag: Lists the images that have a tag, by its text; None where that can't be done.
        completer: Suggestions for the dataset; made where they are needed if there are none yet.
        origin: Where one came from, for the header; empty for the composer.
    """

    session: Session
    keymap: ScreenKeymap
    pictures: Pictures
    show_image: Callable[[str], object]
    show_tag: Callable[[str], object] | None = None
    origin: str = ""
    completer: Completer | None = None
