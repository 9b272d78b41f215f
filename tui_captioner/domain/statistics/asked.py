"""The filter behind each figure: what finds the images that it is about."""

from __future__ import annotations

from tui_captioner.domain.query.at_cursor import written
from tui_captioner.domain.query.words import STATE_OF
from tui_captioner.domain.statistics.layers import field_of_slot


def with_tag(text: str) -> str:
    """Finds the images that have this very tag."""
    return f"tag=={written(text)}"


def lacking(having: str) -> str:
    """Finds the images with a caption that does not fit a filter; empty, for none, where that is empty."""
    return f"tags>0 AND NOT ({having})" if having else ""


def in_slot(slot: str) -> str:
    """Finds the images that have tags in a slot."""
    return f"NOT {field_of_slot(slot)}:empty"


def none_in_slot(slot: str) -> str:
    """Finds the images that have nothing in a slot."""
    return f"{field_of_slot(slot)}:empty"


def in_state(state: str) -> str:
    """Finds the images in a state."""
    return f"state:{state}"


def in_slot_state(slot: str, state: str) -> str:
    """Finds the images of which a slot is in a state."""
    return f"{STATE_OF}{slot}:{state}"


def set_by(author: str) -> str:
    """Finds the images with a tag that an author set."""
    return f"by:{written(author)}"


def proposed_by(model: str) -> str:
    """Finds the images for which a model proposes tags that nobody confirmed."""
    return f"proposed:{written(model)}"


def longer_than(tokens: int) -> str:
    """Finds the images whose caption has more tokens than this."""
    return f"tokens>{tokens}"


def between(field: str, first: int, last: int) -> str:
    """Finds the images of which a number lies between two, both among them."""
    return f"{field}={first}" if first == last else f"{field}>={first} {field}<={last}"


def both(one: str, other: str) -> str:
    """Finds the images that fit two filters; either may be empty, which every image fits."""
    return f"({one}) AND ({other})" if one and other else one or other
