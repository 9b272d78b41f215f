"""A suggester of few terms."""

from __future__ import annotations

from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary

TERMS = [
    Term("standing", "action", "pose", group="pose"),
    Term("sitting", "action", "pose", group="pose"),
    Term("contrapposto", "action", "pose", ("weight on one leg", "hip shot")),
    Term("smile", "action", "expression", ("grin", "grinning")),
    Term("long black hair", "subject", "hair"),
    Term("black hair", "subject", "hair"),
    Term("hair bow", "subject", "accessories"),
    Term("café", "background"),
    Term("чёрный кот", "subject"),
    Term("猫耳", "subject"),
    Term("100%", "details"),
    Term("red (color)", "details"),
    Term("a*b[c", "details"),
    Term("heart 💖", "details"),
    Term("snow_globe", "details"),
]


def suggester() -> Suggester:
    return Suggester(Vocabulary(TERMS))


def texts(rows: object) -> list[str]:
    assert isinstance(rows, list)
    return [row.term.text for row in rows]


def offered(text: str, **place: object) -> list[str]:
    return texts(suggester().suggest(text, **place))  # type: ignore[arg-type]
