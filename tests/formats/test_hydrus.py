from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.infotexts import FULL
from tui_captioner.formats.hydrus import is_tag_list, read_tags, without_namespace

GOLDEN = "character:hatsune miku\r\nseries:vocaloid\r\n1girl\r\n\r\nblue hair\r\n1girl\r\n:d\r\nre:zero\r\n"


def test_a_tag_a_line_in_order_and_as_often_as_it_stands() -> None:
    assert read_tags(GOLDEN) == (
        "character:hatsune miku",
        "series:vocaloid",
        "1girl",
        "blue hair",
        "1girl",
        ":d",
        "re:zero",
    )


def test_namespaces_can_be_taken_off_and_what_is_none_stays() -> None:
    plain = ("hatsune miku", "vocaloid", "1girl", "blue hair", "1girl", ":d", "re:zero")
    assert read_tags(GOLDEN, namespaces=False) == plain
    assert without_namespace("character:") == "character:"
    assert without_namespace("series:re:zero") == "re:zero"


@pytest.mark.parametrize("text", ["a\nb", GOLDEN, "one tag\rtwo tags"])
def test_a_tag_list_is_known(text: str) -> None:
    assert is_tag_list(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a\n",
        "a, b\nc",
        "a cat on a mat\nthe cat sleeping",
        "one\nwoman in a red dress standing in rain",
        "A cat sits here.\nIt is grey.",
        "x" * 61 + "\nb",
        FULL,
    ],
    ids=repr,
)
def test_what_is_no_tag_list(text: str) -> None:
    assert not is_tag_list(text)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1, max_size=9)))
def test_tags_come_back(tags: list[str]) -> None:
    clean = [tag.strip() for tag in tags if tag.strip()]
    assert list(read_tags("\n".join(tags))) == clean
