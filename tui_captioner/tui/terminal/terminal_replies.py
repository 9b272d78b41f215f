"""What terminals answer, read without a terminal: bytes in, `TerminalCaps` out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from tui_captioner.domain.text import visible
from tui_captioner.tui.terminal.terminal_hints import Hint, hint_from, light_by_environment

KITTY_QUERY_ID = 4207
"""The image id in our graphics query; only an answer that names it counts."""

TRUECOLOR = 1 << 24

_DA1 = re.compile(rb"\x1b\[\?([0-9;]*)c")
_XTVERSION = re.compile(rb"\x1bP>\|([^\x1b]*)\x1b\\")
_KITTY = re.compile(rb"\x1b_Gi=%d[^;]*;([^\x1b]*)\x1b\\" % KITTY_QUERY_ID)
_CELL = re.compile(rb"\x1b\[6;(\d{1,5});(\d{1,5})t")
_AREA = re.compile(rb"\x1b\[4;(\d{1,5});(\d{1,5})t")
_BACKGROUND = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_MODE = re.compile(rb"\x1b\[\?2026;(\d)\$y")
_SGR = re.compile(rb"\x1bP1\$r([^\x1b]*)m\x1b\\")
_PROBE_COLOUR = re.compile(rb"48[:;]2[:;]+1[:;]2[:;]3\b")
_SIXEL_COLOURS = re.compile(rb"\x1b\[\?1;0;(\d{1,9})S")
_SIXEL_LIMIT = re.compile(rb"\x1b\[\?2;0;(\d{1,9});(\d{1,9})S")
_REPLY = re.compile(
    rb"\x1b\[\?[0-9;]*[cS]|\x1b\[[46];\d+;\d+t|\x1b\[\?\d+;\d\$y|\x1bP[^\x1b]*\x1b\\|\x1b_[^\x1b]*\x1b\\"
    rb"|\x1b\][^\x1b\x07]*(?:\x07|\x1b\\)"
)
_CUT_OFF = re.compile(
    rb"(?:\x1bP(?:>\||[01]\$r)[^\x1b]*|\x1b_G[^\x1b]*|\x1b\]11;[^\x1b\x07]*|\x1b\[\?[0-9;]*\$?)\x1b?\Z"
)
"""The beginning of an answer whose rest did not come in time. No key sends it, so it must not count as typed."""
_NAME = re.compile(r"([A-Za-z][\w. -]*?)(?:[ (]+v?(\d[^)]*)\)?)?$")
_MULTIPLEXERS = ("tmux", "screen", "zellij")
_TRUECOLOUR = ("kitty", "ghostty", "wezterm", "konsole", "iterm2", "foot", "xterm.js", "vscode", "mlterm")
"""Terminals that have had 24-bit colours for years; ssh drops the variable that says so, and some of these do not
answer when asked."""
_COLOURLESS = re.compile(r"|dumb|vt\d+|.*-m(?:ono)?")
"""Values of TERM that stand for terminals without colours."""


class TerminalCaps(NamedTuple):
    """What is known about the terminal.

    Attributes:
        tty: Whether there is a terminal at all.
        term: The value of TERM.
        asked: Whether it was asked anything; a terminal known to be simple is not.
        answered: Whether it answered, within the time given, the last question, which every terminal understands.
        name: Its name in lower case ("kitty", "xterm"), of the outer terminal inside a multiplexer; may be empty.
        named_by: How the name is known: "XTVERSION", which is the terminal's own answer, or an environment variable.
        version: Its version as it gives it.
        multiplexer: "tmux", "screen" or "zellij" when one of them is in between, else empty.
        passthrough: Whether tmux hands graphics commands on; `None` where it does not matter or is not known.
        kitty_graphics: Whether it answers graphics queries of kitty's kind; `None` if it was not asked.
        sixel: Whether it says that it shows Sixel graphics; of tmux, whether it does so and its terminal too.
        sixel_colours: Colour registers of its Sixel graphics, 0 if it does not say.
        sixel_limit: Largest width and height of a Sixel picture in pixels, `None` if it does not say.
        truecolor: Whether 24-bit colours arrive as they are sent.
        synchronized: Whether it can hold back half-drawn frames.
        cell: Width and height of a character cell in pixels.
        cell_source: How the cell size is known: "ioctl", "CSI 16 t", "CSI 14 t" or empty.
        background: Red, green and blue of what the terminal writes on, each up to 255; `None` if it does not say.
        light: Whether that is light: by its own answer, else by COLORFGBG; `None` if nothing says so.
        no_color: Whether the user asked for no colours, by NO_COLOR.
        leftover: What was read and is not an answer: keys typed meanwhile.
        elapsed: Seconds that asking took.
    """

    tty: bool = False
    term: str = ""
    asked: bool = False
    answered: bool = False
    name: str = ""
    named_by: str = ""
    version: str = ""
    multiplexer: str = ""
    passthrough: bool | None = None
    kitty_graphics: bool | None = None
    sixel: bool = False
    sixel_colours: int = 0
    sixel_limit: tuple[int, int] | None = None
    truecolor: bool = False
    synchronized: bool = False
    cell: tuple[int, int] | None = None
    cell_source: str = ""
    background: tuple[int, int, int] | None = None
    light: bool | None = None
    no_color: bool = False
    leftover: bytes = b""
    elapsed: float = 0.0

    @property
    def colours(self) -> int:
        """How many colours there are: 0, 16, 256 or 2 to the power of 24."""
        if not self.tty or _COLOURLESS.fullmatch(self.term):
            return 0
        if self.truecolor:
            return TRUECOLOR
        # Whatever has a name to give, and every multiplexer, is young enough for 256 colours.
        many = "256" in self.term or "kitty" in self.term or bool(self.multiplexer) or bool(self.name)
        return 256 if many else 16

    @property
    def version_numbers(self) -> tuple[int, ...]:
        """The version as numbers to compare; empty if there is none."""
        return tuple(int(number) for number in re.findall(r"\d{1,9}", self.version)[:3])


def parse_replies(data: bytes, env: Mapping[str, str], *, columns: int = 0, rows: int = 0) -> TerminalCaps:
    """Read everything a terminal sent back after it was asked.

    Args:
        data: All bytes read, answers and typed keys mixed.
        env: The environment; TERM, TMUX, STY, ZELLIJ, COLORTERM, NO_COLOR and what `terminal_hints` names matter.
        columns: Width of the terminal in cells, for a cell size from the size of the text area.
        rows: Height of the terminal in cells.
    """
    names = [_name_and_version(raw.decode("latin-1")) for raw in _XTVERSION.findall(data)]
    multiplexer = _multiplexer(env, [name for name, _ in names])
    outer = _outer(names, env, multiplexer)
    device = _DA1.search(data)
    cell, source = _cell_size(data, columns, rows)
    graphics = _KITTY.search(data)
    mode = _MODE.search(data)
    sixel = device is not None and b"4" in device[1].split(b";")[1:]
    background = _background(data)
    return TerminalCaps(
        tty=True,
        term=visible(env.get("TERM", "")),
        asked=True,
        answered=device is not None,
        name=outer.name,
        named_by=outer.source,
        version=outer.version,
        multiplexer=multiplexer,
        kitty_graphics=graphics[1] == b"OK" if graphics else None,
        sixel=sixel,
        sixel_colours=_sixel_colours(data) if sixel else 0,
        sixel_limit=_sixel_limit(data) if sixel else None,
        truecolor=_has_truecolor(data, env, outer.name, multiplexer),
        synchronized=mode is not None and mode[1] in b"123",
        cell=cell,
        cell_source=source,
        background=background,
        light=is_light(background) if background else light_by_environment(env),
        no_color=bool(env.get("NO_COLOR")),
        leftover=_CUT_OFF.sub(b"", _REPLY.sub(b"", data)),
    )


def tells_background(data: bytes) -> bool:
    """Whether the terminal, or a multiplexer, has told its background."""
    return _BACKGROUND.search(data) is not None


def is_complete(data: bytes) -> bool:
    """Whether the answer to the last question of a round has come."""
    return _DA1.search(data) is not None


def names_terminal(data: bytes) -> bool:
    """Whether a terminal, not a multiplexer, has given its name."""
    return any(_name_and_version(raw.decode("latin-1"))[0] not in _MULTIPLEXERS for raw in _XTVERSION.findall(data))


def answers_graphics(data: bytes) -> bool:
    """Whether the graphics query was answered, for good or bad."""
    return _KITTY.search(data) is not None


def _name_and_version(text: str) -> tuple[str, str]:
    """Split "kitty(0.41.1)", "tmux 3.5a", "XTerm(379)" or "ghostty 1.1.0"."""
    text = visible(text.strip())
    match = _NAME.match(text)
    return (match[1].strip().lower(), match[2] or "") if match else (text.lower(), "")


def _outer(names: list[tuple[str, str]], env: Mapping[str, str], multiplexer: str) -> Hint:
    """The terminal that the user looks at: by its own answer, or by the environment where nothing answered.

    Variables survive into whatever is started inside, so any answer, also that of a multiplexer, outdoes them.
    """
    for name, version in names:
        if name not in _MULTIPLEXERS:
            return Hint(name, version, "XTVERSION")
    return Hint() if names or multiplexer else hint_from(env)


def _multiplexer(env: Mapping[str, str], names: list[str]) -> str:
    """By what answers, as tmux may run on the user's side of the line, then by the environment."""
    for name in _MULTIPLEXERS:
        if name in names:
            return name
    term = env.get("TERM", "")
    if env.get("TMUX") or term.startswith("tmux"):
        return "tmux"
    if env.get("ZELLIJ"):
        return "zellij"
    return "screen" if env.get("STY") or term.startswith("screen") else ""


