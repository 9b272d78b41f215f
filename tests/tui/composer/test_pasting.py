"""What is pasted: a caption is offered for its slots, a single tag is text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.composer_desk import ACTION, Desk, open_desk
from tui_captioner.domain.caption import Tag


def slots(desk: Desk) -> dict[str, list[str]]:
    return {slot: [tag.text for tag in tags] for slot, tags in desk.state.caption.slots.items()}


async def test_a_pasted_caption_is_offered_and_laid_as_one_step(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        await desk.paste("photograph, standing, red dress")
        assert (desk.state.mode, slots(desk), desk.state.text) == ("pasted", {}, "")
        assert [line.split() for line in desk.composer.suggestions.plain[:4]] == [
            *(["Type", "photograph"], ["Action", "standing"], ["Subject", "red", "dress"]),
            [],
        ]
        assert "3 tags pasted: Enter lays them into their slots, Esc makes them text" in desk.composer.status.plain[0]
        await desk.press("enter")
        assert slots(desk) == {"type": ["photograph"], "action": ["standing"], "subject": ["red dress"]}
        await desk.press("ctrl+z")
        assert slots(desk) == {}


async def test_what_the_caption_has_already_is_said_and_not_added(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"standing", "enter")
        await desk.paste("photograph, standing")
        await desk.press("tab")
        assert slots(desk) == {"type": ["photograph"], "action": ["standing"]}
        assert "Laid 1 tag into their slots; 1 was there already" in desk.composer.status.plain[0]


async def test_other_keys_neither_drop_nor_lay_what_was_pasted(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        await desk.paste("photograph, standing")
        await desk.press("1", "x", "pagedown", "ctrl+z", "backspace", "delete")
        assert (desk.state.mode, desk.state.name, slots(desk)) == ("pasted", "a.png", {})
        assert "2 tags pasted" in desk.composer.status.plain[0]
        await desk.press("escape")
        assert (desk.state.mode, desk.state.text) == ("typing", "photograph, standing")
        await desk.press("enter")
        assert slots(desk) == {"action": ["photograph", "standing"]}


async def test_half_typed_text_stays_beside_an_offer(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"wav")
        await desk.paste("photograph, standing")
        await desk.press("enter")
        assert (desk.state.text, desk.tags("type")) == ("wav", ["photograph"])


@pytest.mark.parametrize("text", ["red hat", " red hat\n", "red hat,", "(red hat, blue:1.2)", "\n"])
async def test_a_single_tag_is_pasted_as_text(dataset: Path, text: str) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "w")
        await desk.paste(text)
        assert desk.state.mode == "typing"
        assert desk.state.text == "w" + text.strip()


async def test_prose_is_laid_by_sentences(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        await desk.paste(
            "A woman is standing, tall and calm,\non a long beach. The light is soft and low, from behind."
        )
        await desk.press("enter")
        assert slots(desk) == {
            "details": [
                "A woman is standing, tall and calm, on a long beach.",
                "The light is soft and low, from behind.",
            ]
        }


async def test_one_sentence_stays_whole_in_the_input(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+5")
        await desk.paste("The light is soft and low, from behind.")
        await desk.press("enter")
        assert desk.state.tags("details") == (Tag("The light is soft and low, from behind.", sentence=True),)
        await desk.press(*"a,b", "enter")
        assert desk.tags("details")[1:] == ["a", "b"]


async def test_in_sentence_mode_all_is_text_and_line_breaks_are_blanks(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+5", "f2")
        await desk.paste("soft light,\r\nlow sun,\nfog")
        await desk.press("enter")
        assert desk.state.tags("details") == (Tag("soft light, low sun, fog", sentence=True),)
        await desk.press(*"1 b, c", "enter")
        assert desk.tags("details")[1] == "1 b, c"


async def test_globals_are_pasted_as_text(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("alt+1")
        await desk.paste("annika, photo")
        await desk.press("enter")
        assert [tag.text for tag in desk.session.globals] == ["annika", "photo"]


async def test_an_offer_is_half_typed_text_when_the_program_ends(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        await desk.paste("photograph, standing")
        desk.app.keep()
        assert desk.session.drafts["a.png"].text == "photograph, standing"
