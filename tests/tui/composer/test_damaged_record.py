from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.support.composer_desk import ACTION, open_desk
from tests.support.tui_material import open_session, put


def spoil(dataset: Path, statement: str) -> None:
    sql = sqlite3.connect(dataset / ".tui-captioner" / "captions.db")
    with sql:
        sql.execute(statement)
    sql.close()


async def test_an_image_with_a_damaged_record_is_shown_and_the_others_are_edited(dataset: Path) -> None:
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    put(session, "b.png", type=["photograph"])
    session.close()
    spoil(dataset, "UPDATE image SET record = '{' WHERE file_name = 'a.png'")
    async with open_desk(dataset) as desk:
        desk.state.show("a.png")
        assert desk.composer.caption.plain[0].strip() in ("", "photograph")
        await desk.press(ACTION, *"stan", "tab")
        assert "damaged" in "\n".join(desk.drawn())
        assert (dataset / "a.txt").read_text() == "photograph"
        await desk.press("escape", "escape", "pagedown")
        assert desk.state.name == "b.png"
        await desk.press(ACTION, *"stan", "tab")
        assert (dataset / "b.txt").read_text() == "photograph, standing"
        await desk.press("ctrl+z")
        assert (dataset / "b.txt").read_text() == "photograph"


async def test_undo_of_a_step_that_can_not_be_read_says_so(dataset: Path) -> None:
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    put(session, "a.png", type=["photograph", "of a woman"])
    session.close()
    spoil(dataset, "UPDATE change SET before = '7' WHERE before IS NOT NULL")
    async with open_desk(dataset) as desk:
        await desk.press("ctrl+z")
        assert "can't be taken back" in "\n".join(desk.drawn())
        assert (dataset / "a.txt").read_text() == "photograph, of a woman"
        await desk.press(ACTION, *"stan", "tab", "ctrl+z")
        assert (dataset / "a.txt").read_text() == "photograph, of a woman"


async def test_a_damaged_list_does_not_end_the_composer(dataset: Path) -> None:
    session = open_session(dataset)
    put(session, "a.png", type=["photograph"])
    session.close()
    (dataset / ".tui-captioner" / "lists").mkdir()
    (dataset / ".tui-captioner" / "lists" / "x.terms").write_bytes(b"tuicap-index 1\n{}\n")
    async with open_desk(dataset) as desk:
        await desk.app.workers.wait_for_complete()
        await desk.press(ACTION, *"stan", "tab")
        assert (dataset / "a.txt").read_text() == "photograph, standing"
