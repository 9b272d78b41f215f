"""Why there is no draft of a picture, and whether to go on with the others."""

from __future__ import annotations

from tui_captioner.domain.errors import CaptionerError


class StopAskingError(CaptionerError):
    """Nothing can be asked of this server any more, or not now."""


class NotDraftedError(CaptionerError):
    """There is no draft of one picture; the message is a clause that follows its name.

    Args:
        message: Why.
        lasting: Whether the same question would come to the same end, so that it is not asked again by itself.
        status: What the server answered by HTTP; 0 where that is not why.
        tokens: Tokens that were read and written all the same.
        text: What the model answered, if it did.
    """

    def __init__(
        self, message: str, *, lasting: bool = False, status: int = 0, tokens: tuple[int, int] = (0, 0), text: str = ""
    ) -> None:
        super().__init__(message)
        self.lasting = lasting
        self.status = status
        self.tokens = tokens
        self.text = text


class BusyError(Exception):
    """The server wants to be asked later.

    Args:
        message: What it said.
        seconds: When, from now; None where it doesn't say.
    """

    def __init__(self, message: str, seconds: float | None) -> None:
        super().__init__(message)
        self.message = message
        self.seconds = seconds


class LostError(Exception):
    """No answer came; another try may bring one.

    Args:
        message: What happened.
        reached: Whether the server was there.
    """

    def __init__(self, message: str, *, reached: bool = True) -> None:
        super().__init__(message)
        self.message = message
        self.reached = reached


class WrongFormError(Exception):
    """The server does not take what was sent (400, 422); the message is what it said."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
