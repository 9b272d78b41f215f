"""The manual's table of keys is the registry's."""

from __future__ import annotations

from tests.support.manual_pages import PAGES
from tui_captioner.tui.actions import Keymap, groups


def keys_table() -> str:
    keymap = Keymap()
    lines = ["| keys | what they do |", "|---|---|"]
    for heading, actions in groups().items():
        lines.append(f"| **{heading}** | |")
        lines += [
            f"| `{keymap.shown(action.id)}` | {action.help} |"
            for action in actions
            if keymap.keys[action.id] and action.id != "help_empty"
        ]
    return "\n".join(lines)


def test_the_page_of_keys_has_the_registrys() -> None:
    table = PAGES["keys"].split("<!-- keys -->\n")[1].split("<!-- /keys -->")[0].strip()
    assert table == keys_table(), f"put this between the marks in manual/keys.md:\n{keys_table()}"
