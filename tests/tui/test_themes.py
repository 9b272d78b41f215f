"""The two themes: what is read has contrast, what has a colour of its own can be told apart by everybody."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme

from tests.support.composer_desk import open_desk
from tests.support.vision import VISIONS, contrast, lab, rgb_of, seen_by
from tui_captioner.storage.project.settings import SettingsError
from tui_captioner.storage.user_settings import load_user_settings
from tui_captioner.tui.terminal.terminal_replies import TerminalCaps
from tui_captioner.tui.theme_names import THEMES
from tui_captioner.tui.themes import DARK_THEME, GROUNDS, LIGHT_THEME, ROLES, choose_theme, other_theme

BOTH = pytest.mark.parametrize("theme", [DARK_THEME, LIGHT_THEME], ids=["dark", "light"])
MEANINGS = ("", "accent", "globals", "unsure", "warn")
"""Plain text, and what has a colour of its own."""


def colours(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


def of(theme: Theme, role: str) -> str:
    return colours(theme)[ROLES[role]]


@BOTH
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_all_text_can_be_read(theme: Theme, role: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5:1."""
    assert contrast(of(theme, role), colours(theme)[ground]) >= 4.5


@BOTH
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_it_can_be_read_in_256_colours_too(theme: Theme, role: str, ground: str) -> None:
    assert contrast(downgraded(of(theme, role)), downgraded(colours(theme)[ground])) >= 4.5


@BOTH
def test_a_marked_row_can_be_read_and_seen(theme: Theme) -> None:
    panel = theme.panel or ""
    assert contrast(of(theme, ""), panel) >= 7
    assert contrast(theme.background or "", panel) >= 1.35


@BOTH
@pytest.mark.parametrize("vision", VISIONS)
def test_meanings_are_apart_for_everybody(theme: Theme, vision: str) -> None:
    """A distance of 2.3 in CIELAB is just to be seen side by side; here they stand lines apart."""
    for one, other in combinations(MEANINGS, 2):
        distance = math.dist(lab(seen_by(vision, of(theme, one))), lab(seen_by(vision, of(theme, other))))
        assert distance >= 15, (one, other)


@BOTH
def test_quieter_is_fainter(theme: Theme) -> None:
    loud, dim, faint = (contrast(of(theme, role), theme.background or "") for role in ("", "dim", "faint"))
    assert loud > dim > faint


@BOTH
def test_sixteen_colours_leave_no_text_in_the_colour_of_its_ground(theme: Theme) -> None:
    def number(colour: str) -> int | None:
        return Color.parse(colour).downgrade(ColorSystem.STANDARD).number

    grounds = {number(colours(theme)[ground]) for ground in GROUNDS}
    assert not grounds & {number(of(theme, role)) for role in ROLES}


def downgraded(colour: str) -> str:
    """A colour as a terminal of 256 colours shows it."""
    return Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


# --- which one --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "light", "expected"),
    [
        ("auto", None, "dark"),
        ("auto", False, "dark"),
        ("auto", True, "light"),
        ("dark", True, "dark"),
        ("light", False, "light"),
    ],
)
def test_the_settings_win_then_the_terminal(wanted: str, light: bool | None, expected: str) -> None:
    assert choose_theme(wanted, TerminalCaps(light=light)) == expected


def test_an_unknown_theme_is_named() -> None:
    with pytest.raises(ValueError, match=r"'blue' .*auto, dark, light"):
        choose_theme("blue", TerminalCaps())


def test_each_is_the_others_other() -> None:
    assert {other_theme(name) for name in THEMES[1:]} == {"dark", "light"}


@pytest.mark.parametrize("measure", [contrast, lambda a, b: math.dist(lab(rgb_of(a)), lab(rgb_of(b)))])
def test_the_measures_see_no_difference_between_a_colour_and_itself(measure: Callable[[str, str], float]) -> None:
    assert measure("#123456", "#123456") == pytest.approx(1 if measure is contrast else 0)


# --- in the program ---------------------------------------------------------------------------------------------------


def test_the_settings_hold_it(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "light"\n')
    assert load_user_settings(path).theme == "light"
    assert load_user_settings(tmp_path / "none.toml").theme == "auto"
    path.write_text("theme = 1\n")
    with pytest.raises(SettingsError, match="'theme' must be text"):
        load_user_settings(path)


async def test_the_palette_has_the_other_one_and_says_how_to_keep_it(dataset: Path) -> None:
    async with open_desk(dataset) as desk:
        assert desk.app.theme == "dark"
        await desk.press("ctrl+p", *"light or", "enter")
        assert desk.app.theme == "light"
        assert 'theme = "light" in' in desk.state.message
