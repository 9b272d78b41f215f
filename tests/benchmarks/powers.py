"""What foresees, part by part, so that each can be left out alone and what it saves be measured.

Each power has the place in the program where it acts and what stands there instead when it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from tui_captioner.domain.completion import continuation, ghost
from tui_captioner.domain.completion.continuation import Continuation
from tui_captioner.domain.completion.foresight import Foresight
from tui_captioner.domain.completion.ghost import GhostWords
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.completion.slot_bias import Layers, Leaning
from tui_captioner.domain.completion.templates import Templates


def _nothing(*_: Any, **__: Any) -> str:
    return ""


def _none(*_: Any, **__: Any) -> None:
    return None


def _no(*_: Any, **__: Any) -> bool:
    return False


def _empty(*_: Any, **__: Any) -> list[Any]:
    return []


_REST_OF_TERM = Continuation._rest_of_term


def _rest_of_more_words(self: Continuation, begun: str, query: str, place: Any, alone: bool) -> str:
    return "" if alone else _REST_OF_TERM(self, begun, query, place, alone)


POWERS: Mapping[str, tuple[Any, str, Any]] = {
    "tail word": (Continuation, "_tail", _nothing),
    "number successor": (Foresight, "successors", _empty),
    "last words of the slot": (Continuation, "_known_end", _nothing),
    "half a word": (Continuation, "_rest_of_term", _rest_of_more_words),
    "shared beginning": (continuation, "_beginning", lambda text, like: like),
    "foreseen first": (continuation, "_foreseen", lambda text, place, like: like),
    "likeliest first": (Continuation, "best_of", _none),
    "phrases": (Continuation, "phrases", _empty),
    "any word of the project": (GhostWords, "_by_use", _none),
    "same beginning of the tag before": (ghost, "_SAME_HEAD", 1.0),
    "same slot": (ghost, "_SAME_SLOT", 1.0),
    "filled templates": (Templates, "hits", _empty),
    "served layers": (Leaning, "is_served", _no),
    "due layers": (Layers, "due", _empty),
    "terms of the slot": (StaticIndex, "best_in_slot", _empty),
}


@contextmanager
def without(power: str | None) -> Iterator[None]:
    """Leave one power out as long as this lasts; none of them for None."""
    if power is None:
        yield
        return
    where, name, instead = POWERS[power]
    with patch.object(where, name, instead):
        yield
