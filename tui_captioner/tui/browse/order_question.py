"""The question by what the images are to be sorted: the begin of a column's name will do, and ends by itself."""

from __future__ import annotations

from collections.abc import Callable

from tui_captioner.services.catalogue.scope import Asked
from tui_captioner.storage.catalogue.browsing import ALIKE, ORDERS
from tui_captioner.storage.catalogue.order import Order
from tui_captioner.tui.browse.browsing import Browsing
from tui_captioner.tui.lists.page import Question

_FROM_THE_LEAST = ("name", "caption", "state", ALIKE)
"""Columns that begin with the least; of numbers the largest is looked for."""


def columns_to_sort_by(browsing: Browsing) -> tuple[str, ...]:
    """The names of the columns, those of the slots among them."""
    return (*ORDERS, *browsing.scope.session.structure.own_keys)


def order_question(browsing: Browsing, sort: Callable[[Asked], None], refuse: Callable[[str], None]) -> Question:
    """Ask for a column; the same once more, or nothing, turns the order round.

    Args:
        browsing: What is listed.
        sort: Lists the images in an order.
        refuse: Says that there is no such column.
    """
    keys = columns_to_sort_by(browsing)

    def begun(text: str) -> str:
        return next((key for key in keys if text and key.startswith(text.casefold())), "")

    def answered(text: str) -> None:
        asked = browsing.scope.asked
        by = begun(text.strip()) or (asked.order.by if not text.strip() else "")
        if not by:
            refuse(f"There is no column {text!r}: {', '.join(keys)}")
            return
        reverse = not asked.order.reverse if by == asked.order.by else by not in _FROM_THE_LEAST
        sort(Asked(asked.text, asked.filter, Order(by, reverse)))

    return Question("order by", answered, ends=lambda text: begun(text)[len(text) :])
