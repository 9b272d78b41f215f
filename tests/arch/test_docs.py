"""The documents can't lie: the README's table of keys is the registry's."""

from __future__ import annotations

from pathlib import Path

from tui_captioner.cli.parser import COMMANDS, build_parser
from tui_captioner.tui.actions import Keymap, groups

ROOT = Path(__file__).parents[2]


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


def test_the_readme_has_the_registrys_keys() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split("<!-- keys -->\n")[1].split("<!-- /keys -->")[0].strip()
    assert table == keys_table(), f"put this between the marks in README.md:\n{keys_table()}"


def test_every_command_is_in_the_readme_and_has_help() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    helped = build_parser().format_help()
    for command in COMMANDS:
        assert command in helped
        assert command == "open" or f"tui-captioner {command}" in text


def test_screenshots_of_the_readme_are_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for part in text.split("](")[1:]:
        target = part.split(")")[0]
        if not target.startswith("http"):
            assert (ROOT / target).exists()
