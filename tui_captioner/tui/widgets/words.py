"""Where words begin and end in a line, as readline has it: a word is letters and digits; for Ctrl+W all but blanks.

GNU Readline manual, "Commands For Moving" (forward-word, backward-word) and "Commands For Killing" (kill-word,
backward-kill-word, unix-word-rubout).
"""

from __future__ import annotations

from collections.abc import Callable


def word_start(text: str, at: int) -> int:
    """Where the word begins that ends at `at` or before it; 0 if there is none."""
    return _back(text, at, str.isalnum)


def blank_word_start(text: str, at: int) -> int:
    """The same where only blanks part words."""
    return _back(text, at, lambda char: not char.isspace())


def word_end(text: str, at: int) -> int:
    """Behind the word that begins at `at` or after it; the end of the text if there is none."""
    while at < len(text) and not text[at].isalnum():
        at += 1
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def _back(text: str, at: int, is_part: Callable[[str], bool]) -> int:
    while at > 0 and not is_part(text[at - 1]):
        at -= 1
    while at > 0 and is_part(text[at - 1]):
        at -= 1
    return at


def without_first_word(text: str) -> str:
    """A text without its first word and the blanks behind it."""
    _, _, rest = text.strip().partition(" ")
    return rest.lstrip()


def without_last_word(text: str) -> str:
    """A text without its last word and the blanks before it."""
    return text[: blank_word_start(text, len(text))].rstrip()
