"""The private parts of Textual that the program uses: each is there and does its work, and nobody else has any."""

from __future__ import annotations

import ast
import inspect
import io
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from rich.console import Console
from rich.segment import Segment
from textual import content, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.css import stylesheet
from textual.css.parse import parse
from textual.css.stylesheet import Stylesheet
from textual.drivers import linux_driver
from textual.geometry import Region
from textual.message_pump import MessagePump
from textual.strip import Strip
from textual.widgets import Input, Label

import tui_captioner.tui
from tui_captioner.tui.terminal import textual_parts
from tui_captioner.tui.terminal.changed_cells import ChangedCells
from tui_captioner.tui.terminal.pasting import PasteParser

PACKAGE = Path(tui_captioner.tui.__file__).parent
PARTS = Path(textual_parts.__file__)


class Shown(App[None]):
    def compose(self) -> ComposeResult:
        yield Label("above", id="above")
        yield textual_parts.OpenInput("text", id="field", compact=True)


class Kept:
    """A file that keeps what is written."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def write(self, text: str) -> None:
        self.texts.append(text)

    def flush(self) -> None:
        pass


class Gone:
    """A file whose terminal has gone after the first text."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def write(self, text: str) -> None:
        if self.texts:
            raise OSError(5, "Input/output error")
        self.texts.append(text)

    def flush(self) -> None:
        pass


# --- each part --------------------------------------------------------------------------------------------------------


def test_strip_render_cache_is_what_a_strip_renders_to() -> None:
    strip = Strip([Segment("drawn")])
    assert strip._render_cache is None
    assert textual_parts.rendered_before(strip) is None
    assert strip.render(Console()) == "drawn"
    assert textual_parts.rendered_before(strip) == "drawn"
    textual_parts.keep_rendered(strip, "kept")
    assert strip.render(Console()) == "kept"


def test_styles_are_parsed_again_for_other_variables_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stylesheet, "_parse_rules", Stylesheet._parse_rules)
    textual_parts.share_styles()
    parsed: list[str] = []

    def noted(scope: str, css: str, *more: Any, **options: Any) -> Any:
        parsed.append(css)
        return parse(scope, css, *more, **options)

    monkeypatch.setattr(stylesheet, "parse", noted)
    css = "#parsed { color: $some; }"
    for colours in (["red"], ["red", "blue"]):
        sheet = Stylesheet(variables={"some": "red"})
        sheet.add_source(css)
        for colour in colours:
            sheet.set_variables({"some": colour})
            sheet.reparse()
            assert [rule.styles.color.hex for rule in sheet.rules] == [{"red": "#FF0000", "blue": "#0000FF"}[colour]]
    assert parsed == [css, css]


class Late(textual_parts.LateLooks):
    DEFAULT_CSS = "Late > .late--one { color: $text; background: $panel; }  Late > .late--two { color: $error; }"
    COMPONENT_CLASSES = {"late--one", "late--two"}


async def test_looks_are_found_out_when_they_are_asked_for_and_follow_the_theme() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        late = Late()
        await app.mount(late)
        assert late._component_styles == {}
        dark = late.get_component_rich_style("late--one")
        assert late._component_styles.keys() == {"late--one"}
        app.theme = "textual-light"
        await pilot.pause()
        assert late._component_styles.keys() == {"late--one"}
        light = late.get_component_rich_style("late--one")
        assert dark.bgcolor is not None
        assert dark.bgcolor != light.bgcolor
        with pytest.raises(KeyError):
            late.get_component_rich_style("late--none")


def test_a_writer_whose_terminal_has_gone_holds_nobody_up() -> None:
    file = Gone()
    writer = textual_parts.SteadyWriter(file)  # type: ignore[arg-type]
    writer.start()
    # More than its queue holds: were it not emptied, this would wait for ever.

    def write() -> None:
        for number in range(200):
            writer.write(f"{number}")

    written = Thread(target=write, daemon=True)
    written.start()
    written.join(30)
    assert not written.is_alive()
    writer.stop()
    assert not writer.is_alive()
    assert file.texts == ["0"]


FRAME = "\x1b[1;1Htext\x1b[1;1H"


