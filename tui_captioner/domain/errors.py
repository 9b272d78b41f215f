"""The family of errors that are shown to the user: what is wrong, where, and what to do next."""

from __future__ import annotations


class CaptionerError(Exception):
    """Something the user can do something about.

    Args:
        message: What is wrong and where, in a sentence.
        hint: What to do next; empty if the message says it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}. {self.hint}" if self.hint else self.message


class WrongUseError(CaptionerError):
    """What was asked for is not there or makes no sense: a path, a name, an option. Commands end with 2 then."""


class ReadOnlyError(CaptionerError):
    """An edit was asked for in a dataset or of an image that can only be read."""


class DecodingError(CaptionerError):
    """Bytes that are not the text they should be.

    Args:
        offset: Position of the first offending byte, from 0.
    """

    def __init__(self, message: str, hint: str = "", *, offset: int = 0) -> None:
        super().__init__(message, hint)
        self.offset = offset
