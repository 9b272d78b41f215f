"""Line mode: a run of words without commas, typed or pasted, becomes tags in their slots."""

from __future__ import annotations

from pathlib import Path

from tests.support.composer_desk import ACTION, Desk, open_desk


def slots(desk: Desk) -> dict[str, list[str]]:
    return {
        slot: [f"{tag.text} ?" if tag.unsure else tag.text for tag in tags]
        for slot, tags in desk.state.caption.slots.items()
    }


async def test_words_are_shown_cut_and_laid_as_one_step(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "alt+l")
        assert desk.composer.prompt.plain == ["Action, line: "]
        await desk.press(*"photograph standing red dress quux")
        shown = [line.split() for line in desk.composer.suggestions.plain[:3]]
        assert shown[:2] == [["Type", "photograph"], ["Action", "standing"]]
        assert slots(desk) == {}
        await desk.press("enter")
        laid = slots(desk)
        assert laid.pop("type") == ["photograph"]
        assert laid.pop("action") == ["standing"]
        assert "red dress" in laid["subject"]
        assert "quux ?" in [text for texts in laid.values() for text in texts]
        assert (desk.state.text, desk.state.line_mode) == ("", True)
        await desk.press("ctrl+z")
        assert slots(desk) == {}


async def test_a_digit_is_text_since_nothing_is_numbered(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "alt+l", *"2 cats standing", "enter")
        assert desk.tags("action") == ["standing"]
        assert "2 cats ?" in [text for texts in slots(desk).values() for text in texts]


async def test_pasted_words_are_offered(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "alt+l")
        await desk.paste("photograph standing")
        assert desk.state.mode == "pasted"
        await desk.press("enter")
        assert slots(desk) == {"type": ["photograph"], "action": ["standing"]}


async def test_it_is_on_until_it_is_switched_off_and_no_sentence_mode_beside_it(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "alt+l", *"standing", "enter", *"photograph sitting", "enter")
        assert slots(desk) == {"action": ["standing", "sitting"], "type": ["photograph"]}
        await desk.press("f2")
        assert desk.composer.prompt.plain == ["Action, sentence: "]
        await desk.press("alt+l")
        assert desk.composer.prompt.plain == ["Action, line: "]
        await desk.press("escape", *"arms crossed high", "enter")
        assert desk.tags()[-1] == "arms crossed high"


async def test_a_comma_ends_a_tag_as_ever(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "alt+l", *"photograph", ",")
        assert slots(desk) == {"type": ["photograph"]}


async def test_globals_and_edited_tags_are_typed_as_ever(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press("alt+1", "alt+l", *"annika smile", "enter")
        assert [tag.text for tag in desk.session.globals] == ["annika smile"]
        await desk.press(ACTION, "left", "enter", *" standing", "enter")
        assert desk.tags("action") == ["one", "two", "three standing"]
