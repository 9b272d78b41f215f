"""The one registry of actions: what can be done in the composer, and on which keys.

Bindings, help screen, command palette, `tui-captioner keys` and the README's table all come from here. Keys that
terminals and multiplexers swallow are left out: Ctrl+A and Ctrl+B (tmux, screen), Ctrl+S (flow control), Ctrl+H, I,
J, M and [ (backspace, tab, enter, escape), Ctrl+Enter (never arrives).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tui_captioner.domain.errors import CaptionerError

Mode = Literal["empty", "typing", "tags", "picture"]
"""What the composer is at: an empty input, text in it, the tag cursor, or a picture that is looked at closely."""

_MODES: Mapping[str, tuple[Mode, ...]] = {
    "always": ("empty", "typing", "tags"),
    "input": ("empty", "typing"),
    "empty": ("empty",),
    "typing": ("typing",),
    "tags": ("tags",),
    "picture": ("picture",),
}


@dataclass(frozen=True, slots=True)
class Action:
    """Something the user can do.

    Args:
        id: Stable name, used in the settings.
        title: A few words, for palette and tables.
        help: One sentence.
        keys: Keys that do it, in Textual's names; none: only the palette has it.
        context: When the keys count: `always`, `input`, `empty` (input), `typing`, `tags` (tag cursor).
        group: Heading in help and tables.
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    context: str
    group: str


_DIGITS = tuple("123456789")
_COMMAS = ("comma", "fullwidth_comma", "ideographic_comma")
_BACK = ("escape", "q", "enter", "space", "ctrl+o")

