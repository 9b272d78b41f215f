"""What is known of the image under the cursor: its picture, facts and findings, its slots."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one

from tui_captioner.services.checking.live_findings import findings_on
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.browsing import ListedImage
from tui_captioner.tui.browse import views
from tui_captioner.tui.pictures import Pictures
from tui_captioner.tui.widgets.image_preview import ImagePreview
from tui_captioner.tui.widgets.lines import Line, Lines


class Details(Horizontal):
    """Shows one image; changes nothing while it stays the same one.

    Args:
        session: The open dataset.
        pictures: How pictures are shown.
    """

    picture = query_one("#picture", ImagePreview)
    facts = query_one("#facts", Lines)
    slots = query_one("#slots", Lines)

    def __init__(self, session: Session, pictures: Pictures, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._session, self._pictures = session, pictures
        self._shown: str | None = None
        self._alike: Line = ()
        self._pixels: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The picture, and two columns."""
        yield self._pictures.preview(id="picture")
        yield Lines(id="facts")
        yield Lines(id="slots")

    def forget(self) -> None:
        """What is shown may be old."""
        self._shown = None

    def tell(self, name: str, listed: ListedImage | None = None) -> None:
        """Show an image; none where the name is empty.

        Args:
            name: The image.
            listed: What the list shows of it.
        """
        alike = views.alike_pieces(listed)
        if name == self._shown and alike == self._alike:
            return
        self._shown, self._alike = name, alike
        if not name:
            self.picture.message("No image fits")
            self.facts.show_lines([])
            self.slots.show_lines([])
            return
        self.picture.show(self._session.image(name).path)
        self._tell_facts(name)

    def _tell_facts(self, name: str) -> None:
        session = self._session
        known = session.look_over(name)
        caption = known.record.caption
        findings = findings_on(session, name, caption, known.record.state)
        width = max(1, self.facts.size.width - 3)
        pixels = self._pixels.get(name, "")
        self.facts.show_lines(views.fact_lines(name, known.record, pixels, findings, known.problem, width, self._alike))
        self.slots.show_lines(views.slot_lines(session, known.record, self.slots.size.width))

    def on_resize(self) -> None:
        """Lay it out anew."""
        if self._shown:
            self._tell_facts(self._shown)

    @on(ImagePreview.Shown)
    def _picture_shown(self, message: ImagePreview.Shown) -> None:
        name = self._shown
        if name and message.path == self._session.image(name).path:
            self._pixels[name] = f"{message.source_size[0]}x{message.source_size[1]}"
            self._tell_facts(name)
