"""Findings on the caption at hand: a sign and a count in the last line, details, a mend and accepting by one key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.composer_desk import Desk, open_desk
from tests.support.list_desk import make_captions
from tui_captioner.tui.composer.caption_findings import findings_here
from tui_captioner.tui.dialogs.findings import FindingsDialog
from tui_captioner.tui.findings.screen import FindingsScreen

TWICE = b"photograph, red dress, standing, red dress"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    make_captions(tmp_path, {"a": TWICE, "b": b"photograph, standing"})
    async with open_desk(tmp_path) as opened:
        await opened.until(lambda: opened.state.knows_rules)
        await opened.pilot.pause()
        yield opened


def last_line(desk: Desk) -> str:
    return desk.composer.status.plain[0]


async def details(desk: Desk) -> FindingsDialog:
    await desk.press("alt+k")
    dialog = desk.top
    assert isinstance(dialog, FindingsDialog)
    await desk.until(lambda: bool(dialog.query_one("#lines").plain))  # type: ignore[attr-defined]
    return dialog


async def test_the_last_line_has_sign_and_words_and_the_key_to_the_details(desk: Desk) -> None:
    assert "⚠ Alt+K 'red dress' stands in" in last_line(desk)


async def test_a_narrow_window_has_the_sign_before_any_key(desk: Desk) -> None:
    await desk.pilot.resize_terminal(60, 20)
    await desk.pilot.pause()
    assert "⚠" in last_line(desk)


async def test_what_is_found_is_cut_before_the_key_and_the_empty_slots(desk: Desk) -> None:
    await desk.pilot.resize_terminal(80, 24)
    await desk.pilot.pause()
    assert "⚠ Alt+K 'red dres" in last_line(desk)
    assert "empty" in last_line(desk)


async def test_a_message_leaves_the_count(desk: Desk) -> None:
    desk.state.say("x" * 40)
    desk.composer.redraw()
    assert "⚠ 1 to mend" in last_line(desk)


async def test_one_key_mends_what_the_details_show(desk: Desk) -> None:
    dialog = await details(desk)
    told = "\n".join(dialog.query_one("#lines").plain)  # type: ignore[attr-defined]
    assert "written-twice" in told
    assert "keep 'red dress' once" in told
    assert "-red dress-" in told
    await desk.press("m")
    assert (desk.session.project.root / "a.txt").read_bytes() == b"photograph, red dress, standing"
    assert "takes it back" in last_line(desk)
    assert not [found for found in findings_here(desk.state) if found.rule == "written-twice"]
    await desk.press("ctrl+z")
    assert (desk.session.project.root / "a.txt").read_bytes() == TWICE


async def test_what_is_accepted_is_told_no_more_and_undo_takes_that_back(desk: Desk) -> None:
    await details(desk)
    await desk.press("x")
    assert "⚠" not in last_line(desk)
    assert (desk.session.project.root / "a.txt").read_bytes() == TWICE
    await desk.press("ctrl+z")
    assert [found.rule for found in findings_here(desk.state) if found.rule == "written-twice"]


async def test_half_typed_text_stays_and_nothing_is_mended_under_it(desk: Desk) -> None:
    await desk.press(*"stan")
    await details(desk)
    await desk.press("m")
    assert desk.state.text == "stan"
    assert (desk.session.project.root / "a.txt").read_bytes() == TWICE


async def test_from_the_details_one_goes_to_all_findings(desk: Desk) -> None:
    await details(desk)
    await desk.press("c")
    assert isinstance(desk.top, FindingsScreen)
    await desk.press("escape")
    assert desk.app.screen is desk.composer


async def test_a_caption_without_findings_says_so(desk: Desk) -> None:
    await desk.press("pagedown")
    assert "⚠" not in last_line(desk)
    dialog = await details(desk)
    assert "Nothing was found" in "\n".join(dialog.query_one("#lines").plain)  # type: ignore[attr-defined]
    await desk.press("x", "m", "escape")
    assert desk.app.screen is desk.composer


async def test_who_leaves_the_details_types_on_where_they_were(desk: Desk) -> None:
    await details(desk)
    await desk.press("escape")
    await desk.press(*"sta")
    assert desk.state.text == "sta"
