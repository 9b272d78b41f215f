"""Where the mouse is on: a click on a slot, a tag, a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.composer_desk import ACTION, Desk, open_desk
from tests.support.composer_lines import show_texts
from tests.support.lines import plain
from tui_captioner.storage.project.settings import SettingsError
from tui_captioner.storage.user_settings import load_user_settings
from tui_captioner.tui.composer import slot_views, views
from tui_captioner.tui.composer.composing import Composing


async def click(desk: Desk, part: str, text: str) -> None:
    """Click on the middle of a text that a part of the screen shows."""
    lines = desk.composer.query_one(part)
    row = next(number for number, line in enumerate(lines.plain) if text in line)  # type: ignore[attr-defined]
    column = lines.plain[row].index(text) + len(text) // 2  # type: ignore[attr-defined]
    await desk.pilot.click(part, offset=(column, row))
    await desk.pilot.pause()


async def test_a_slot_is_gone_to(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await click(desk, "#slots", "Details")
        assert (desk.state.slot, desk.state.mode) == ("details", "empty")
        await desk.press(*"fog", "enter")
        assert desk.tags("details") == ["fog"]


async def test_a_tag_gets_the_tag_cursor(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await click(desk, "#slots", "two")
        assert (desk.state.slot, desk.state.cursor.place) == ("action", 1)
        await desk.press("delete")
        assert desk.tags("action") == ["one", "three"]


async def test_half_typed_text_keeps_the_tag_cursor_away(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        await desk.press("alt+5", *"fo")
        await click(desk, "#slots", "two")
        assert (desk.state.slot, desk.state.text, desk.state.mode) == ("details", "fo", "typing")


async def test_a_prediction_is_taken_and_given_back_and_a_row_is_taken(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION)
        await click(desk, "#suggestions", "sitting")
        assert desk.tags() == ["sitting"]
        await click(desk, "#suggestions", "sitting")
        assert desk.tags() == []
        await desk.press(*"stan")
        await click(desk, "#suggestions", "standing on one leg")
        assert (desk.tags(), desk.state.text) == (["standing on one leg"], "")


@pytest.mark.parametrize(("width", "rows"), [(60, 7), (60, 14), (40, 21), (60, 3), (36, 7)])
def test_every_tag_that_is_drawn_is_found_where_it_is_drawn(state: Composing, width: int, rows: int) -> None:
    show_texts(state, [f"tag {count}" for count in range(40)], unsure=True)
    for number, line in enumerate(slot_views.slot_lines(state, width, rows)):
        for column in range(width):
            found = slot_views.slot_at(state, width, rows, number, column)
            assert found is not None or rows == 3
            if found is not None and found[1] is not None:
                text = state.tags(found[0])[found[1]].text
                assert text in plain(line)[max(0, column - 8) : column + 8]
    everywhere = [slot_views.slot_at(state, width, rows, row, column) for row in range(rows) for column in range(width)]
    drawn = sum(line_text.count("tag ") for line_text in map(plain, slot_views.slot_lines(state, width, rows)))
    assert len({spot for spot in everywhere if spot is not None and spot[1] is not None}) == drawn


@pytest.mark.parametrize(("columns", "rows"), [(1, 9), (2, 5), (3, 3)])
def test_every_suggestion_is_found_where_it_is_drawn(state: Composing, columns: int, rows: int) -> None:
    lines = [plain(line) for line in views.suggestion_lines(state, 90, rows, columns)]
    for place, row in enumerate(state.rows[: rows * columns]):
        line = place % rows
        column = 92 // columns * (place // rows) + 3
        assert views.suggestion_at(state, 90, rows, columns, line, column) == place
        assert row.term.text in lines[line]
    assert views.suggestion_at(state, 90, rows, columns, rows - 1, 89) is None


def test_the_mouse_is_off_unless_the_settings_say_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    assert not load_user_settings(path).mouse
    path.write_text("mouse = true\n")
    assert load_user_settings(path).mouse
    path.write_text('mouse = "yes"\n')
    with pytest.raises(SettingsError, match="'mouse' must be true or false"):
        load_user_settings(path)
