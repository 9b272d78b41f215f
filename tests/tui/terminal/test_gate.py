"""The last gate before the terminal, and the line to type into."""

from __future__ import annotations

import io
import unicodedata
from typing import cast

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Label

from tui_captioner.storage.gated_stream import GatedStream, write_codes
from tui_captioner.tui.terminal.gate import mend_drawing
from tui_captioner.tui.widgets.text_field import TextField

CODES = "a\x1b]52;c;x\x07b\x9bc\u202ed\u200be\U000e0041f"
SHOWN = "a\\x1b]52;c;x\\x07b\\x9bc\\u202ed\\u200be\\U000e0041f"


def has_codes(text: str) -> bool:
    return any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text if char not in "\u200c\u200d"
    )


@given(st.lists(st.sampled_from(CODES + "\xad\ud800\u115f日👩é") | st.characters()).map("".join))
def test_text_of_a_strip_is_drawn_without_codes_on_as_many_cells(text: str) -> None:
    mend_drawing()
    drawn = Strip([Segment(text)]).render(Console())
    assert not has_codes(drawn)
    if "\u200d" not in text and "\ufe0f" not in text:
        assert cell_len(drawn) == cell_len(text)


def test_a_strip_keeps_its_styles_and_what_is_cut_of_it_is_gated_too() -> None:
    mend_drawing()
    styled = Console().get_style("bold")
    strip = Strip([Segment("x\x1b[7777m", styled), Segment("plain")])
    assert strip.render(Console()) == "\x1b[1mx[7777m\x1b[0mplain"
    assert "\x1b[7777" not in strip.crop(0, 4).render(Console())


async def test_widgets_of_the_framework_show_codes_written_out() -> None:
    class Shown(App[None]):
        def compose(self) -> ComposeResult:
            yield Label(CODES + "\nsecond line", markup=False)

    mend_drawing()
    async with Shown().run_test() as pilot:
        assert str(cast(Content, pilot.app.query_one(Label).render())) == SHOWN + "\nsecond line"


async def test_a_field_draws_the_visible_form_and_keeps_the_text() -> None:
    class Field(App[None]):
        def compose(self) -> ComposeResult:
            yield TextField(CODES, compact=True)

    async with Field().run_test() as pilot:
        field = pilot.app.query_one(TextField)
        assert field.render_line(0).text.rstrip() == SHOWN
        assert field.cursor_screen_offset.x == len(SHOWN) + 1
        await pilot.press("home", "right", "right")
        assert field.cursor_screen_offset.x == len("a\\x1b")
        await pilot.press("backspace", "z")
        await field.on_key(events.Key("zero_width_joiner", "\u200d"))
        await pilot.press("end", "alt+x")
        assert field.value == "az\u200d" + CODES[2:]
        field.value, field._suggestion = "a", "a" + CODES
        assert field.render_line(0).text.rstrip() == "a" + SHOWN
        await pilot.press("end", "right")
        assert field.value == "a"


def test_a_gated_stream_writes_codes_out_but_for_line_breaks_and_our_own() -> None:
    stream = io.StringIO()
    gated = GatedStream(stream)
    assert gated.write(f"{CODES}\n") == len(CODES) + 1
    gated.writelines(["\r", "b\n"])
    write_codes(cast(io.StringIO, gated), "\x1b[K")
    assert stream.getvalue() == f"{SHOWN}\n\\rb\n\x1b[K"
    assert not gated.isatty()
