"""Having a model draft the image in view: asked beside the keys, shown when the answer comes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.storage.user_settings import load_user_settings
from tui_captioner.tui.composer.alike import AlikeScreen
from tui_captioner.tui.lists.work import in_slices

if TYPE_CHECKING:
    from tui_captioner.services.drafting.asking import Outcome
    from tui_captioner.services.drafting.one_image import OneImageDrafts


class DraftingScreen(AlikeScreen):
    """A screen over a composer's state that asks a model about the image in view."""

    _drafts: OneImageDrafts | None = None
    _host_told = False
    """Whether it was said where pictures go."""

    class Answered(Message):
        """A question came to its end.

        Args:
            outcome: What came of it.
        """

        def __init__(self, outcome: Outcome) -> None:
            super().__init__()
            self.outcome = outcome

    def draft_image(self) -> None:
        """Ask the model of the settings about the image in view; once more: stop that.

        Where pictures leave this machine, that is said before.
        """
        state, session = self.state, self.session
        if session.project.read_only:
            state.say(f"Read-only: {session.project.read_only}", warning=True)
            return
        try:
            drafts = self._drafts = self._drafts or self._connected()
        except CaptionerError as error:
            self.complain(error)
            return
        if drafts.is_asking(state.name):
            drafts.stop(state.name)
            state.say(f"Stopped asking {drafts.model.name} about {state.name}")
        elif drafts.model.warning and not self._host_told:
            self._host_told = True
            again = self.keymap.first("draft_image") or "'Draft this image' in the palette"
            state.say(f"{drafts.model.warning}; {again} once more sends this one", warning=True)
        else:
            key = self.keymap.first("draft_image")
            stops = f"; {key} stops" if key else ""
            state.say(f"Asking {drafts.model.name} about {state.name} ...{stops}")
            self._ask_model(drafts, state.name)

    def _connected(self) -> OneImageDrafts:
        # Not above: nothing of it is needed before.
        from tui_captioner.services.drafting.model import model_of
        from tui_captioner.services.drafting.one_image import OneImageDrafts

        variables = load_user_settings().key_env
        model = model_of(self.session.project.settings.draft, os.environ, variables=variables)
        return OneImageDrafts(self.session, model, lambda outcome: self.post_message(self.Answered(outcome)))

    @work(group="draft-question")
    async def _ask_model(self, drafts: OneImageDrafts, name: str) -> None:
        try:
            await in_slices(drafts.ask(name))
        except CaptionerError as error:
            self.complain(error)
            self.redraw()

    async def on_drafting_screen_answered(self, message: Answered) -> None:
        """Lay down what was answered, and say so; nothing that is being typed is touched."""
        drafts, name = self._drafts, message.outcome.name
        if drafts is None or not drafts.is_asking(name):
            return
        before = len(self.session.peek(name).drafted)
        try:
            await in_slices(drafts.lay(message.outcome))
        except CaptionerError as error:
            self.complain(CaptionerError(f"{name}: {error.message}", error.hint))
        else:
            found = len(self.session.peek(name).drafted) - before
            tags = "a tag" if found == 1 else f"{found} tags"
            said = f"{drafts.model.name} proposes {tags} for {name}" if found else f"Nothing new for {name}"
            tokens = 0 if message.outcome.reply is None else sum(message.outcome.reply.tokens)
            self.state.say(f"{said} ({tokens:,} tokens)" if tokens else said)
        self.follow()
