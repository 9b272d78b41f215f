"""`tui-captioner keys`: the key map, from the registry."""

from __future__ import annotations

import argparse

from tui_captioner.cli.output import json_line, warn
from tui_captioner.storage.user_settings import load_user_settings
from tui_captioner.tui.actions import Keymap, groups, screen_of


def run(options: argparse.Namespace) -> int:
    """Print every action with its keys, as the settings have them."""
    settings = load_user_settings()
    keymap = Keymap(settings.keys)
    for slip in settings.unknown:
        warn(slip)
    for heading, actions in groups().items():
        if not options.json:
            print(f"\n{heading}")
        for action in actions:
            if options.json:
                row = {
                    "action": action.id,
                    "keys": keymap.keys[action.id],
                    "screen": screen_of(action),
                    "context": action.context,
                    "help": action.help,
                }
                print(json_line(row))
            else:
                print(f"  {keymap.shown(action.id) or '(palette)':<20} {action.help:<58} {action.id}")
    return 0
