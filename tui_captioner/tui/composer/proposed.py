"""What the keys do about tags that a model proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tui_captioner.tui.composer.composing import Composing


class Proposed:
    """The actions on the machine tags of the image at hand.

    Args:
        state: What the composer is at.
    """

    def __init__(self, state: Composing) -> None:
        self._state = state

    def table(self) -> Mapping[str, Callable[[], None]]:
        """What each action does."""
        tags = self._state.machine
        answers: dict[str, Callable[[], None]] = {
            "confirm_proposed": lambda: tags.confirm([tags.here] if tags.here is not None else []),
            "refuse_proposed": tags.refuse,
            "confirm_slot": lambda: tags.confirm_known(tags.of(self._state.slot)),
            "confirm_image": lambda: tags.confirm_known(tags.all),
        }
        answers |= {"proposed_left": lambda: tags.walk(-1), "proposed_right": lambda: tags.walk(1)}
        answers |= {"leave_proposed": tags.leave}
        return {"proposed": self._begin, **{name: self._offering(act) for name, act in answers.items()}}

    def _begin(self) -> None:
        state = self._state
        if state.is_half_typed():
            return
        state.leave_tags()
        if not state.machine.begin():
            state.say("No model proposed anything here, or all of it is answered")
        state.suggest()

    def _offering(self, act: Callable[[], None]) -> Callable[[], None]:
        """An action, and what is offered by then: the caption or the slot may be others."""

        def done() -> None:
            act()
            self._state.suggest()

        return done
