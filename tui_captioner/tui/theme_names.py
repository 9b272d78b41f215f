"""The names of the themes, as they are written in the settings; without Textual, which is slow to load."""

from __future__ import annotations

DARK, LIGHT = "dark", "light"
THEMES = ("auto", DARK, LIGHT)
"""What the settings may ask for; `auto` goes by the terminal's background."""
