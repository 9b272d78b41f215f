"""The composer's lines from its state alone."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.support.lines import plain
from tests.support.tui_material import compose, number, put
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.text import visible
from tui_captioner.services.session.session import Session
from tui_captioner.tui.composer import slot_views, views
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.composer.layout import plan
from tui_captioner.tui.widgets.lines import Line

KEYS = (("Tab", "take"), ("Enter", "next"), ("F1", "keys"))
ALL_KEYS = "  ".join(" ".join(key) for key in KEYS)
WIDTHS = st.integers(18, 140)
STEADY = settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def described(session: Session) -> Composing:
    """At the first image, at `action`, with two tags there and two at `type`."""
    put(session, "a.png", type=["photograph", "of a woman"], action=["standing", "waving"])
    composing = compose(session)
    composing.go_to_slot(number(session, "action"))
    return composing


def drawn(line: Line) -> str:
    return visible(plain(line))


def show_texts(state: Composing, texts: list[str], *, unsure: bool = False) -> None:
    """Let the image have these tags without writing them, as if they had been read."""
    tags = tuple(Tag(text, unsure=unsure) for text in texts if text)
    session, name = state.session, state.name
    slots = {"action": tags[::2], "details": tags[1::2]}
    known = session._known.look(name)
    session._known._kept[name] = type(known)(
        type(known.record)(Caption({key: value for key, value in slots.items() if value}), "draft"), known.data
    )


def all_lines(state: Composing, width: int, height: int) -> list[tuple[Line, int]]:
    """Every line of the screen, drawn for a window of this size, with the room it has."""
    room = plan(width, height, len(state.session.structure.slots))
    inner, right = width - 2, width - room.picture - 2
    under = right if room.caption_beside else inner
    header = views.header(state, "a folder", "1024x1536", inner)
    rows = [(header, inner), (views.status(state, KEYS, inner), inner)]
    for lines, count, space in (
        (slot_views.slot_lines(state, right, room.slots), room.slots, right),
        (views.suggestion_lines(state, right, room.suggestions, room.columns), room.suggestions, right),
        (views.caption_lines(state, under, room.caption), room.caption, under),
    ):
        assert len(lines) == count
        rows += [(line, space) for line in lines]
    return rows