ACTIONS: tuple[Action, ...] = (
    Action("take", "Take suggestion", "Take the best suggestion, or the chosen one.", ("tab",), "input", "Tags"),
    Action("keep", "Keep typed text", "Keep exactly what was typed, or the chosen row.", ("enter",), "typing", "Tags"),
    Action("end_tag", "End the tag", "A comma ends a tag as typed.", _COMMAS, "input", "Tags"),
    Action(
        "pick",
        "Take a prediction",
        "Take the predicted tag of that number, or give it back; a space first types a digit.",
        _DIGITS,
        "empty",
        "Tags",
    ),
    Action("more", "Other predictions", "Number another nine predictions.", ("0",), "empty", "Tags"),
    Action("choose_next", "Choose next row", "Choose the next suggestion.", ("down",), "input", "Tags"),
    Action("choose_previous", "Choose previous row", "Choose the suggestion before.", ("up",), "input", "Tags"),
    Action("ghost", "Take ghost text", "At the end of the text: take the greyed text.", ("right",), "typing", "Tags"),
    Action("ghost_word", "Take ghost word", "Take the next greyed word.", ("ctrl+right",), "typing", "Tags"),
    Action("take_run", "Take the run", "On an empty input: take all the greyed tags.", ("right",), "empty", "Tags"),
    Action(
        "take_run_tag",
        "Take a tag of the run",
        "On an empty input: take the next greyed tag.",
        ("ctrl+right",),
        "empty",
        "Tags",
    ),
    Action("take_back", "Take back a tag", "Take back the last tag of this slot.", ("backspace",), "empty", "Tags"),
    Action("sentence", "Sentence mode", "Switch sentence mode: commas stay in the text.", ("f2",), "input", "Tags"),
    Action("let_go", "Let go", "Drop the choice, then the text.", ("escape",), "input", "Tags"),
    Action("next_slot", "Next slot", "Next slot; after the last one the image is done.", ("enter",), "empty", "Slots"),
    Action("previous_slot", "Previous slot", "Go to the slot before.", ("shift+tab",), "always", "Slots"),
    Action("slot", "Go to slot", "Go to that slot.", tuple(f"alt+{digit}" for digit in _DIGITS), "always", "Slots"),
    Action("slot_by_number", "Go to slot...", "Then a digit: go to that slot.", ("ctrl+g",), "always", "Slots"),
    Action("tag_cursor", "Tag cursor", "Walk over the tags of the slot.", ("left",), "empty", "Tag cursor"),
    Action("tag_left", "Tag to the left", "Go to the tag before.", ("left",), "tags", "Tag cursor"),
    Action(
        "tag_right", "Tag to the right", "Go to the next tag; behind the last, type.", ("right",), "tags", "Tag cursor"
    ),
    Action("tag_first", "First tag", "Go to the slot's first tag.", ("home",), "tags", "Tag cursor"),
    Action("tag_last", "Last tag", "Go to the slot's last tag.", ("end",), "tags", "Tag cursor"),
    Action("tag_up", "Slot above", "Go to the tags of the slot above.", ("up",), "tags", "Tag cursor"),
    Action("tag_down", "Slot below", "Go to the tags of the slot below.", ("down",), "tags", "Tag cursor"),
    Action("edit_tag", "Edit tag", "Edit the tag; Enter keeps it.", ("enter",), "tags", "Tag cursor"),
    Action("delete_tag", "Delete tag", "Delete the tag.", ("delete", "backspace"), "tags", "Tag cursor"),
    Action(
        "move_left",
        "Move tag left",
        "Move the tag one to the left.",
        ("less_than_sign", "ctrl+left"),
        "tags",
        "Tag cursor",
    ),
    Action(
        "move_right",
        "Move tag right",
        "Move the tag one to the right.",
        ("greater_than_sign", "ctrl+right"),
        "tags",
        "Tag cursor",
    ),
    Action(
        "move_to_slot", "Move tag to slot", "Move the tag to the slot of that number.", _DIGITS, "tags", "Tag cursor"
    ),
    Action(
        "confirm",
        "Confirm tag",
        "Its slot is right: no longer unsure; on to the next.",
        ("space",),
        "tags",
        "Tag cursor",
    ),
    Action("leave_tags", "Back to typing", "Leave the tag cursor.", ("escape", "tab"), "tags", "Tag cursor"),
    Action("next_image", "Next image", "Go to the next image.", ("pagedown",), "always", "Images"),
    Action("previous_image", "Previous image", "Go to the image before.", ("pageup",), "always", "Images"),
    Action("first_image", "First image", "Go to the first image.", ("ctrl+home",), "always", "Images"),
    Action("last_image", "Last image", "Go to the last image.", ("ctrl+end",), "always", "Images"),
    Action(
        "next_unfinished", "Next unfinished", "Go to the next image that is not done.", ("ctrl+n",), "always", "Images"
    ),
    Action("find_image", "Find an image", "Find an image by name or number.", ("ctrl+f",), "always", "Images"),
    Action("done", "Mark done", "Mark the image as done, or as draft again.", ("ctrl+d",), "always", "Images"),
    Action(
        "take_slot", "Slot from previous", "Take this slot from the previous image.", ("ctrl+t",), "always", "Images"
    ),
    Action("take_all", "All from previous", "Take all slots from the previous image.", ("ctrl+r",), "always", "Images"),
    Action(
        "next_unsure", "Next unsure tags", "Go to the next image with tags marked unsure.", ("f9",), "always", "Images"
    ),
    Action("confirm_all", "Confirm all tags", "All tags of this caption are in their slot.", (), "always", "Images"),
    Action(
        "new_alternative",
        "New caption",
        "Add a caption to this image: a copy to change.",
        ("f4",),
        "always",
        "Captions",
    ),
    Action("empty_alternative", "New empty caption", "Add an empty caption to this image.", (), "always", "Captions"),
    Action("next_alternative", "Next caption", "Go to the image's next caption.", ("f7",), "always", "Captions"),
    Action(
        "previous_alternative", "Previous caption", "Go to the image's caption before.", ("f6",), "always", "Captions"
    ),
    Action(
        "compare_alternatives",
        "Compare captions",
        "See where the image's captions differ.",
        ("ctrl+l",),
        "always",
        "Captions",
    ),
    Action("first_alternative", "Make caption the first", "The file gets this caption.", (), "always", "Captions"),
    Action("delete_alternative", "Delete caption", "Delete this caption of the image.", (), "always", "Captions"),
    Action("leave_picture", "Back", "Back to the caption.", _BACK, "picture", "Looking closely"),
    Action("zoom_in", "Closer", "A step closer.", ("plus", "equals_sign"), "picture", "Looking closely"),
    Action("zoom_out", "Further off", "A step further off.", ("minus",), "picture", "Looking closely"),
    Action("fit", "Fit", "The whole picture, as large as fits.", ("0", "f"), "picture", "Looking closely"),
    Action("one_to_one", "One to one", "A pixel for a pixel.", ("1",), "picture", "Looking closely"),
    Action("pan_left", "Left", "Move to the left.", ("left", "h"), "picture", "Looking closely"),
    Action("pan_right", "Right", "Move to the right.", ("right", "l"), "picture", "Looking closely"),
    Action("pan_up", "Up", "Move up.", ("up", "k"), "picture", "Looking closely"),
    Action("pan_down", "Down", "Move down.", ("down", "j"), "picture", "Looking closely"),
    Action("picture_next", "Next picture", "Look at the next one.", ("pagedown", "n"), "picture", "Looking closely"),
    Action(
        "picture_previous", "Picture before", "Look at the one before.", ("pageup", "p"), "picture", "Looking closely"
    ),
    Action("beside", "Side by side", "The picture before beside it.", ("s",), "picture", "Looking closely"),
    Action("chequered", "Transparency", "Squares behind what is transparent.", ("c",), "picture", "Looking closely"),
    Action("strip", "Strip", "Hide or show the strip of neighbours.", ("t",), "picture", "Looking closely"),
    Action("undo", "Undo", "Take back the last change, whichever image it was in.", ("ctrl+z",), "always", "Project"),
    Action("redo", "Redo", "Do again what was taken back.", ("ctrl+y",), "always", "Project"),
    Action("picture", "Whole picture", "Show the picture in the whole window.", ("ctrl+o",), "always", "Project"),
    Action("toggle_picture", "Picture on or off", "Hide or show the picture.", ("f8",), "always", "Project"),
    Action("notices", "Notices", "What the scan of the folder found.", ("f3",), "always", "Project"),
    Action("apply_globals", "Apply globals", "Write globals that were edited by hand.", (), "always", "Project"),
    Action(
        "adopt_globals",
        "Adopt globals",
        "Make the tags that open nearly all captions globals.",
        (),
        "always",
        "Project",
    ),
    Action(
        "put_in_order",
        "Put all captions in order",
        "Write every caption in slot order; shown first.",
        (),
        "always",
        "Project",
    ),
    Action("palette", "Command palette", "Find any action by name.", ("ctrl+p",), "always", "Project"),
    Action("help", "Keys", "Show all keys.", ("f1",), "always", "Project"),
    Action("help_empty", "Keys", "Show all keys, on an empty input.", ("question_mark",), "empty", "Project"),
    Action("suspend", "Suspend", "Back to the shell for a while; its fg comes back here.", (), "always", "Project"),
    Action("quit", "Quit", "Quit; everything is saved already.", ("ctrl+q",), "always", "Project"),
)

