"""Renderers: pixels to cells, and to kitty's commands."""

from __future__ import annotations

import base64
import io
import re
import unicodedata

import pytest
from PIL import Image
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.style import Style as ContentStyle

from tui_captioner.tui.graphics import kitty_commands as kitty
from tui_captioner.tui.graphics.canvas import centre, text_card
from tui_captioner.tui.graphics.diacritics import DIACRITICS
from tui_captioner.tui.graphics.prepare import cells_for
from tui_captioner.tui.graphics.print_once import printed
from tui_captioner.tui.graphics.protocol import Protocol
from tui_captioner.tui.graphics.quality import Quality
from tui_captioner.tui.graphics.renderers.placeholders import palette_png, placeholder_strips
from tui_captioner.tui.graphics.renderers.registry import RENDERERS
from tui_captioner.tui.graphics.term_image_cells import term_image_blocks
from tui_captioner.tui.graphics.text_cells import palette_blocks, shrink_to_cells, truecolour_blocks
from tui_captioner.tui.terminal.tmux_passthrough import wrap_for_tmux

BACKGROUND = Color.from_rgb(24, 24, 24)


def colours(strips: list[Strip]) -> list[list[tuple[Color | None, Color | None]]]:
    """Upper and lower colour of each cell."""
    rows = []
    for strip in strips:
        row: list[tuple[Color | None, Color | None]] = []
        for text, style, _ in strip:
            assert style is not None
            upper = style.bgcolor if text[0] == " " else style.color
            row += [(upper, style.bgcolor)] * len(text)
        rows.append(row)
    return rows


def noise(size: tuple[int, int]) -> Image.Image:
    bands = [Image.effect_noise(size, 80) for _ in range(3)]
    return Image.merge("RGB", bands)


# -- text cells --------------------------------------------------------------------------------------------------------


def test_a_cell_shows_two_pixels() -> None:
    image = Image.new("RGB", (2, 2))
    image.putpixel((0, 0), (1, 2, 3))
    image.putpixel((0, 1), (4, 5, 6))
    image.putpixel((1, 0), (7, 8, 9))
    image.putpixel((1, 1), (7, 8, 9))
    seven = Color.from_rgb(7, 8, 9)
    expected = [[(Color.from_rgb(1, 2, 3), Color.from_rgb(4, 5, 6)), (seven, seven)]]
    assert colours(truecolour_blocks(image)) == expected
    assert colours(term_image_blocks(image)) == expected


def test_both_renderers_agree() -> None:
    image = noise((31, 18))
    assert colours(term_image_blocks(image)) == colours(truecolour_blocks(image))


def gradient(size: tuple[int, int]) -> Image.Image:
    """Colours that change so slowly that neighbours are hard to tell apart."""
    band = Image.linear_gradient("L").rotate(90).resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", (band, band.transpose(Image.Transpose.FLIP_LEFT_RIGHT), band))


def test_neighbours_that_no_eye_tells_apart_get_one_colour_and_none_is_off_by_more() -> None:
    image = gradient((200, 2))
    ((*cells,),) = colours(truecolour_blocks(image))
    drawn = [upper.triplet for upper, _ in cells if upper is not None]
    assert len(set(drawn)) < 90
    for place, colour in enumerate(drawn):
        pixel = image.getpixel((place, 0))
        assert colour is not None
        assert isinstance(pixel, tuple)
        assert max(abs(one - other) for one, other in zip(colour, pixel, strict=True)) <= 2


@pytest.mark.parametrize("image", [gradient((60, 40)), noise((60, 40))], ids=["smooth", "noise"])
def test_a_picture_in_blocks_is_no_heavier_than_term_images(image: Image.Image) -> None:
    from term_image.image import BlockImage  # only after the queries are off, as they are by now

    ours = printed(image, (60, 20), (10, 20), Protocol.BLOCKS_TRUECOLOR, Quality.NORMAL)
    theirs = format(BlockImage(image, width=60), "1.1+D").replace("\n", "\r\n") + "\r\n"
    assert ours.count("\n") == theirs.count("\n") == 20
    assert len(ours) <= len(theirs)


