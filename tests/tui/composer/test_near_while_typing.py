"""A new tag that is a near-duplicate of a used one: said before it is kept, and one key takes the used spelling."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support.composer_desk import Desk, open_desk
from tests.support.list_desk import make_captions
from tests.support.sessions import open_session
from tui_captioner.services.catalogue.different_tags import keep_different

TEXTS = {"a": b"", "b": b"scarf, red hats, standing", "c": b"scarf", "d": b""}
SAID = "~ 'scarf' is used in 2 images: Alt+N takes it"


@asynccontextmanager
async def learnt(dataset: Path) -> AsyncIterator[Desk]:
    """The composer at the first image, which has no caption; the others are known."""
    make_captions(dataset, TEXTS)
    session = open_session(dataset)
    async with open_desk(dataset, session=session, size=(110, 30)) as desk:
        await desk.until(lambda: desk.composer.surveyed)
        await desk.press("alt+4")
        yield desk
    session.close()


async def test_it_is_said_before_the_tag_is_kept_and_keeps_no_key(tmp_path: Path) -> None:
    async with learnt(tmp_path) as desk:
        await desk.burst("scrarf")
        await desk.until_drawn(SAID)
        assert desk.state.text == "scrarf"
        await desk.press("enter")
        assert desk.tags() == ["scrarf"]


async def test_one_key_takes_the_used_spelling_instead(tmp_path: Path) -> None:
    async with learnt(tmp_path) as desk:
        await desk.burst("Red Hat")
        await desk.until_drawn("'red hats' is used in 1 image")
        await desk.press("alt+n")
        assert desk.tags() == ["red hats"]
        assert desk.state.text == ""


async def test_the_key_does_nothing_where_no_used_tag_is_near(tmp_path: Path) -> None:
    async with learnt(tmp_path) as desk:
        await desk.burst("umbrella")
        await desk.press("alt+n")
        assert desk.state.text == "umbrella"
        await desk.until_drawn("No used tag is like what was typed")


async def test_who_keeps_a_tag_at_once_is_told_behind_it(tmp_path: Path) -> None:
    async with learnt(tmp_path) as desk:
        await desk.burst("scrarf\r")
        assert desk.tags() == ["scrarf"]
        await desk.until_drawn("'scrarf' is new: 'scarf' is used in 2 images so far")


async def test_what_is_only_half_typed_is_no_other_spelling(tmp_path: Path) -> None:
    async with learnt(tmp_path) as desk:
        await desk.burst("standin")
        assert not desk.state.look_for_near()
        await desk.burst("gg")
        assert desk.state.look_for_near()


async def test_a_tag_of_this_caption_counts_too(tmp_path: Path) -> None:
    async with learnt(tmp_path) as desk:
        await desk.burst("blue umbrella\r")
        await desk.burst("blue umbrellas")
        await desk.until_drawn("'blue umbrella' is used in 1 image: ")


async def test_a_tag_that_is_edited_is_not_like_itself(tmp_path: Path) -> None:
    async with learnt(tmp_path) as desk:
        await desk.burst("blue umbrella\r")
        await desk.press("left", "enter")
        await desk.burst("s")
        assert desk.state.text == "blue umbrellas"
        assert not desk.state.look_for_near()


async def test_what_another_image_just_got_is_known_and_what_is_gone_is_not(tmp_path: Path) -> None:
    async with learnt(tmp_path) as desk:
        await desk.burst("blue umbrella\r")
        await desk.press("pagedown", "pagedown", "pagedown")
        await desk.burst("Blue Umbrella")
        await desk.until_drawn("'blue umbrella' is used in 1 image: ")
        desk.session.edit("a.png", "none", desk.session.record("a.png").caption.removed("subject", 0))
        desk.state.typed("Blue Umbrella")
        assert not desk.state.look_for_near()


async def test_what_was_called_different_is_not_said(tmp_path: Path) -> None:
    async with learnt(tmp_path) as desk:
        keep_different(desk.session, [("scarf", "scrarf")])
        await desk.burst("scrarf")
        assert not desk.state.look_for_near()


async def test_a_sentence_is_no_tag(tmp_path: Path) -> None:
    async with learnt(tmp_path) as desk:
        await desk.press("f2")
        await desk.burst("scrarf")
        assert not desk.state.look_for_near()
