"""The keys of dialogs are the registry's: the settings change them, and a dialog names the keys that count."""

from __future__ import annotations

from typing import Any

from textual.app import App

from tui_captioner.services.session.sidecars import Conflict
from tui_captioner.tui.actions import Keymap
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.dialogs.dialog import Dialog
from tui_captioner.tui.dialogs.find import FindScreen
from tui_captioner.tui.dialogs.help import HelpScreen
from tui_captioner.tui.widgets.lines import Lines
from tui_captioner.tui.widgets.text_field import TextField

NAMES = ["a.png", "b.png", "c.png"]
CONFLICT = Conflict("a.png", "ours", "theirs", b"theirs")


class Asking(App[None]):
    """An app that only asks."""

    def __init__(self, dialog: Dialog[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answers: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.answers.append)


async def answers_to(dialog: Dialog[Any], *keys: str) -> list[Any]:
    """What a dialog answers when these keys are pressed."""
    app = Asking(dialog)
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        return app.answers


async def test_a_name_is_chosen_by_the_keys_of_the_registry() -> None:
    assert await answers_to(FindScreen(Keymap(), NAMES), "down", "down", "up", "enter") == ["b.png"]
    assert await answers_to(FindScreen(Keymap(), NAMES), "c", "enter") == ["c.png"]
    assert await answers_to(FindScreen(Keymap(), NAMES), "x", "enter") == [None]
    assert await answers_to(FindScreen(Keymap(), NAMES), "escape") == [None]


async def test_settings_change_the_keys_of_dialogs() -> None:
    keymap = Keymap({"find_next": ["f5"], "find_go": ["f6"], "leave_dialog": ["f7"], "keep_ours": ["k"]})
    assert await answers_to(FindScreen(keymap, NAMES), "f5", "f5", "down", "enter", "escape", "f6") == ["c.png"]
    assert await answers_to(FindScreen(keymap, NAMES), "f7") == [None]
    assert await answers_to(ConflictScreen(keymap, CONFLICT), "o", "k") == ["ours"]


async def test_a_dialog_names_the_keys_that_count() -> None:
    app = Asking(ConflictScreen(Keymap({"keep_ours": ["k"], "leave_dialog": ["f7"]}), CONFLICT))
    async with app.run_test():
        shown = "\n".join(app.dialog.query_one("#lines", Lines).plain)
        assert "k  keep the project's caption:" in shown
        assert "F7  decide later" in shown
    app = Asking(HelpScreen(Keymap({"scroll_up": [], "leave_dialog": ["f7"]})))
    async with app.run_test():
        assert app.dialog.query_one(TextField).placeholder.endswith("Down scroll, F7 goes back.")


async def test_the_chosen_name_has_a_sign_and_the_field_says_which_keys_choose() -> None:
    app = Asking(FindScreen(Keymap({"find_go": ["f6"]}), NAMES))
    async with app.run_test() as pilot:
        await pilot.press("down")
        await pilot.pause()
        assert app.dialog.query_one("#lines", Lines).plain[:3] == ["  a.png", "> b.png", "  c.png"]
        placeholder = app.dialog.query_one(TextField).placeholder
        assert placeholder == "name or number. Up and Down choose, F6 goes there, Esc goes back."