@pytest.mark.parametrize("protocol", list(Protocol))
@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (7, 3)])
def test_every_strip_has_the_width_it_claims(protocol: Protocol, columns: int, rows: int) -> None:
    drawing = RENDERERS[protocol].drawing
    strips = drawing.draw(shrink_to_cells(noise((50, 40)), columns, rows, drawing.dots))
    assert len(strips) == rows
    for strip in strips:
        assert strip.cell_length == columns
        assert sum(len(text) for text, _, _ in strip) == columns


@pytest.mark.parametrize(
    ("protocol", "numbers"), [(Protocol.BLOCKS_256, range(16, 256)), (Protocol.BLOCKS_16, range(16))]
)
def test_palette_protocols_keep_to_their_palette(protocol: Protocol, numbers: range) -> None:
    for row in colours(RENDERERS[protocol].drawing.draw(shrink_to_cells(noise((60, 60)), 20, 10))):
        for upper, lower in row:
            assert upper is not None
            assert lower is not None
            assert upper.number in numbers
            assert lower.number in numbers


def test_pure_colours_of_the_palette_are_hit() -> None:
    for rgb, number in (((255, 0, 0), 196), ((0, 0, 0), 16), ((255, 255, 255), 231), ((128, 128, 128), 244)):
        strips = palette_blocks(Image.new("RGB", (2, 2), rgb))
        assert colours(strips)[0][0][0] == Color.from_ansi(number)


# -- kitty's commands --------------------------------------------------------------------------------------------------


def test_the_table_of_diacritics_is_whole() -> None:
    assert len(DIACRITICS) == len(set(DIACRITICS)) == 297
    assert DIACRITICS[:3] == ("\u0305", "\u030d", "\u030e")
    assert DIACRITICS[-1] == "\U0001d244"
    assert list(DIACRITICS) == sorted(DIACRITICS)
    assert {unicodedata.combining(character) for character in DIACRITICS} == {230}


@pytest.mark.parametrize("length", [0, 1, 3071, 3072, 3073, 10000])
def test_an_upload_is_cut_into_chunks_that_add_up(length: int) -> None:
    data = bytes(index % 251 for index in range(length))
    *chunks, place = kitty.upload(data, 0x05000020, 12, 7)
    parts = [re.fullmatch(r"\x1b_G([^;]*);([A-Za-z0-9+/=]*)\x1b\\", chunk) for chunk in chunks]
    assert all(parts)
    keys = [dict(pair.split("=") for pair in part[1].split(",")) for part in parts if part]
    assert base64.b64decode("".join(part[2] for part in parts if part)) == data
    assert all(len(part[2]) <= 4096 for part in parts if part)
    if keys:
        assert keys[0] | {"m": ""} == {"a": "t", "t": "d", "f": "100", "i": "83886112", "q": "2", "m": ""}
        assert [key["m"] for key in keys] == ["1"] * (len(keys) - 1) + ["0"]
    assert place == "\x1b_Ga=p,U=1,i=83886112,c=12,r=7,q=2\x1b\\"


def test_every_command_asks_for_silence() -> None:
    commands = [*kitty.upload(b"x" * 9000, 300, 2, 2), kitty.delete(300), kitty.end_upload()]
    assert all("q=2" in command for command in commands)


def test_ids_differ_in_their_low_byte_and_share_the_high_one() -> None:
    ids = [kitty.new_image_id() for _ in range(240)]
    assert len({kitty.colour_of(image_id) for image_id in ids}) == 240
    assert min(kitty.colour_of(image_id) for image_id in ids) == 16
    (session,) = {image_id >> 24 for image_id in ids}
    assert session in kitty.SESSIONS
    assert max(kitty.SESSIONS) << 24 < 2**31


