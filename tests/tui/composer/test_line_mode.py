"""Line mode: a run of words without commas, typed or pasted, becomes tags in their slots."""

from __future__ import annotations

from pathlib import Path

from tests.support.composer_desk import ACTION, Desk, open_desk


def slots(desk: Desk) -> dict[str, list[str]]:
    return {
        slot: [f"{tag.text} ?" if tag.unsure else tag.text for tag in tags]
        for slot, tags in desk.state.caption.slots.items()
    }


async def begin(desk: Desk, slot: str = ACTION) -> None:
    """Go to a slot, switch line mode on, and wait until it is known how lines are cut."""
    await desk.press(slot, "alt+l")
    await desk.until(lambda: desk.state.lines.is_ready)


async def test_words_are_shown_cut_and_laid_as_one_step(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await begin(desk)
        assert desk.composer.prompt.plain == ["Action, line: "]
        await desk.press(*"um photograph standing beech red dress")
        assert desk.composer.suggestions.plain[:5] == [
            "photograph · standing ? · beach ? · red dress ?",
            "(beech → beach; dropped: um)",
            "Type             photograph",
            "Action           standing",
            "Subject          red dress",
        ]
        assert slots(desk) == {}
        await desk.press("enter")
        laid = {"type": ["photograph"], "action": ["standing"], "subject": ["red dress"], "background": ["beach"]}
        assert slots(desk) == laid
        assert desk.state.message == "Laid 4 tags into their slots; dropped: um"
        assert (desk.state.text, desk.state.line_mode) == ("", True)
        await desk.press("ctrl+z")
        assert slots(desk) == {}


async def test_a_digit_is_text_since_nothing_is_numbered(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await begin(desk)
        await desk.press(*"2 cats standing", "enter")
        assert desk.tags("action") == ["standing"]
        assert "2 cats ?" in [text for texts in slots(desk).values() for text in texts]


async def test_pasted_words_are_offered(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await begin(desk)
        await desk.paste("photograph standing")
        assert desk.state.mode == "pasted"
        await desk.press("enter")
        assert slots(desk) == {"type": ["photograph"], "action": ["standing"]}


async def test_it_is_on_until_it_is_switched_off_and_no_sentence_mode_beside_it(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await begin(desk)
        await desk.press(*"standing", "enter", *"photograph sitting", "enter")
        assert slots(desk) == {"action": ["standing", "sitting"], "type": ["photograph"]}
        await desk.press("f2")
        assert desk.composer.prompt.plain == ["Action, sentence: "]
        await desk.press("alt+l")
        assert desk.composer.prompt.plain == ["Action, line: "]
        await desk.press("escape", *"arms crossed high", "enter")
        assert desk.tags()[-1] == "arms crossed high"


async def test_a_comma_ends_a_tag_as_ever(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await begin(desk)
        await desk.press(*"photograph", ",")
        assert slots(desk) == {"type": ["photograph"]}


async def test_globals_and_edited_tags_are_typed_as_ever(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await begin(desk, "alt+1")
        await desk.press(*"annika smile", "enter")
        assert [tag.text for tag in desk.session.globals] == ["annika smile"]
        await desk.press(ACTION, "left", "enter", *" standing", "enter")
        assert desk.tags("action") == ["one", "two", "three standing"]


async def test_what_captions_have_decides_and_what_changes_is_learnt_anew(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await begin(desk)
        before = desk.state.lines.cut("quuxly zorb standing")
        assert [cut.text for cut in before.cuts][-1:] == ["standing"]
        for _ in range(2):
            await desk.press("alt+l", ACTION, *"quuxly", ",", *"zorb", ",", "pagedown", "alt+l")
        await desk.until(lambda: [cut.text for cut in desk.state.lines.cut("quuxly zorb").cuts] == ["quuxly", "zorb"])


async def test_a_comma_between_the_words_of_a_line_is_a_border(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await begin(desk)
        await desk.press(*"depth of field", *["left"] * 9, ",")
        assert desk.state.text == "depth, of field"
        assert slots(desk) == {}
        assert desk.composer.suggestions.plain[0].replace(" ?", "") == "depth · of field"


async def test_what_the_caption_has_is_not_added_again_and_globals_are_not_doubled(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press("alt+1", *"annika", "enter")
        await begin(desk)
        await desk.press(*"annika one sitting", "enter")
        assert [tag.text for tag in desk.session.globals] == ["annika"]
        assert desk.tags("action") == ["one", "two", "three", "sitting"]
        assert desk.state.message == "Laid 1 tag into their slots; 1 was there already"


async def test_text_waits_where_it_can_not_be_cut(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await begin(desk)
        await desk.press(*"um", "enter")
        assert (desk.state.text, desk.state.message) == ("um", "Nothing of this line goes into a slot")
        await desk.press("escape")
        await desk.paste("standing " * 301)
        assert "300 words at most" in desk.composer.suggestions.plain[0]
        await desk.press("enter")
        assert desk.state.text.count("standing") == 301
        assert slots(desk) == {}


async def test_words_that_are_pasted_elsewhere_are_text_and_line_mode_cuts_them(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        await desk.paste("photograph standing red dress beach")
        assert desk.state.text == "photograph standing red dress beach"
        assert desk.state.message == "Alt+L cuts words without commas into tags"
        await begin(desk)
        await desk.press("enter")
        assert [len(texts) for texts in slots(desk).values()] == [1, 1, 1, 1]
        await desk.press("alt+l")
        await desk.paste("looking at viewer")
        assert (desk.state.text, desk.state.message) == ("looking at viewer", "")


async def test_a_pasted_caption_is_read_as_ever_in_line_mode(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await begin(desk)
        await desk.paste("standing, long hair and red dress")
        await desk.press("enter")
        assert "long hair and red dress" in [text.rstrip(" ?") for texts in slots(desk).values() for text in texts]


async def test_half_a_line_with_a_border_is_a_line_when_one_comes_back(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await begin(desk)
        await desk.press(*"red dress", *["left"] * 6, ",", "pagedown", "pageup")
        assert desk.composer.prompt.plain == ["Action, line: "]
        assert desk.state.text == "red, dress"