def written_by(*texts: str, forget_at: int | None = None, terminal: str = "kitty") -> list[str]:
    """What a writer writes to its terminal."""
    file = Kept()
    writer = textual_parts.driver_for(terminal).writer(file)  # type: ignore[arg-type]
    writer.start()
    for number, text in enumerate(texts):
        if number == forget_at:
            writer.forget_cells()
        writer.write(text)
    writer.stop()
    return [text for text in file.texts if text]


def test_a_writer_sends_what_changes() -> None:
    assert written_by(FRAME, FRAME, FRAME.replace("text", "test")) == [FRAME, "\x1b[1;3Hs\x1b[1;1H"]
    assert written_by(FRAME, FRAME, forget_at=1) == [FRAME, FRAME]


def test_a_terminal_that_does_not_keep_colours_is_sent_frames_whole() -> None:
    assert written_by(FRAME, FRAME, terminal="mlterm") == [FRAME, FRAME]


def test_a_writer_that_cannot_say_what_changes_sends_all_and_knows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = ChangedCells.needed

    def failing(cells: ChangedCells, text: str) -> str:
        if "odd" in text:
            raise ValueError(text)
        return needed(cells, text)

    monkeypatch.setattr(ChangedCells, "needed", failing)
    assert written_by(FRAME, "odd", FRAME) == [FRAME, "odd", FRAME]


async def test_after_a_change_of_size_all_cells_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Shown()
    async with app.run_test():
        textual_parts.send_all_cells(app)  # nothing to write to
        writer = textual_parts.SteadyWriter(Kept())  # type: ignore[arg-type]
        monkeypatch.setattr(app._driver, "_writer_thread", writer, raising=False)
        textual_parts.send_all_cells(app)
        assert writer._queue.get_nowait() == ""


def test_content_strip_control_codes_cleans_every_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_strip_control_codes", content._strip_control_codes)
    textual_parts.clean_contents_with(str.upper)
    assert content.Content("label").plain == "LABEL"


async def test_screen_compositor_knows_places_and_regions_to_write() -> None:
    app = Shown()
    async with app.run_test():
        screen = app.screen
        assert hasattr(screen._compositor, "visible_widgets")
        label = app.query_one("#above")
        place, clip = textual_parts.widgets_on_screen(screen)[label]
        assert (place, clip.contains_region(place)) == (label.region, True)
        row = Region(0, 5, 10, 1)
        textual_parts.draw_again(screen, row)
        assert row in screen._compositor._dirty_regions


async def test_app_driver_writes_to_the_terminal() -> None:
    app = Shown()
    assert textual_parts.driver_of(app) is None
    async with app.run_test():
        driver = textual_parts.driver_of(app)
        assert driver is not None
        assert driver is app._driver
        assert driver.is_headless
        assert not driver.is_web


def test_ansi_sequences_keys_is_a_table_that_can_be_changed() -> None:
    assert textual_parts.key_sequences() is ANSI_SEQUENCES_KEYS
    assert isinstance(ANSI_SEQUENCES_KEYS, dict)
    assert ANSI_SEQUENCES_KEYS["\x1b[A"] == ("up",)


def test_xterm_parser_asks_for_the_keys_of_each_sequence() -> None:
    assert list(signature(XTermParser._sequence_to_key_events).parameters) == ["self", "sequence", "alt"]

    class Doubled(textual_parts.InputParser):
        def keys_of(self, keys: object, *, alt: bool) -> list[events.Key]:
            return [events.Key(f"{event.key}{alt}", None) for event in keys]  # type: ignore[attr-defined]

    sent = [event for event in Doubled().feed("a\x1b[A") if isinstance(event, events.Key)]
    assert [event.key for event in sent] == ["aFalse", "upFalse"]


