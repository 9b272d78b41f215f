"""A picture as text to print, without an app: for commands that show one and end."""

from __future__ import annotations

from PIL import Image
from rich.color import ColorSystem
from textual.strip import Strip

from tui_captioner.storage.images.images import fitted
from tui_captioner.tui.graphics import kitty_commands
from tui_captioner.tui.graphics.model import Frame, Piece
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.quality import RULES, Quality
from tui_captioner.tui.graphics.renderers.base import Renderer
from tui_captioner.tui.graphics.renderers.registry import RENDERERS
from tui_captioner.tui.graphics.text_cells import shrink_to_cells
from tui_captioner.tui.terminal.looks import spare
from tui_captioner.tui.terminal.tmux_passthrough import wrap_for_tmux


def printed(
    image: Image.Image,
    cells: tuple[int, int],
    cell_px: tuple[int, int],
    protocol: Protocol,
    quality: Quality,
    through_tmux: bool = False,
    *,
    colours: int = 256,
) -> str:
    """Everything to print so that a picture stands at the cursor, and the cursor below it at the left edge.

    Args:
        image: RGB, or what can be converted to it.
        cells: Columns and rows it is to fill; no more than there are, with a row to spare.
        cell_px: Width and height of a cell in pixels.
        protocol: The way.
        quality: How good it is to be, where it is encoded.
        through_tmux: Whether commands have to be wrapped for tmux.
        colours: Colours of a palette that the terminal takes at most.
    """
    if protocol is Protocol.OFF:
        return ""
    renderer = RENDERERS[protocol]
    image = image.convert("RGB")
    if renderer.encode is None:
        return _lines(renderer.drawing.draw(shrink_to_cells(image, *cells, renderer.drawing.dots)))
    pieces = _encoded(image, cells, cell_px, renderer, quality, colours)
    if protocol is Protocol.KITTY:
        return _with_placeholders(pieces, cells, through_tmux)
    if protocol is Protocol.KITTY_DIRECT:
        image_id = kitty_commands.new_image_id()
        commands = [*kitty_commands.transmit(pieces[0].data, image_id), kitty_commands.place(image_id, *cells)]
        return _over_room(cells[1], _joined(commands, through_tmux) + f"\x1b[{cells[1]}B")
    command = _joined([pieces[0].data.decode()], through_tmux)
    return _over_room(cells[1], f"\x1b7{command}\x1b8\x1b[{cells[1]}B")


def _encoded(
    image: Image.Image,
    cells: tuple[int, int],
    cell_px: tuple[int, int],
    renderer: Renderer,
    quality: Quality,
    colours: int,
) -> tuple[Piece, ...]:
    """The picture as it is sent."""
    rules = RULES[quality]
    size = fitted(image.size, (cells[0] * cell_px[0], cells[1] * cell_px[1]), max_pixels=rules.pixels)
    if not renderer.exact and size != image.size:
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    assert renderer.encode is not None
    colours = min(rules.palette(exact=renderer.exact), colours)
    return renderer.encode(image, Frame(cells, cell_px, colours, rules.jpeg, rules.dither, whole=True))


def _with_placeholders(pieces: tuple[Piece, ...], cells: tuple[int, int], through_tmux: bool) -> str:
    """An upload, and the text that shows it."""
    image_id = kitty_commands.new_image_id()
    upload = _joined(kitty_commands.upload(pieces[0].data, image_id, *cells), through_tmux)
    colour = f"\x1b[38;5;{kitty_commands.colour_of(image_id)}m"
    rows = kitty_commands.placeholder_rows(image_id, *cells)
    return upload + "".join(f"{colour}{row}\x1b[0m\r\n" for row in rows)


def _over_room(rows: int, text: str) -> str:
    """Text that is written with so many empty rows under the cursor and one more, scrolled free if they have to be.

    Some terminals go on to the row below a picture, and scroll if there is none.
    """
    return "\n" * (rows + 1) + f"\x1b[{rows + 1}A\r" + text + "\r"


def _lines(strips: list[Strip]) -> str:
    """Text cells, a line per row."""
    return "".join(_line(strip) + "\r\n" for strip in strips)


def _line(strip: Strip) -> str:
    return spare(
        "".join(style.render(text, color_system=ColorSystem.TRUECOLOR) if style else text for text, style, _ in strip)
    )


def _joined(commands: list[str], through_tmux: bool) -> str:
    """Commands as they are to be written, each wrapped on its own for tmux."""
    return "".join(wrap_for_tmux(command) if through_tmux else command for command in commands)
