"""Having a tagger look at the pictures that come next; what it sees is weighed in what the composer offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.tui.composer.drafting import DraftingScreen
from tui_captioner.tui.lists.work import in_slices

if TYPE_CHECKING:
    from tui_captioner.services.drafting.looking_ahead import Told
    from tui_captioner.services.drafting.picture_evidence import PictureEvidence


class SeeingScreen(DraftingScreen):
    """A screen over a composer's state with a tagger at hand, where the project names one."""

    _evidence: PictureEvidence | None = None
    _unsaid = ""
    """What is still to be said of the tagger."""

    class TaggerTold(Message):
        """The tagger said something.

        Args:
            told: What.
        """

        def __init__(self, told: Told) -> None:
            super().__init__()
            self.told = told

    def read_dataset(self) -> None:
        """See `BackgroundScreen`; the tagger is started beside it."""
        super().read_dataset()
        folder = self.session.project.settings.draft.tagger
        if folder is not None and self.state.name:
            # Not above: few have a tagger.
            from tui_captioner.services.drafting.picture_evidence import PictureEvidence

            self._evidence = PictureEvidence(
                self.session, self.completer, folder, lambda told: self.post_message(self.TaggerTold(told))
            )
            self._look_ahead()

    def image_came(self) -> None:
        """See `BackgroundScreen`; the tagger goes on with the pictures that come next."""
        super().image_came()
        self._look_ahead()
        self._say_quietly()

    def _say_quietly(self) -> None:
        """Say what is to be said once on the last line; where a warning stands there, at the next image."""
        if self._unsaid and not self.state.warning:
            self.state.say(self._unsaid)
            self._unsaid = ""
            self.redraw()

    def _look_ahead(self) -> None:
        if self._evidence is not None:
            near = [self.state.scope.neighbour(self.state.name, step) for step in range(1, self._evidence.ahead + 1)]
            self._evidence.look(dict.fromkeys(filter(None, [self.state.name, *near])))

    @work(group="tagger")
    async def on_seeing_screen_tagger_told(self, message: TaggerTold) -> None:
        """Take in what it said. What is seen holds still: it counts from the next key, slot or image on."""
        from tui_captioner.services.drafting.looking_ahead import Failed, Seen

        told, state = message.told, self.state
        if self._evidence is None:
            return
        if isinstance(told, Failed):
            self._unsaid = f"Going on without the tagger: {told.error}"
            self._say_quietly()
            return
        try:
            await in_slices(self._evidence.receive(told))
        except CaptionerError as error:
            self.complain(error)
        if isinstance(told, Seen) and told.name == state.name:
            state.predictions.renew_later()
