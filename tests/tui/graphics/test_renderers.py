"""The ways of showing pictures, each on its own: what is drawn, and what is sent."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

from tui_captioner.storage.images.images import load_scaled
from tui_captioner.tui.graphics.characters import characters
from tui_captioner.tui.graphics.iterm2_commands import encode_iterm2
from tui_captioner.tui.graphics.model import Frame, PictureRequest, Piece
from tui_captioner.tui.graphics.prepare import prepare
from tui_captioner.tui.graphics.print_once import printed
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.quadrants import quadrants
from tui_captioner.tui.graphics.quality import Quality
from tui_captioner.tui.graphics.renderers.registry import RENDERERS
from tui_captioner.tui.graphics.sixel import encode_sixel
from tui_captioner.tui.graphics.text_cells import shrink_to_cells, truecolour_blocks
from tui_captioner.tui.graphics.watched_strip import WatchedStrip

CELL = (10, 19)
RED, BLUE = (255, 0, 0), (0, 0, 255)


def photo(size: tuple[int, int]) -> Image.Image:
    """Soft shades with a hard edge and some noise."""
    shades = [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256), 99)]
    image = Image.merge("RGB", shades).resize(size)
    image.paste(RED, (size[0] // 3, size[1] // 4, size[0] // 2, size[1] // 2))
    return Image.blend(image, Image.effect_noise(size, 60).convert("RGB"), 0.15)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures in a channel, of 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def test_every_way_has_a_renderer() -> None:
    assert set(RENDERERS) == set(Protocol)


# -- Sixel -------------------------------------------------------------------------------------------------------------


def draw_sixel(command: bytes) -> Image.Image:
    """What a terminal draws; what no colour is given for stays green."""
    match = re.fullmatch(rb'\x1bP0;1;0q"1;1;(\d+);(\d+)(.*)\x1b\\', command, re.DOTALL)
    assert match
    width, height = int(match[1]), int(match[2])
    image = Image.new("RGB", (width, height + 6), (0, 255, 0))
    colours: dict[int, tuple[int, int, int]] = {}
    colour, x, y = (0, 0, 0), 0, 0
    token = re.compile(rb"#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|([$])|(-)")
    end = 0
    for part in token.finditer(match[3]):
        assert part.start() == end
        end = part.end()
        if part[1]:
            red, green, blue = (round(int(value) * 2.55) for value in part.group(2, 3, 4))
            colours[int(part[1])] = red, green, blue
        elif part[5]:
            colour = colours[int(part[5])]
        elif part[9]:
            x = 0
        elif part[10]:
            x, y = 0, y + 6
        else:
            mask = (part[7] or part[8])[0] - 63
            run = int(part[6] or 1)
            assert x + run <= width
            for bit in range(6):
                if mask >> bit & 1:
                    image.paste(colour, (x, y + bit, x + run, y + bit + 1))
            x += run
    assert end == len(match[3])
    assert image.crop((0, height, width, height + 6)).getcolors() == [(6 * width, (0, 255, 0))]
    return image.crop((0, 0, width, height))


@pytest.mark.parametrize("cells", [(1, 1), (7, 3), (40, 20)])
def test_sixel_pieces_make_up_the_picture(cells: tuple[int, int]) -> None:
    size = cells[0] * CELL[0], cells[1] * CELL[1]
    image = photo(size)
    pieces = encode_sixel(image, Frame(cells, CELL, 256, 80))
    whole = Image.new("RGB", size)
    row = 0
    for piece in pieces:
        part = draw_sixel(piece.data)
        assert piece.top == row
        assert part.size == (size[0], piece.rows * CELL[1])
        whole.paste(part, (0, row * CELL[1]))
        row += piece.rows
    assert row == cells[1]
    assert difference(whole, image) < 8


def test_sixel_is_stretched_to_whole_cells_and_cut_into_pieces() -> None:
    pieces = encode_sixel(photo((300, 200)), Frame((60, 30), (10, 20), 256, 80))
    assert len(pieces) > 3
    assert b'"1;1;600;' in pieces[0].data


def test_sixel_keeps_to_the_colours_there_are() -> None:
    (piece,) = encode_sixel(photo((100, 76)), Frame((10, 4), CELL, 16, 80))
    assert len(re.findall(rb"#\d+;2;", piece.data)) <= 16


def test_sixel_without_dithering_takes_fewer_bytes_for_the_same_colours() -> None:
    image = Image.linear_gradient("L").resize((100, 76)).convert("RGB")
    (dithered,) = encode_sixel(image, Frame((10, 4), CELL, 16, 80))
    (plain,) = encode_sixel(image, Frame((10, 4), CELL, 16, 80, dither=False))
    assert len(plain.data) < len(dithered.data) / 2
    assert difference(draw_sixel(plain.data), image) < 8


@pytest.mark.parametrize("protocol", [Protocol.KITTY, Protocol.KITTY_DIRECT, Protocol.SIXEL])
def test_only_the_lowest_quality_does_without_dithering(
    protocol: Protocol, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "photo.png"
    photo((100, 76)).save(path)
    asked: list[bool] = []

    def encode(_: Image.Image, frame: Frame) -> tuple[Piece, ...]:
        asked.append(frame.dither)
        return (Piece(0, frame.cells[1], b""),)

    renderer = RENDERERS[protocol]._replace(encode=encode)
    monkeypatch.setattr("tui_captioner.tui.graphics.prepare.RENDERERS", {protocol: renderer})
    monkeypatch.setattr("tui_captioner.tui.graphics.print_once.RENDERERS", {protocol: renderer})
    for quality in Quality:
        request = PictureRequest(path, (10, 4), CELL, protocol, (0, 0, 0), quality)
        prepare(request, lambda: False, load_scaled).encode()
        printed(photo((100, 76)), (10, 4), CELL, protocol, quality)
    assert asked == [True] * 4 + [False] * 2


def test_sixel_for_tmux_is_one_piece_of_full_bands_with_colours_numbered_without_gaps() -> None:
    image = photo((300, 200))
    (piece,) = encode_sixel(image, Frame((30, 10), (10, 20), 200, 80, whole=True))
    assert (piece.top, piece.rows) == (0, 10)
    wrap, command = piece.data[:5], piece.data[5:]
    assert wrap == b"\x1b[?7h"
    colours = [[int(part) for part in found] for found in re.findall(rb"#(\d+);2;(\d+);(\d+);(\d+)", command)]
    assert [number for number, *_ in colours] == list(range(len(colours)))
    assert sum(colours[0][1:]) == min(sum(parts) for _, *parts in colours)
    drawn = draw_sixel(command)
    assert drawn.size == (300, 198)
    assert difference(drawn, image.resize((300, 198))) < 8


def test_sixel_skips_what_another_colour_fills() -> None:
    image = Image.new("RGB", (300, 19), RED)
    image.paste(BLUE, (0, 0, 290, 19))
    (piece,) = encode_sixel(image, Frame((30, 1), CELL, 256, 80))
    assert b"!290?!10~" in piece.data
    assert difference(draw_sixel(piece.data), image) < 1


def test_sixel_shortens_runs() -> None:
    (piece,) = encode_sixel(Image.new("RGB", (300, 19), RED), Frame((30, 1), CELL, 256, 80))
    assert b"!300~" in piece.data
    assert len(piece.data) < 100


# -- iTerm2 ------------------------------------------------------------------------------------------------------------


def read_iterm2(piece: Piece) -> tuple[dict[str, str], Image.Image]:
    match = re.fullmatch(rb"\x1b\]1337;File=([^:]*):([A-Za-z0-9+/=]+)\x07", piece.data)
    assert match
    keys = dict(pair.split("=") for pair in match[1].decode().split(";"))
    file = base64.b64decode(match[2])
    assert keys["size"] == str(len(file))
    return keys, Image.open(io.BytesIO(file))


def test_iterm2_pieces_make_up_the_picture() -> None:
    image = photo((400, 399))
    pieces = encode_iterm2(image, Frame((40, 20), (10, 20), 256, 80))
    assert len(pieces) > 1
    whole, row = Image.new("RGB", (400, 400)), 0
    for piece in pieces:
        keys, part = read_iterm2(piece)
        assert keys["inline"] == keys["doNotMoveCursor"] == "1"
        assert keys["preserveAspectRatio"] == "0"
        assert (keys["width"], keys["height"]) == ("40", str(piece.rows))
        assert piece.top == row
        assert part.format == "JPEG"
        whole.paste(part, (0, row * 20))
        row += piece.rows
    assert row == 20
    assert difference(whole, image.resize((400, 400))) < 8


def test_iterm2_follows_the_quality() -> None:
    sizes = [
        sum(len(piece.data) for piece in encode_iterm2(photo((400, 400)), Frame((40, 20), (10, 20), 256, quality)))
        for quality in (60, 90)
    ]
    assert sizes[0] < sizes[1]


# -- quadrants and characters ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bits", range(1, 15))
def test_two_colours_in_a_cell_come_out_as_they_are(bits: int) -> None:
    image = Image.new("RGB", (2, 2), BLUE)
    for place in range(4):
        if bits >> place & 1:
            image.putpixel((place % 2, place // 2), RED)
    assert difference(from_quadrants(quadrants(image)), image) == 0


def from_quadrants(strips: list[Strip]) -> Image.Image:
    """The pixels that quarter blocks show."""
    masks = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
    image = Image.new("RGB", (2 * strips[0].cell_length, 2 * len(strips)))
    for y, strip in enumerate(strips):
        x = 0
        for text, style, _ in strip:
            assert style is not None
            assert style.color is not None
            assert style.bgcolor is not None
            for character in text:
                for place in range(4):
                    inked = masks.index(character) >> place & 1
                    colour = (style.color if inked else style.bgcolor).get_truecolor()
                    image.putpixel((2 * x + place % 2, 2 * y + place // 2), tuple(colour))
                x += 1
    return image


def from_blocks(strips: list[Strip]) -> Image.Image:
    """The pixels that half blocks show."""
    image = Image.new("RGB", (strips[0].cell_length, 2 * len(strips)))
    for y, strip in enumerate(strips):
        x = 0
        for text, style, _ in strip:
            assert style is not None
            for character in text:
                upper = style.bgcolor if character == " " else style.color
                for row, colour in enumerate((upper, style.bgcolor)):
                    assert colour is not None
                    image.putpixel((x, 2 * y + row), tuple(colour.get_truecolor()))
                x += 1
    return image


def test_quadrants_are_closer_to_a_picture_than_half_blocks() -> None:
    image = photo((160, 80))
    in_quadrants = difference(from_quadrants(quadrants(image)), image)
    blocks = from_blocks(truecolour_blocks(shrink_to_cells(image, 80, 40)))
    assert in_quadrants < 0.8 * difference(blocks.resize((160, 80), Image.Resampling.NEAREST), image)


def test_characters_have_no_colours_and_more_ink_where_it_is_light() -> None:
    image = Image.linear_gradient("L").rotate(90).resize((40, 4)).convert("RGB")
    strips = characters(image)
    assert [strip.cell_length for strip in strips] == [20, 20]
    assert all(style is None for strip in strips for _, style, _ in strip)
    ramp = [" .:-=+*#%@".index(character) for character in strips[0].text]
    assert ramp == sorted(ramp)
    assert ramp[0] < 2
    assert ramp[-1] > 7


def test_characters_take_the_shape_of_an_edge() -> None:
    image = Image.new("RGB", (4, 2), (0, 0, 0))
    for place in ((0, 0), (1, 0), (2, 0), (2, 1)):
        image.putpixel(place, (255, 255, 255))
    assert characters(image)[0].text == '"['


# -- printed once ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("protocol", [protocol for protocol in Protocol if protocol is not Protocol.OFF])
@pytest.mark.parametrize("through_tmux", [False, True])
def test_a_printed_picture_ends_below_itself(protocol: Protocol, through_tmux: bool) -> None:
    text = printed(photo((300, 300)), (30, 12), CELL, protocol, Quality.LOW, through_tmux)
    # Commands move nothing themselves, or take the cursor back; what they hold is no text either.
    plain = re.sub(r"\x1bPtmux;(?:\x1b\x1b|[^\x1b])*\x1b\\", "", text)
    plain = re.sub(r"\x1b[_P][^\x1b]*\x1b\\|\x1b\]1337;[^\x07]*\x07|\x1b[78]", "", plain)
    line = lowest = 0
    for down, up, moved in re.findall(r"(\n)|\x1b\[(\d+)A|\x1b\[(\d+)B", plain):
        line += 1 if down else -int(up) if up else int(moved)
        lowest = max(lowest, line)
    # A row to spare for terminals that would scroll otherwise.
    assert line == 12
    assert lowest <= 13
    assert plain.endswith(("\r", "\r\n"))


def test_what_is_off_prints_nothing() -> None:
    assert printed(photo((30, 30)), (3, 2), CELL, Protocol.OFF, Quality.LOW) == ""


# -- strips that tell --------------------------------------------------------------------------------------------------


def test_a_strip_tells_when_it_or_a_part_is_written_and_not_before() -> None:
    told: list[int] = []
    strip = WatchedStrip(Strip([Segment("abcdef")]), lambda: told.append(1))
    parts = strip.divide([2, 6])
    cut = strip.crop(1, 3)
    assert told == []
    assert parts[1].render(Console()) == "cdef"
    assert cut.render(Console()) == "bc"
    assert strip.render(Console()) == "abcdef"
    assert len(told) == 3
    strip.crop(3, 3).render(Console())
    assert len(told) == 3