def test_linux_driver_reads_by_the_parser_of_its_module(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "XTermParser(" in inspect.getsource(linux_driver)
    monkeypatch.setattr(linux_driver, "XTermParser", XTermParser)
    textual_parts.read_terminal_with(PasteParser)
    assert vars(linux_driver)["XTermParser"] is PasteParser


async def test_widget_bindings_are_found_by_key() -> None:
    app = Shown()
    async with app.run_test():
        field = app.query_one("#field")
        assert [binding.action for binding in textual_parts.bindings_of(field, "backspace")] == ["delete_left"]
        assert textual_parts.bindings_of(field, "f12") == []


async def test_input_leaves_open_what_is_drawn_and_where() -> None:
    for name in ("_suggestion", "_value", "_cursor_visible", "_position_to_cell", "_cell_offset_to_index"):
        assert hasattr(Input, name), name
    app = Shown()
    async with app.run_test() as pilot:
        field = app.query_one(textual_parts.OpenInput)
        assert field.shown().plain == "text"
        assert (field.cell_of(2), field.character_at(3), field.cursor_is_drawn) == (2, 3, True)
        field.greyed = "text and more"
        assert field._suggestion == "text and more"
        await pilot.press("right")
        assert field.value == "text and more"
        field.cursor_position = 3
        assert field.cursor_screen_offset.x - field.content_region.x == 3


@pytest.mark.parametrize("line", ["it ended, see the log", ""])
async def test_app_handle_exception_and_exit_renderables_say_why_it_ended(line: str) -> None:
    class Failing(Shown):
        def on_mount(self) -> None:
            raise KeyError("a caption")

    app, told, file = Failing(), list[str](), io.StringIO()

    def tell(error: BaseException) -> str:
        told.append(type(error).__name__)
        return line

    textual_parts.tell_of_crashes(app, tell)
    app.error_console = Console(file=file, markup=False, width=80)
    await app.run_async(headless=True)
    assert told == ["KeyError"]
    assert file.getvalue() == f"{line}\n" if line else "KeyError: 'a caption'" in file.getvalue()
    assert app.return_code == 1


def test_the_version_is_held_to_a_minor_range_and_exactly_in_the_lock() -> None:
    root = Path(__file__).parents[3]
    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert "textual>=8.2.8,<8.3" in wanted
    locked = re.findall(r"^textual(\S+)", (root / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert locked == ["==8.2.8"]


# --- nobody else ------------------------------------------------------------------------------------------------------


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if path != PARTS]


def textuals_private_names() -> set[str]:
    """All private names that stand anywhere in those modules of Textual that the program loads."""
    loaded = [module for name, module in sys.modules.items() if name.split(".")[0] == "textual"]
    texts = [Path(module.__file__).read_text(encoding="utf-8") for module in loaded if module.__file__]
    return set(re.findall(r"\b_[a-z]\w*", "\n".join(texts)))


def reached_for(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Line, object and name of everything private of another object than the one at hand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr):
            at = ast.unparse(node.value)
            if at not in ("self", "cls"):
                yield node.lineno, at, node.attr


def test_no_other_module_imports_or_reaches_for_what_is_private() -> None:
    # What named tuples call `_replace` is meant for everybody.
    found, theirs = [], textuals_private_names() - {"_replace"}
    assert {"_compositor", "_driver", "_render_cache", "_suggestion"} <= theirs
    for path in modules():
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(PACKAGE)
        found += [f"{name}: {line}" for line in text.splitlines() if re.search(r"\btextual[\w.]*\._", line)]
        reached = reached_for(ast.parse(text))
        found += [f"{name}:{number} {at}.{what}" for number, at, what in reached if what in theirs]
    assert found == []


def classes_over_textual() -> list[type]:
    found: dict[str, type] = {}
    for module in pkgutil.walk_packages([str(PACKAGE)], "tui_captioner.tui."):
        for value in vars(import_module(module.name)).values():
            if inspect.isclass(value) and issubclass(value, MessagePump) and value.__module__ == module.name:
                found[value.__qualname__] = value
    return [value for value in found.values() if value.__module__ != textual_parts.__name__]


@cache
def private_names(kind: type) -> frozenset[str]:
    """Private names that a class writes down: methods, attributes of its body and of the object."""
    written = inspect.getsource(kind)
    return frozenset(re.findall(r"(?:\bself\.|\bdef |^    )(_[a-z]\w*)", written, flags=re.MULTILINE))


@pytest.mark.parametrize("kind", classes_over_textual(), ids=lambda kind: kind.__name__)
def test_no_class_of_ours_has_a_private_name_that_textual_has(kind: type) -> None:
    theirs = {
        name for base in kind.__mro__ if base.__module__.split(".")[0] == "textual" for name in private_names(base)
    }
    assert private_names(kind) & theirs == set()
