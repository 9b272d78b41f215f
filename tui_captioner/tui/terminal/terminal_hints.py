"""What the environment says of a terminal that does not give its name when asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tui_captioner.domain.text import visible


class Hint(NamedTuple):
    """Which terminal it is, as far as known.

    Attributes:
        name: Its name in lower case, as the terminal itself would give it; empty if nothing is known.
        version: Its version; may be empty.
        source: What says so: "XTVERSION", or the name of a variable.
    """

    name: str = ""
    version: str = ""
    source: str = ""


_PROGRAMS = {"iTerm.app": "iterm2", "WezTerm": "wezterm", "vscode": "vscode", "ghostty": "ghostty", "mintty": "mintty"}
"""Values of TERM_PROGRAM, and the terminals."""


def hint_from(env: Mapping[str, str]) -> Hint:
    """What the variables say that terminals set for what they start.

    LC_TERMINAL alone crosses ssh: servers accept `LC_*`. All of them survive into another terminal started inside, so
    they count only where TERM is one that those terminals set.
    """
    term = env.get("TERM", "")
    if not term.startswith(("xterm", "wezterm", "mlterm", "mintty")):
        return Hint()
    for look in (_by_lc_terminal, _by_program, _by_konsole, _by_kitty, _by_mlterm):
        hint = look(env)
        if hint.name:
            return Hint(hint.name, visible(hint.version), hint.source)
    return Hint()


def _by_lc_terminal(env: Mapping[str, str]) -> Hint:
    if env.get("LC_TERMINAL") != "iTerm2":
        return Hint()
    return Hint("iterm2", env.get("LC_TERMINAL_VERSION", ""), "LC_TERMINAL")


def _by_program(env: Mapping[str, str]) -> Hint:
    name = _PROGRAMS.get(env.get("TERM_PROGRAM", ""), "")
    return Hint(name, env.get("TERM_PROGRAM_VERSION", ""), "TERM_PROGRAM")


def _by_konsole(env: Mapping[str, str]) -> Hint:
    """Konsole's version is one number: 250402 is 25.04.2."""
    number = env.get("KONSOLE_VERSION", "")
    if not number.isdecimal() or len(number) > 8:
        return Hint()
    year, month, patch = int(number) // 10000, int(number) // 100 % 100, int(number) % 100
    return Hint("konsole", f"{year}.{month:02}.{patch}", "KONSOLE_VERSION")


def _by_kitty(env: Mapping[str, str]) -> Hint:
    if env.get("TERM") == "xterm-kitty":
        return Hint("kitty", "", "TERM")
    return Hint("kitty", "", "KITTY_WINDOW_ID") if env.get("KITTY_WINDOW_ID") else Hint()


def _by_mlterm(env: Mapping[str, str]) -> Hint:
    return Hint("mlterm", env["MLTERM"], "MLTERM") if env.get("MLTERM") else Hint()


def light_by_environment(env: Mapping[str, str]) -> bool | None:
    """Whether the background is light, by COLORFGBG as rxvt and Konsole set it; `None` without a number in it.

    Its last part is the number of the background among sixteen colours; 7 and those from 9 on are light, as Vim has it.
    """
    number = env.get("COLORFGBG", "").rpartition(";")[2]
    if not number.isdecimal() or len(number) > 2:
        return None
    return int(number) == 7 or int(number) > 8
