"""The registry of actions and the key map: nothing doubled, nothing swallowed, nothing without a handler or help."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.keys import _character_to_key

import tui_captioner.tui
from tests.support.tui_material import open_session
from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.actions import ACTIONS, SCREENS, Keymap, groups, screen_of
from tui_captioner.tui.app import CaptionerApp
from tui_captioner.tui.composer.actions import COMPOSER
from tui_captioner.tui.dialogs.captions import CaptionsScreen
from tui_captioner.tui.dialogs.conflict import ConflictScreen
from tui_captioner.tui.dialogs.dialog import Dialog
from tui_captioner.tui.dialogs.find import FindScreen
from tui_captioner.tui.dialogs.findings import FindingsDialog
from tui_captioner.tui.dialogs.help import HelpScreen
from tui_captioner.tui.dialogs.help_lines import help_blocks, help_lines
from tui_captioner.tui.dialogs.manual import ManualScreen
from tui_captioner.tui.dialogs.note import NoteScreen
from tui_captioner.tui.dialogs.project import ProjectScreen
from tui_captioner.tui.dialogs.take_over import TakeOverScreen
from tui_captioner.tui.dialogs.topics import TopicsScreen
from tui_captioner.tui.graphics.protocol import Protocol, ProtocolChoice
from tui_captioner.tui.key_names import SWALLOWED, KeymapError, key_name
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps

DIALOGS = (
    *(CaptionsScreen, ConflictScreen, FindingsDialog, FindScreen, HelpScreen, ManualScreen, NoteScreen, ProjectScreen),
    *(TakeOverScreen, TopicsScreen),
)
PACKAGE = Path(tui_captioner.tui.__file__).parent
BY_ID = {action.id: action for action in ACTIONS}


def test_no_id_stands_twice() -> None:
    assert [name for name, count in Counter(action.id for action in ACTIONS).items() if count > 1] == []


@pytest.mark.parametrize("mode", [mode for screen in SCREENS for mode in sorted(screen.modes)])
def test_no_key_does_two_things_in_one_mode(mode: str) -> None:
    here = [action for screen in SCREENS for action in screen.actions if mode in screen.contexts[action.context]]
    keys = Counter(key for action in here for key in action.keys)
    assert here
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_two_screens_have_a_mode_of_the_same_name() -> None:
    modes = Counter(mode for screen in SCREENS for mode in screen.modes)
    assert [name for name, count in modes.items() if count > 1] == []


def test_every_folder_with_actions_is_in_the_registry() -> None:
    declared = {
        value.screen
        for path in PACKAGE.glob("*/actions.py")
        for value in vars(import_module(f"tui_captioner.tui.{path.parent.name}.actions")).values()
        if isinstance(value, ScreenActions)
    }
    assert declared == {screen.screen for screen in SCREENS}
    assert {screen_of(action) for action in ACTIONS} == declared


def test_no_screen_is_asked_for_by_its_class() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in PACKAGE.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"isinstance\([^)]*(Composer|Picture|Background)Screen\b", line)
    ]
    assert found == []


def test_no_default_key_is_swallowed_on_the_way() -> None:
    # Ctrl+A and Ctrl+B: tmux and screen; Ctrl+S: flow control; the rest arrives as backspace, tab, enter or escape.
    swallowed = {"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+[", "ctrl+enter"}
    swallowed.add("ctrl+left_square_bracket")
    assert [action.id for action in ACTIONS if swallowed & set(action.keys)] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_says_what_it_does(action: Action) -> None:
    assert action.title
    assert action.help.endswith(".")
    assert len(action.help) > len("Help.")
    assert action.group
    declared = [action.context in screen.contexts for screen in SCREENS if action in screen.actions]
    assert declared
    assert all(declared)


def test_only_what_the_palette_has_goes_without_a_key() -> None:
    without = [action.id for action in ACTIONS if not action.keys]
    assert without == [
        "next_split",
        "confirm_all",
        "show_template",
        "show_json",
        "template_sentence",
        "write_by_template",
        "write_as_tags",
        "empty_alternative",
        "first_alternative",
        "delete_alternative",
        "pace",
        "theme",
        "apply_globals",
        "adopt_globals",
        "apply_profile",
        "put_in_order",
        "numbers",
        "changed_outside",
        "import_captions",
        "restore_backup",
        "history",
        "suspend",
    ]


def test_every_action_stands_under_one_heading_in_order() -> None:
    assert [action for actions in groups().values() for action in actions] == list(ACTIONS)
    assert list(groups()) == [
        "Tags",
        "Slots",
        "Tag cursor",
        "Images",
        "States",
        "Sentences",
        "Proposed tags",
        "Captions",
        "Looking closely",
        "Lists",
        "Browse",
        "Browse: edit these",
        "Sweep: one slot",
        "Yes/no",
        "All tags",
        "Near-duplicates",
        "Findings",
        "Numbers",
        "A proposal",
        "History",
        "Changed outside",
        "Import",
        "Restore",
        "Questions and lists",
        "The manual",
        "Project",
    ]


async def test_every_action_has_a_handler_and_every_handler_an_action(dataset: Path) -> None:
    session = open_session(dataset)
    app = CaptionerApp(session, Keymap(), TerminalCaps(), ProtocolChoice(Protocol.OFF, "test"))
    async with app.run_test():
        assert set(app.composer._handlers) == {action.id for action in COMPOSER.actions}
    session.close()


@pytest.mark.parametrize("kind", DIALOGS, ids=lambda kind: kind.__name__)
def test_every_action_of_a_dialog_has_a_handler_and_its_keys_stand_nowhere_else(kind: type[Dialog[Any]]) -> None:
    screen = next(screen for screen in SCREENS if kind.mode in screen.modes)
    wanted = {action.id for action in screen.actions if kind.mode in screen.contexts[action.context]}
    dialog = kind.__new__(kind)
    assert wanted | {"quit"} <= set(dialog.handlers())
    assert not [
        base for base in kind.__mro__ if base.__module__.startswith("tui_captioner") and "BINDINGS" in vars(base)
    ]


def test_the_modes_of_dialogs_are_those_that_there_are() -> None:
    modes = next(screen.modes for screen in SCREENS if screen.screen == "dialogs")
    assert {kind.mode for kind in DIALOGS} | {"progress"} == modes


# --- looking up -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "mode", "expected"),
    [
        ("enter", "empty", "next_slot"),
        ("enter", "typing", "keep"),
        ("enter", "tags", "edit_tag"),
        ("tab", "empty", "slot_after"),
        ("tab", "typing", "take"),
        ("tab", "tags", "leave_tags"),
        ("comma", "typing", "end_tag"),
        ("comma", "empty", "end_tag"),
        ("fullwidth_comma", "typing", "end_tag"),
        ("ideographic_comma", "typing", "end_tag"),
        ("0", "empty", "more"),
        ("home", "tags", "tag_first"),
        ("end", "tags", "tag_last"),
        ("3", "empty", "pick"),
        ("3", "typing", None),
        ("3", "tags", "move_to_slot"),
        ("space", "tags", "confirm"),
        ("space", "empty", None),
        ("f9", "typing", "next_unsure"),
        ("f7", "typing", "next_alternative"),
        ("backspace", "empty", "take_back"),
        ("backspace", "typing", None),
        ("backspace", "tags", "delete_tag"),
        ("question_mark", "empty", "help_empty"),
        ("question_mark", "typing", None),
        ("f1", "typing", "help"),
        ("right", "typing", "ghost"),
        ("ctrl+right", "typing", "ghost_word"),
        ("shift+tab", "tags", "previous_slot"),
        ("ctrl+q", "tags", "quit"),
        ("a", "empty", None),
    ],
)
def test_a_key_does_what_the_guide_says(key: str, mode: str, expected: str | None) -> None:
    action = Keymap().lookup(key, mode)
    assert (action.id if action else None) == expected


def test_a_changed_key_replaces_the_default_ones() -> None:
    keymap = Keymap({"undo": ["f10", "ctrl+u"]})
    assert keymap.keys["undo"] == ("f10", "ctrl+u")
    assert keymap.lookup("ctrl+z", "typing") is None
    assert keymap.lookup("f10", "typing") is BY_ID["undo"]
    assert keymap.lookup("ctrl+u", "empty") is BY_ID["undo"]


def test_an_empty_list_takes_an_action_off_all_keys() -> None:
    keymap = Keymap({"undo": []})
    assert keymap.lookup("ctrl+z", "typing") is None
    assert keymap.shown("undo") == ""


def test_keys_can_be_swapped() -> None:
    keymap = Keymap({"undo": ["ctrl+y"], "redo": ["ctrl+z"]})
    assert keymap.lookup("ctrl+y", "empty") is BY_ID["undo"]
    assert keymap.lookup("ctrl+z", "empty") is BY_ID["redo"]


def test_one_key_may_do_two_things_in_two_modes() -> None:
    keymap = Keymap({"delete_tag": ["f11"], "keep": ["f11"]})
    assert keymap.lookup("f11", "tags") is BY_ID["delete_tag"]
    assert keymap.lookup("f11", "typing") is BY_ID["keep"]


@pytest.mark.parametrize(
    ("key", "mode", "expected"),
    [
        ("escape", "find", "leave_dialog"),
        ("enter", "find", "find_go"),
        ("down", "help", "scroll_down"),
        ("f1", "help", "close_help"),
        ("5", "captions", "compare_pick"),
        ("o", "conflict", "keep_ours"),
        ("enter", "proposal", "carry_out"),
        ("ctrl+q", "proposal-working", "quit"),
        ("ctrl+z", "proposal", "undo"),
        ("ctrl+q", "picture", "quit"),
        ("ctrl+z", "find", None),
        ("x", "nowhere", None),
    ],
)
def test_a_key_does_what_the_dialog_on_top_has_it_do(key: str, mode: str, expected: str | None) -> None:
    action = Keymap().lookup(key, mode)
    assert (action.id if action else None) == expected


def test_a_key_that_counts_everywhere_leaves_a_screen_its_own() -> None:
    keymap = Keymap({"quit": ["f1"], "help": []})
    assert keymap.lookup("f1", "empty") is BY_ID["quit"]
    assert keymap.lookup("f1", "find") is BY_ID["quit"]
    assert keymap.lookup("f1", "help") is BY_ID["close_help"]


def test_a_new_screen_needs_nothing_but_its_declaration() -> None:
    say_yes = Action("answer_yes", "Yes", "Say yes.", ("y",), "all", "Sweep")
    sweep = ScreenActions("sweep", {"all": ("sweep",)}, (say_yes,))
    keymap = ScreenKeymap((*SCREENS, sweep), (*ACTIONS, say_yes), {"answer_yes": ["j"]})
    assert keymap.lookup("j", "sweep") is say_yes
    assert keymap.lookup("ctrl+q", "sweep") is BY_ID["quit"]
    assert any("Say yes." in text for line in help_lines(help_blocks(keymap), 80) for text, _ in line)


# --- bad settings -----------------------------------------------------------------------------------------------------


def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(KeymapError) as caught:
        Keymap({"fly": ["f10"]})
    assert str(caught.value) == "keys: there is no action 'fly'. `tui-captioner keys` lists them"


@pytest.mark.parametrize("name", ["leave_dialog", "keep_ours", "take_theirs", "carry_out", "list_leave"])
def test_the_only_way_to_answer_or_to_leave_keeps_a_key(name: str) -> None:
    with pytest.raises(KeymapError) as caught:
        Keymap({name: []})
    assert str(caught.value) == f"keys: '{name}' needs a key. Nothing else does what it does"


@pytest.mark.parametrize("key", [*sorted(SWALLOWED), "ctrl+enter"])
def test_a_key_that_never_arrives_is_refused(key: str) -> None:
    with pytest.raises(KeymapError) as caught:
        Keymap({"undo": [key]})
    assert caught.value.message == f"keys: {key_name(key)} for 'undo' never arrives in tmux or many terminals"


@pytest.mark.parametrize("key", ["", "ctrl", "strg+z", "ctrl+", "crtl+z", "page down", "f25", "F5", "ctrl+nothing"])
def test_a_key_name_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(KeymapError) as caught:
        Keymap({"undo": [key]})
    assert (
        str(caught.value) == f"keys: {key!r} for 'undo' is no key name. Write for instance ctrl+n, alt+1, f5, pagedown"
    )


@pytest.mark.parametrize("key", ["ctrl+n", "alt+1", "f10", "pagedown", "ctrl+shift+up", "insert", "ctrl+home"])
def test_a_key_name_is_taken(key: str) -> None:
    freed = ("next_unfinished", "slot", "next_image", "first_image", "list_page_down", "sweep_skip")
    keymap = Keymap({**{key_0: [] for key_0 in freed}, "undo": [key]})
    assert keymap.lookup(key, "empty") is BY_ID["undo"]


@pytest.mark.parametrize("char", ["%", "?", "-", "+", "/", "&", ";", "_"])
def test_a_sign_as_a_key_is_refused_or_arrives(char: str) -> None:
    try:
        keymap = Keymap({"tag_cursor": [char], "help_empty": []})
    except KeymapError:
        return
    assert keymap.lookup(_character_to_key(char), "empty") is BY_ID["tag_cursor"]


def test_two_actions_on_one_key_are_refused_with_both_names() -> None:
    with pytest.raises(KeymapError) as caught:
        Keymap({"undo": ["ctrl+n"]})
    assert str(caught.value) == "keys: Ctrl+N is on both 'next_unfinished' and 'undo'. Give one of them another key"
    with pytest.raises(KeymapError, match="Tab is on both 'slot_after' and 'help'"):
        Keymap({"help": ["tab"]})


# --- what a person reads ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("ctrl+right", "Ctrl+Right"),
        ("pagedown", "PageDown"),
        ("question_mark", "?"),
        ("comma", ","),
        ("less_than_sign", "<"),
        ("escape", "Esc"),
        ("ctrl+n", "Ctrl+N"),
        ("alt+1", "Alt+1"),
        ("a", "a"),
        ("f1", "F1"),
    ],
)
def test_keys_are_written_for_people(key: str, shown: str) -> None:
    assert key_name(key) == shown


def test_a_row_of_digits_is_written_short() -> None:
    keymap = Keymap()
    assert keymap.shown("pick") == "1-9"
    assert keymap.shown("slot") == "Alt+1-9"
    assert keymap.shown("delete_tag") == "Delete, Backspace"
    assert keymap.shown("apply_globals") == ""


def test_the_help_lists_every_action_that_has_a_key() -> None:
    keymap = Keymap({"undo": ["f10"], "redo": []})
    blocks = help_blocks(keymap)
    rows = [row for block in blocks for row in block.rows]
    for action in ACTIONS:
        if action.id == "help_empty" or not keymap.keys[action.id]:
            continue
        assert any(keymap.shown(action.id) == row.keys and action.help in row.text for row in rows), action.id
    assert [row.text for row in rows if row.keys == "F10"] == [BY_ID["undo"].help]
    assert not any(BY_ID["redo"].help in row.text for row in rows)
    assert [block.heading for block in blocks] == list(groups())
