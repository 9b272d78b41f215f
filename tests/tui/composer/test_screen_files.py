"""What the composer may not lose: unfinished text, sidecars that changed outside, keys during a long job."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.composer_desk import ACTION, open_desk
from tests.support.tui_material import open_session, put
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.services.session.jobs import Job, Progress
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.dialogs.progress import ProgressScreen

# --- what may not be lost ---------------------------------------------------------------------------------------------


async def test_half_typed_text_outlives_ctrl_q(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, "pagedown")
        await desk.burst("wav\x11")
    async with open_desk(dataset) as desk:
        assert (desk.state.name, desk.state.slot, desk.composer.input.value) == ("b.png", "action", "wav")


async def test_text_that_was_accepted_is_no_draft(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press(ACTION, *"wav", "enter", "ctrl+q")
    async with open_desk(dataset) as desk:
        assert (desk.composer.input.value, desk.tags("action")) == ("", ["wav"])


async def test_opening_walking_and_leaving_changes_no_byte(dataset: Path) -> None:
    before = {path: path.read_bytes() for path in dataset.rglob("*")}
    async with open_desk(dataset) as desk:
        await desk.press("pagedown", "alt+4", "down", "pagedown", "f1", "escape", "ctrl+home", "left", "escape")
    assert {path: path.read_bytes() for path in dataset.rglob("*")} == before


async def test_a_sidecar_changed_outside_ours_is_kept(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        (tagged / "a.txt").write_text("theirs, [/foo]")
        await desk.press(ACTION, *"wav", "enter")
        assert desk.shows(ConflictScreen)
        drawn = "\n".join(desk.drawn())
        assert "photograph, one, two, three" in drawn
        assert "theirs, [/foo]" in drawn
        await desk.press("o")
        assert (desk.composer.input.value, (tagged / "a.txt").read_text()) == ("wav", "photograph, one, two, three")
        await desk.press("enter")
        assert (tagged / "a.txt").read_text() == "photograph, one, two, three, wav"


async def test_a_sidecar_changed_outside_theirs_is_taken(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        (tagged / "a.txt").write_text("standing")
        await desk.press(ACTION, *"wav", "enter", "t")
        assert (desk.composer.input.value, (tagged / "a.txt").read_text()) == ("wav", "standing")
        await desk.press("enter")
        assert (tagged / "a.txt").read_text() == "standing, wav"
        await desk.press("ctrl+z", "ctrl+z")
        assert (tagged / "a.txt").read_text() == "photograph, one, two, three"


async def test_a_sidecar_changed_outside_may_wait(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        (tagged / "a.txt").write_text("theirs")
        await desk.press(ACTION, *"wav", "enter", "escape")
        assert (desk.composer.input.value, (tagged / "a.txt").read_text()) == ("wav", "theirs")
        await desk.press("pagedown", "pageup")
        assert desk.shows(ConflictScreen)


async def test_the_cursor_and_the_edit_survive_a_conflict(tagged: Path) -> None:
    async with open_desk(tagged) as desk:
        (tagged / "a.txt").write_text("standing")
        await desk.press(ACTION, "left", "delete", "t", "enter")
        assert desk.app.is_running
        await desk.press("escape")
        put(desk.session, "a.png", action=["one", "two", "three"])
        await desk.press(ACTION, "left", "enter", "x")
        (tagged / "a.txt").write_text("standing")
        await desk.press("enter", "t", "enter")
        assert (tagged / "a.txt").read_text() == "standing, threex"


async def test_ours_can_be_kept_of_an_image_that_was_never_edited(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        await desk.press("pagedown")
        (dataset / "b.txt").write_text("theirs")
        await desk.press(ACTION, *"wav", "enter")
        assert desk.shows(ConflictScreen)
        await desk.press("o")
        assert (dataset / "b.txt").read_text() == "photograph, of a woman, standing, a thing unheard of\n"
        await desk.press("enter")
        assert "standing, wav" in (dataset / "b.txt").read_text()
        assert "theirs" not in (dataset / "b.txt").read_text()


async def test_an_image_that_can_only_be_read_refuses_and_keeps_the_text(dataset: Path) -> None:
    (dataset / "a.txt").write_bytes(b"caf\xe9")
    async with open_desk(dataset) as desk:
        assert "Read-only: a.txt is not UTF-8" in desk.composer.status.plain[0]
        await desk.press(ACTION, *"wav", "enter")
        assert (desk.composer.input.value, desk.tags()) == ("wav", [])
        assert "Not changed: a.txt is not UTF-8" in desk.composer.status.plain[0]
        assert (dataset / "a.txt").read_bytes() == b"caf\xe9"


async def test_a_second_session_may_look_but_not_write(dataset: Path) -> None:
    async with open_desk(dataset, writable=False) as desk:
        assert "read-only" in desk.composer.header.plain[0]
        await desk.press(ACTION, *"wav", "enter")
        assert desk.composer.input.value == "wav"
        await desk.press("escape", "2", "ctrl+d", "ctrl+z", "backspace", "pagedown")
        assert desk.state.name == "b.png"
        assert not (dataset / "a.txt").exists()


async def test_a_full_disk_is_said(tagged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with open_desk(tagged) as desk:
        with monkeypatch.context() as patched:
            patched.setattr("tui_captioner.services.session.sidecars.write_atomic", full)
            await desk.press(ACTION, *"wav", "enter")
            assert "NOT SAVED" in desk.composer.header.plain[0]
        await desk.press("x", "enter")
        assert "NOT SAVED" not in desk.composer.header.plain[0]
        assert (tagged / "a.txt").read_text().endswith("wav, x")


async def test_keys_typed_during_a_long_job_are_not_lost(tagged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_captioner.tui.composer.background._PATIENCE", -1.0)
    session = open_session(tagged)
    apply = session.set_globals

    def slow(*arguments: object) -> Job:
        for done in range(3):
            yield Progress(done, 100)
        yield from apply(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(session, "set_globals", slow)
    async with open_desk(tagged, session=session) as desk:
        await desk.burst("annika\rberta\r")
        while desk.shows(ProgressScreen):
            await desk.pilot.pause()
        await desk.pilot.pause()
        assert desk.tags(GLOBALS) == ["annika", "berta"]
