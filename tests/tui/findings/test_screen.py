"""The findings screen: rules with counts, their images, mends that are shown first, rules off, a question by sweep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.support.list_desk import ListDesk, make_captions, open_list
from tests.support.tui_material import open_session
from tui_captioner.services.catalogue.filtering import read_filter
from tui_captioner.services.catalogue.scope import Asked
from tui_captioner.services.session.session import Session
from tui_captioner.tui.findings.listing import listing_of
from tui_captioner.tui.findings.screen import FindingsScreen
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.proposals.screen import ProposalScreen
from tui_captioner.tui.sweep.yes_no_screen import YesNoScreen, asked_tag

TEXTS = {
    "a": b"photograph, red hat, red dress, red hat",
    "b": b"photograph, red hats",
    "c": b"photograph, red hat",
    "d": b"photograph, red hat, standing",
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    make_captions(tmp_path, TEXTS)
    opened = open_session(tmp_path)
    yield opened
    opened.close()


def findings(session: Session, shown: list[str], text: str = "", names: Sequence[str] | None = None) -> Any:
    asked = Asked(text, read_filter(session, text))
    return lambda place: FindingsScreen(place, listing_of(session), asked, names, shown.append)


async def checked(desk: ListDesk) -> None:
    await desk.until(lambda: desk.page.checking is None)
    await desk.pilot.pause()


async def go_to(desk: ListDesk, rule: str, about: str = "") -> None:
    desk.page.rows.go_to(desk.page.listing.row_of((rule, about)))
    desk.page.redraw()
    assert desk.page.here.place == (rule, about)


async def test_findings_stand_by_rule_with_count_and_what_is_to_be_said(session: Session) -> None:
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        await go_to(desk, "written-twice")
        assert desk.shows("Repeated") or desk.shows("twice")
        assert desk.shows("'red hat' stands in")
        assert desk.shows("keep 'red hat' once")
        await go_to(desk, "near-duplicate")
        assert desk.shows("merge 'red hats' into 'red hat'")


async def test_enter_lists_the_images_of_a_rule(session: Session) -> None:
    shown: list[str] = []
    async with open_list(session, findings(session, shown)) as desk:
        await checked(desk)
        await go_to(desk, "written-twice")
        await desk.press("enter")
        await desk.until(lambda: shown)
    assert shown == ["finding:written-twice"]


async def test_a_mend_is_shown_first_and_is_one_step(session: Session) -> None:
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        await go_to(desk, "near-duplicate")
        await desk.press("m")
        await desk.until(lambda: isinstance(desk.app.screen, ProposalScreen))
        await desk.at_rest()
        assert (session.project.root / "b.txt").read_bytes() == TEXTS["b"]
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.page)
        await checked(desk)
        assert (session.project.root / "b.txt").read_bytes() == b"photograph, red hat"
        assert desk.shows("takes it back")
        assert desk.page.listing.row_of(("near-duplicate", "")) == 0
        assert all(item.group.rule.id != "near-duplicate" for item in desk.page.listing.items)
        await desk.press("ctrl+z")
        await desk.until(lambda: any(item.group.rule.id == "near-duplicate" for item in desk.page.listing.items))
    assert (session.project.root / "b.txt").read_bytes() == TEXTS["b"]


async def test_a_question_is_answered_by_looking_at_the_pictures(session: Session) -> None:
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        await go_to(desk, "near-duplicate")
        await desk.press("y")
        await desk.until(lambda: isinstance(desk.app.screen, YesNoScreen) and desk.app.screen.sweep is not None)
        screen = desk.app.screen
        assert isinstance(screen, YesNoScreen)
        assert screen.sweep is not None
        assert screen.sweep.tag.text == "red hat"
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.page)


async def test_where_every_image_has_the_tag_those_are_asked_about(session: Session) -> None:
    def make(place: Workplace) -> Any:
        return YesNoScreen(place, asked_tag(session, "red hat"), ["a.png", "c.png"], asks_all=True)

    async with open_list(session, make) as desk:
        await desk.until(lambda: desk.page.sweep is not None)
        assert desk.page.sweep.name == "a.png"


async def test_a_rule_goes_off_and_comes_back(session: Session) -> None:
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        await go_to(desk, "written-twice")
        await desk.press("o")
        await checked(desk)
        assert desk.shows("written-twice is off")
        assert all(item.group.rule.id != "written-twice" for item in desk.page.listing.items)
        settings = (session.project.folder / "project.toml").read_text(encoding="utf-8")
        assert "written-twice" in settings
        await desk.press("u")
        await checked(desk)
        assert any(item.group.rule.id == "written-twice" for item in desk.page.listing.items)


async def test_what_is_accepted_is_told_no_more_until_that_is_taken_back(session: Session) -> None:
    def rules(desk: ListDesk) -> set[str]:
        return {item.group.rule.id for item in desk.page.listing.items}

    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        await go_to(desk, "near-duplicate")
        await desk.press("x")
        assert "near-duplicate" not in rules(desk)
        assert desk.shows("1 accepted")
        await desk.press("u")
        await checked(desk)
        assert "near-duplicate" in rules(desk)
        await go_to(desk, "written-twice")
        await desk.press("x")
        assert "written-twice" not in rules(desk)
        await desk.press("ctrl+z")
        await desk.until(lambda: "written-twice" in rules(desk))


async def test_a_rule_of_which_all_was_accepted_stays_away_when_it_is_opened_again(session: Session) -> None:
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        await go_to(desk, "written-twice")
        await desk.press("x", "escape")
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        assert all(item.group.rule.id != "written-twice" for item in desk.page.listing.items)
        assert desk.shows("1 accepted")


async def test_of_some_images_only_their_findings_are_listed(session: Session) -> None:
    async with open_list(session, findings(session, [], "tag:standing", ["d.png"])) as desk:
        await checked(desk)
        assert desk.shows("of 1: tag:standing")
        assert all(set(item.images) <= {"d.png"} for item in desk.page.listing.items)
        assert all(item.group.rule.id != "written-twice" for item in desk.page.listing.items)


async def test_from_some_images_one_key_goes_to_the_findings_of_all(session: Session) -> None:
    async with open_list(session, findings(session, [], "tag:standing", ["d.png"])) as desk:
        await checked(desk)
        await desk.press("backspace")
        await checked(desk)
        assert not desk.shows("tag:standing")
        assert any(item.group.rule.id == "written-twice" for item in desk.page.listing.items)


async def test_one_comes_back_to_the_same_place(session: Session) -> None:
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        await go_to(desk, "written-twice")
        await desk.press("right", "down")
        assert desk.page.here.place == ("written-twice", "red hat")
        await desk.press("escape")
        await desk.until(lambda: desk.answers)
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        assert desk.page.here.place == ("written-twice", "red hat")


async def test_a_filter_leaves_what_holds_a_text_and_escape_drops_it(session: Session) -> None:
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        await desk.press("slash")
        await desk.type("near")
        assert {item.group.rule.id for item in desk.page.listing.items} == {"near-duplicate"}
        await desk.press("enter", "escape")
        assert len(desk.page.listing.groups) > 1
        assert any(item.group.rule.id == "written-twice" for item in desk.page.listing.items)
        assert not desk.answers


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (140, 40)])
async def test_nothing_is_drawn_beyond_the_window(session: Session, size: tuple[int, int]) -> None:
    async with open_list(session, findings(session, []), size=size) as desk:
        await checked(desk)
        await desk.press("right", "down", "end", "left", "home", "pagedown")
        assert all(len(row) <= size[0] for row in desk.drawn())
        assert desk.shows("findings")


async def test_letters_that_follow_the_filter_key_at_once_are_typed_into_it(session: Session) -> None:
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        for key, character in (("slash", "/"), *((letter, letter) for letter in "near")):
            desk.app.post_message(events.Key(key, character))
        await desk.until(lambda: desk.page.answer.value == "near")
        assert {item.group.rule.id for item in desk.page.listing.items} == {"near-duplicate"}


async def test_an_expression_filters_and_the_filter_is_there_and_shown_when_one_comes_back(session: Session) -> None:
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        await desk.press("slash", *"/hats.*red hat/", "enter")
        await desk.until(lambda: {item.group.rule.id for item in desk.page.listing.items} == {"near-duplicate"})
        desk.page.dismiss(None)
    async with open_list(session, findings(session, [])) as desk:
        await checked(desk)
        assert desk.shows("/ /hats.*red hat/")
        assert {item.group.rule.id for item in desk.page.listing.items} == {"near-duplicate"}
        await desk.press("escape")
        assert not desk.shows("/ /hats")
        assert len({item.group.rule.id for item in desk.page.listing.items}) > 1