def _cell_size(data: bytes, columns: int, rows: int) -> tuple[tuple[int, int] | None, str]:
    """The cell in pixels as the terminal reports it, or from the size of its text area."""
    if (match := _CELL.search(data)) and int(match[1]) and int(match[2]):
        return (int(match[2]), int(match[1])), "CSI 16 t"
    if columns and rows and (match := _AREA.search(data)):
        width, height = int(match[2]) // columns, int(match[1]) // rows
        if width and height:
            return (width, height), "CSI 14 t"
    return None, ""


def _background(data: bytes) -> tuple[int, int, int] | None:
    """Each part has one to four hexadecimal digits: a share of the largest number of so many (XParseColor)."""
    match = _BACKGROUND.search(data)
    if match is None:
        return None
    red, green, blue = (round(int(part, 16) * 255 / (16 ** len(part) - 1)) for part in match.groups())
    return red, green, blue


def is_light(background: tuple[int, int, int]) -> bool:
    """Whether dark text is easier to read on it than light text.

    Args:
        background: Red, green and blue, each up to 255.
    """
    # Luma of ITU-R BT.601, which is near enough to what the eye takes for the middle.
    red, green, blue = background
    return 0.299 * red + 0.587 * green + 0.114 * blue > 127


def _sixel_colours(data: bytes) -> int:
    """Colour registers, where the terminal knows the question."""
    match = _SIXEL_COLOURS.search(data)
    return int(match[1]) if match else 0


def _sixel_limit(data: bytes) -> tuple[int, int] | None:
    """The largest picture, where the terminal knows the question; zeros mean that it does not."""
    match = _SIXEL_LIMIT.search(data)
    return (int(match[1]), int(match[2])) if match and int(match[1]) and int(match[2]) else None


def _has_truecolor(data: bytes, env: Mapping[str, str], name: str, multiplexer: str) -> bool:
    """Whether the colour that was set came back as it was set, or the environment or the terminal's name says so."""
    if env.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return True
    if any(_PROBE_COLOUR.search(answer) for answer in _SGR.findall(data)):
        return True
    return name in _TRUECOLOUR and not multiplexer
