"""The two themes, dark and light, and which of them is taken.

Calm: one accent, for where one is. Globals, what is unsure, what a model proposed and warnings each have a colour of
their own, and a sign or a word beside it. All text has a contrast of at least 4.5:1 on everything it stands on (WCAG
2.2, 1.4.3), and the colours stay apart for people who see no red, no green or no blue; a test computes both.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from tui_captioner.tui.terminal.terminal_replies import TerminalCaps
from tui_captioner.tui.theme_names import DARK, LIGHT, THEMES

ROLES: Mapping[str, str] = {
    "": "foreground",
    "dim": "text-muted",
    "faint": "text-disabled",
    "accent": "accent",
    "globals": "secondary",
    "unsure": "text-warning",
    "machine": "text-accent",
    "warn": "warning",
    "error": "error",
    "good": "success",
}
"""The variable of a theme that has the colour of a style of `Lines`."""
GROUNDS = ("background", "surface")
"""The variables of what text stands on: the screen, and a dialog."""


def _theme(name: str, colours: Mapping[str, str]) -> Theme:
    accent, text, faint = colours["accent"], colours["foreground"], colours["faint"]
    return Theme(
        name=name,
        dark=name == DARK,
        # Textual's own widgets go by the primary colour: there is one accent.
        primary=accent,
        accent=accent,
        secondary=colours["globals"],
        warning=colours["warn"],
        error=colours["error"],
        success=colours["good"],
        foreground=text,
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        variables={
            "text": text,
            "text-muted": colours["dim"],
            "text-disabled": faint,
            "text-warning": colours["unsure"],
            "text-accent": colours["machine"],
            "input-selection-background": f"{accent} 30%",
            "block-cursor-background": colours["panel"],
            "block-cursor-foreground": text,
            "border": faint,
        },
    )


DARK_THEME = _theme(
    DARK,
    {
        "background": "#16181c",
        "surface": "#1e2126",
        "panel": "#343943",
        "foreground": "#d4d4d4",
        "dim": "#a3a8b0",
        "faint": "#8b929d",
        "accent": "#86b4f0",
        "globals": "#4db886",
        "unsure": "#ecd15f",
        "machine": "#c9a2f2",
        "warn": "#ee8844",
        "error": "#ff7f96",
        "good": "#a5d28a",
    },
)
LIGHT_THEME = _theme(
    LIGHT,
    {
        "background": "#fbfaf7",
        "surface": "#f2f1ec",
        "panel": "#d8d6ce",
        "foreground": "#24292f",
        "dim": "#4f5863",
        "faint": "#626a75",
        "accent": "#0a50c8",
        "globals": "#0b7a52",
        "unsure": "#8a6600",
        "machine": "#7a3aa8",
        "warn": "#7c2206",
        "error": "#b3003c",
        "good": "#3c6e10",
    },
)


def choose_theme(wanted: str, caps: TerminalCaps) -> str:
    """The name of the theme to begin with.

    Args:
        wanted: What the settings say, one of `THEMES`.
        caps: What the terminal said; where it did not tell its background, it is taken for dark, as most are.
    """
    if wanted not in THEMES:
        raise ValueError(f"unknown theme: {wanted!r} (one of {', '.join(THEMES)})")
    if wanted in (DARK, LIGHT):
        return wanted
    return LIGHT if caps.light else DARK


def other_theme(name: str) -> str:
    """Light for dark, dark for light."""
    return DARK if name == LIGHT else LIGHT