def test_each_placeholder_names_row_column_and_id() -> None:
    rows = kitty.placeholder_rows(0x07000021, 3, 2)
    assert rows[1][4:8] == "\U0010eeee" + DIACRITICS[1] + DIACRITICS[1] + DIACRITICS[7]
    strips = placeholder_strips(0x07000021, 3, 2, BACKGROUND)
    (text, style, _), *rest = list(strips[0])
    assert not rest
    assert strips[0].cell_length == 3
    assert style == Style(color=Color.from_ansi(0x21), bgcolor=BACKGROUND)
    # Cut in the middle, as by a dialog, every cell still stands for itself.
    assert strips[0].crop(1, 2).text == "\U0010eeee" + DIACRITICS[0] + DIACRITICS[1] + DIACRITICS[7]
    assert text.count("\U0010eeee") == 3


def test_tmux_gets_every_escape_doubled() -> None:
    assert wrap_for_tmux("\x1b_Gq=2;\x1b\\") == "\x1bPtmux;\x1b\x1b_Gq=2;\x1b\x1b\\\x1b\\"


def test_the_palette_png_is_close_to_the_picture() -> None:
    image = Image.merge("RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256), 99)])
    data = palette_png(image)
    with Image.open(io.BytesIO(data)) as decoded:
        assert decoded.mode == "P"
        difference = [abs(a - b) for a, b in zip(image.tobytes(), decoded.convert("RGB").tobytes(), strict=True)]
    assert sum(difference) / len(difference) < 8
    full = io.BytesIO()
    noise((200, 200)).save(full, "PNG")
    assert len(palette_png(noise((200, 200)))) < full.tell() / 2


def test_the_palette_png_is_smaller_without_dithering() -> None:
    image = Image.merge("RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256), 99)])
    assert len(palette_png(image, 64, dither=False)) < len(palette_png(image, 64)) * 0.8


# -- geometry ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "cells", "expected"),
    [
        ((1000, 1000), (80, 40), (80, 40)),
        ((2000, 1000), (80, 40), (80, 20)),
        ((1000, 2000), (80, 40), (40, 40)),
        ((100, 100), (80, 40), (20, 10)),  # enlarged twice, not more
        ((1, 1), (80, 40), (1, 1)),
        ((12000, 3), (80, 40), (80, 1)),
        ((5000, 5000), (400, 400), (297, 148)),  # placeholders count no further
    ],
)
def test_proportions_are_kept_in_cells(
    source: tuple[int, int], cells: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert cells_for(source, cells, (10, 20)) == expected


def test_a_zoom_without_a_limit_fills_the_cells() -> None:
    assert cells_for((10, 10), (80, 40), (10, 20), None) == (80, 40)
    assert cells_for((10, 10), (80, 40), (10, 20), 1.0) == (1, 1)


def test_text_is_centred_wrapped_and_never_markup() -> None:
    strips = text_card("a [b]c[/foo]\x1b[31m\nsecond", (20, 6), ContentStyle())
    assert [strip.cell_length for strip in strips] == [20] * 6
    text = [strip.text.strip() for strip in strips]
    assert "".join(text) == "a[b]c[/foo]\\x1b[31msecond"
    assert "\x1b" not in "".join(strip.text for strip in strips)
    assert strips[-3].text.index("second") == 7


@pytest.mark.parametrize("size", [(1, 1), (3, 1), (0, 0)])
def test_a_tiny_area_does_not_break_the_card(size: tuple[int, int]) -> None:
    strips = text_card("日本語 text that is too long", size, ContentStyle())
    assert len(strips) == size[1]
    assert all(strip.cell_length == size[0] for strip in strips)


def test_a_picture_larger_than_its_area_is_cut_around_its_middle() -> None:
    body = [Strip([Segment(f"{row}abcd")], 5) for row in range(4)]
    assert [strip.text for strip in centre(body, (3, 2), Style())] == ["abc", "abc"]
