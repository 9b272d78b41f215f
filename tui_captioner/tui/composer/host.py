"""What the composer's actions need of the screen that they are carried out on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App

from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.sentence_view import SentenceView
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.tag_input import TagInput

if TYPE_CHECKING:
    from tui_captioner.services.bulk.globals_offer import GlobalsOffer
    from tui_captioner.services.bulk.proposal import Proposal


class Host(Protocol):
    """A screen over a composer's state.

    Attributes:
        state: What the composer is at.
        session: The open dataset.
        keymap: Which key does what.
        offer: The globals that the captions suggest.
        surveyed: Whether all captions have been read.
        sentence: Shows the caption as a template writes it.
    """

    state: Composing
    session: Session
    keymap: ScreenKeymap
    offer: GlobalsOffer
    surveyed: bool
    sentence: SentenceView

    @property
    def app(self) -> App[Any]:
        """The app."""

    @property
    def input(self) -> TagInput:
        """The line that is typed into."""

    def await_slot(self) -> None:
        """Take the next digit as the number of a slot."""

    def learn_lines(self) -> object:
        """Have it known how lines without commas are cut."""

    def insert_pasted(self) -> None:
        """Put the pasted caption into the input as text."""

    def ask_note(self, title: str, text: str, then: Callable[[str], None]) -> None:
        """Have a note written; nothing where that is left."""

    def find_image(self) -> None:
        """Have an image found by name or number, and go there."""

    def compare_captions(self) -> None:
        """Show the captions of the image beside each other."""

    def show_whole_picture(self) -> None:
        """Show the picture in the whole window."""

    def browse(self) -> None:
        """Show all images in a list."""

    def toggle_picture(self) -> None:
        """Hide or show the picture."""

    def tell_pace(self) -> None:
        """Say how many images are to go, and how long that takes."""

    def switch_theme(self) -> None:
        """Go from dark to light, or back."""

    def show_notices(self, *, at_start: bool) -> None:
        """Say what the scan of the folder found."""

    def show_help(self) -> None:
        """Show all keys."""

    def propose(self, proposal: Proposal, nothing: str) -> None:
        """Show a change of many captions, image by image; it is made if the user agrees."""

    def ask_project(self, *, new: bool = False) -> None:
        """Ask for trigger word, profile and model."""

    def show_caption_findings(self) -> None:
        """Show what checks found on the caption."""

    def show_findings(self) -> None:
        """Show what checks found in all captions."""

    def show_numbers(self) -> None:
        """Show statistics."""

    def import_captions(self) -> None:
        """Import captions from a file, or from beside the images."""

    def restore_backup(self) -> None:
        """Show the backups of the dataset."""

    def take_from_alike(self) -> None:
        """Propose the tags of the most alike image that has a caption."""

    def draft_image(self) -> None:
        """Have a model propose tags for the image."""

    def show_tags(self) -> None:
        """Show all tags."""

    def show_history(self) -> None:
        """Show all steps."""

    def edit_here(self) -> None:
        """Open the dataset anew to change it, once nobody else does."""

    def open_again(self) -> None:
        """Open the dataset anew, with the images that came."""

    def show_changed_outside(self) -> None:
        """Show all sidecars that other programs changed."""
