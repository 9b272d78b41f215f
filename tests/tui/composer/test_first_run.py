"""What is asked for a new dataset: trigger word, profile, model; on one screen, skipped with a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.first_run import opened
from tests.support.tui_material import open_session
from tui_captioner.services.bulk.new_project import is_new
from tui_captioner.tui.dialogs.project import ProjectScreen
from tui_captioner.tui.proposals.screen import ProposalScreen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in "abcd":
        (tmp_path / f"{name}.png").write_bytes(PNG)
    return tmp_path


def settings(root: Path) -> str:
    return (root / ".tui-captioner" / "project.toml").read_text()


async def test_a_new_dataset_is_asked_about_and_nothing_is_written_before_enter(root: Path) -> None:
    async with opened(root) as desk:
        assert desk.shows(ProjectScreen)
        await desk.press(*"annika", "tab", "right")
        assert sorted(path.name for path in root.iterdir()) == ["a.png", "b.png", "c.png", "d.png"]
        await desk.press("enter")
        await desk.until(lambda: desk.session.project.settings.trigger == "annika")
        await desk.until(lambda: [tag.text for tag in desk.session.globals] == ["annika"])
    assert 'profile = "character"' in settings(root)
    assert 'globals = ["annika"]' in settings(root)
    assert not list(root.glob("*.txt"))


async def test_escape_skips_it_and_writes_nothing(root: Path) -> None:
    async with opened(root) as desk:
        await desk.press(*"ann", "escape")
        assert desk.top is desk.composer
        assert "Alt+P asks again" in desk.state.message
    assert not (root / ".tui-captioner").exists()


async def test_what_is_kept_as_it_is_is_not_asked_again(root: Path) -> None:
    async with opened(root) as desk:
        await desk.press("enter")
        await desk.until(lambda: (root / ".tui-captioner" / "project.toml").exists())
    assert 'profile = "plain"' in settings(root)
    async with opened(root) as desk:
        assert desk.top is desk.composer


async def test_captions_that_are_there_stay_and_get_no_global(root: Path) -> None:
    (root / "a.txt").write_text("standing,  beach")
    async with opened(root) as desk:
        await desk.press(*"annika", "tab", "right", "enter")
        await desk.until(lambda: desk.session.project.settings.profile == "character")
        assert desk.session.globals == ()
        assert desk.top is desk.composer
    assert (root / "a.txt").read_text() == "standing,  beach"


async def test_a_model_that_reads_prose_gets_its_trigger_word_in_no_global(root: Path) -> None:
    async with opened(root) as desk:
        await desk.press(*"annika", "tab", "tab", "right", "right", "enter")
        await desk.until(lambda: desk.session.project.settings.tokens.model == "flux-dev")
        assert desk.session.globals == ()
        assert [limit.encoder.title for limit in desk.session.tokens.limits] == ["CLIP", "T5"]


async def test_it_is_asked_once_for_a_project_not_of_a_few_pictures_and_not_who_types_already(root: Path) -> None:
    async with opened(root, typed_ahead="s") as desk:
        assert desk.top is desk.composer
    (root / "d.png").unlink()
    session = open_session(root)
    assert not is_new(session)
    session.close()
    (root / "d.png").write_bytes(PNG)
    (root / ".tui-captioner").mkdir()
    async with opened(root) as desk:
        assert desk.top is desk.composer


async def test_a_profile_changed_later_shows_what_it_changes_and_undo_takes_it_back(root: Path) -> None:
    (root / ".tui-captioner").mkdir()
    async with opened(root, size=(100, 30)) as desk:
        desk.state.slot = "background"
        await desk.press(*"beach", "enter")
        assert (root / "a.txt").read_text() == "beach"
        await desk.press("alt+p")
        await desk.until(lambda: desk.shows(ProjectScreen))
        await desk.press("tab", "right", "enter")
        await desk.until(lambda: desk.shows(ProposalScreen))
        assert (root / "a.txt").read_text() == "beach"
        await desk.until(lambda: desk.top.proposal.is_looked_through)  # type: ignore[attr-defined]
        await desk.press("enter")
        await desk.until(lambda: not (root / "a.txt").exists())
        await desk.until(lambda: desk.top is desk.composer)
        assert desk.tags("background") == ["beach"]
        await desk.press("ctrl+z")
        await desk.until(lambda: (root / "a.txt").exists())
    assert (root / "a.txt").read_text() == "beach"


async def test_a_slot_that_is_left_out_is_shown_as_such_and_written_on_a_key(root: Path) -> None:
    (root / ".tui-captioner").mkdir()
    (root / ".tui-captioner" / "project.toml").write_text('profile = "character"\n')
    async with opened(root, size=(100, 30)) as desk:
        desk.state.slot = "background"
        await desk.press(*"beach", "enter")
        assert any("Background" in line and "left out  (beach)" in line for line in desk.composer.slots.plain)
        assert not (root / "a.txt").exists()
        status = "\n".join(desk.composer.status.plain)
        assert "empty: type, action, details, associations" in status
        await desk.press("alt+w")
        assert (root / "a.txt").read_text() == "beach"
        assert not any("Background" in line and "left out" in line for line in desk.composer.slots.plain)
