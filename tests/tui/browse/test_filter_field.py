"""What Tab puts into a filter."""

from __future__ import annotations

from tui_captioner.domain.query.words import FilterWords
from tui_captioner.tui.browse.filter_field import FilterTyping


def typing(text: str, tags: list[str] | None = None) -> FilterTyping:
    made = FilterTyping(FilterWords())
    made.look(text, len(text))
    made.add_tags(tags or [])
    return made


def test_the_same_key_goes_through_what_fits() -> None:
    made = typing("a ta")
    assert made.shown == ["tag:", "tags>"]
    assert made.take("a ta", 4) == ("a tag:", 6)
    assert made.look("a tag:", 6) is None
    assert made.shown == ["tags>", "tag:"]
    assert made.take("a tag:", 6) == ("a tags>", 7)
    assert made.take("a tags>", 7) == ("a tag:", 6)


def test_where_there_is_but_one_the_key_goes_on_behind_it() -> None:
    made = typing("stat")
    assert made.take("stat", 4) == ("state:", 6)
    place = made.look("state:", 6)
    assert place is not None
    assert made.shown[0] == "empty"


def test_tags_are_put_in_quotes_where_they_need_them() -> None:
    made = typing('tag:"red', ["red hat", "red"])
    assert made.take('tag:"red', 8) == ('tag:"red hat"', 13)
    assert made.take('tag:"red hat"', 13) == ("tag:red", 7)


def test_what_stands_behind_the_cursor_stays() -> None:
    made = FilterTyping(FilterWords())
    made.look("stat AND hat", 4)
    assert made.take("stat AND hat", 4) == ("state: AND hat", 6)


def test_nothing_to_put_in() -> None:
    assert typing("tokens>").take("tokens>", 7) is None
    assert FilterTyping(FilterWords()).take("", 0) is None