SWALLOWED = frozenset(
    {
        *("ctrl+a", "ctrl+b", "ctrl+s", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket"),
        "ctrl+enter",
    }
)
"""Keys that never arrive, or not as themselves, in tmux, screen and many terminals."""

_NAMES = {
    "comma": ",",
    "fullwidth_comma": "，",
    "ideographic_comma": "、",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "pagedown": "PageDown",
    "pageup": "PageUp",
    "escape": "Esc",
}
_SIGNS = {"+": "plus", "/": "slash", "\\": "backslash", "@": "at", "-": "minus", "_": "underscore"}
_KNOWN_KEYS = frozenset(
    [
        *("tab", "enter", "escape", "backspace", "delete", "insert", "space"),
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    ]
) | frozenset(f"f{number}" for number in range(1, 25))


class KeymapError(CaptionerError):
    """The keys in the settings can't be used."""


class Keymap:
    """Which action a key does in which mode.

    Args:
        changes: Keys by action id that replace the default ones; an empty list takes an action off all keys.

    Raises:
        KeymapError: For an unknown action, a bad key name, a key that terminals swallow, or two actions on one key.
    """

    def __init__(self, changes: Mapping[str, Sequence[str]] | None = None) -> None:
        changes = changes or {}
        known = {action.id for action in ACTIONS}
        for name in changes:
            if name not in known:
                raise KeymapError(f"keys: there is no action {name!r}", "`tui-captioner keys` lists them")
        self.keys: dict[str, tuple[str, ...]] = {
            action.id: tuple(changes.get(action.id, action.keys)) for action in ACTIONS
        }
        self._table: dict[tuple[Mode, str], Action] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        for action in ACTIONS:
            for place, key in enumerate(self.keys[action.id], 1):
                if action.id in changes:
                    _check_key(action.id, key)
                self._numbers[action.id, _as_it_arrives(key)] = place
                self._bind(action, _as_it_arrives(key))

    def _bind(self, action: Action, key: str) -> None:
        for mode in _MODES[action.context]:
            other = self._table.setdefault((mode, key), action)
            if other is not action:
                raise KeymapError(
                    f"keys: {key_name(key)} is on both '{other.id}' and '{action.id}'", "Give one of them another key"
                )

    def lookup(self, key: str, mode: Mode) -> Action | None:
        """The action on `key` in this mode, None if there is none."""
        return self._table.get((mode, key))

    def number(self, action_id: str, key: str) -> int:
        """Which of the action's keys this is, from 1: the number that a key of `pick` or `slot` stands for."""
        return self._numbers[action_id, key]

    def shown(self, action_id: str) -> str:
        """The keys of an action as a person reads them."""
        keys = self.keys[action_id]
        if len(keys) > 3 and keys[0].endswith("1"):
            return f"{key_name(keys[0])}-{key_name(keys[-1])[-1]}"
        return ", ".join(key_name(key) for key in keys)

    def reminders(self, words: Iterable[tuple[str, str]]) -> list[str]:
        """The first key of each action with a word for what it does, for the last line of a screen.

        Args:
            words: Ids of actions, each with its word.
        """
        return [f"{self.shown(action_id).split(', ')[0]} {word}" for action_id, word in words]


def _check_key(action: str, key: str) -> None:
    *modifiers, base = key.split("+")
    if _as_it_arrives(key) in SWALLOWED:
        raise KeymapError(
            f"keys: {key_name(key)} for '{action}' never arrives in tmux or many terminals", "Take another"
        )
    right = all(modifier in ("ctrl", "alt", "shift") for modifier in modifiers)
    if not right or not (base in _KNOWN_KEYS or base in _NAMES or len(base) == 1):
        raise KeymapError(
            f"keys: {key!r} for '{action}' is no key name", "Write for instance ctrl+n, alt+1, f5, pagedown"
        )


def _as_it_arrives(key: str) -> str:
    """A key as Textual names it: signs by their Unicode name, and `ctrl+n` for `ctrl+N`."""
    modifiers, plus, base = ("", "", key) if key == "+" else key.rpartition("+")
    if len(base) == 1 and not base.isalnum():
        base = _SIGNS.get(base) or unicodedata.name(base, base).lower().replace("-", "_").replace(" ", "_")
    return f"{modifiers}{plus}{base.lower() if modifiers and len(base) == 1 else base}"


def key_name(key: str) -> str:
    """A key as a person reads it: `Ctrl+Right`, `PageDown`, `?`."""
    parts = key.split("+")
    return "+".join(
        _NAMES.get(part) or (_letter(part, parts) if len(part) == 1 else part.capitalize()) for part in parts
    )


def _letter(letter: str, parts: Sequence[str]) -> str:
    """A letter is typed as it is shown, but `Ctrl+N` is written so everywhere."""
    return letter.upper() if len(parts) > 1 else letter


def groups() -> dict[str, list[Action]]:
    """The actions by heading, in the order of the registry."""
    found: dict[str, list[Action]] = {}
    for action in ACTIONS:
        found.setdefault(action.group, []).append(action)
    return found
