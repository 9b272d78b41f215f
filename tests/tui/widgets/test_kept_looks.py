"""What a widget knows of its looks goes with its styles."""

from __future__ import annotations

from textual.app import App, ComposeResult

from tui_captioner.tui.themes import DARK_THEME, LIGHT_THEME
from tui_captioner.tui.widgets.lines import Lines
from tui_captioner.tui.widgets.text_field import TextField


class Drawn(App[None]):
    """A line in an accent colour, and text to edit."""

    def compose(self) -> ComposeResult:
        self.register_theme(DARK_THEME)
        self.register_theme(LIGHT_THEME)
        self.theme = DARK_THEME.name
        yield Lines()
        yield TextField("hat")


async def test_another_theme_draws_in_its_own_colours() -> None:
    app = Drawn()
    async with app.run_test() as pilot:
        lines, field = app.query_one(Lines), app.query_one(TextField)
        lines.show_lines([(("hat", "accent"), (" coat", ""))])
        await pilot.pause()
        before = [lines.render_line(0), field.render_line(0)]
        app.theme = LIGHT_THEME.name
        await pilot.pause()
        after = [lines.render_line(0), field.render_line(0)]
        expected = [lines.get_component_rich_style("lines--accent"), lines.rich_style, field.rich_style]
        assert [next(iter(strip)).style for strip in after] != [next(iter(strip)).style for strip in before]
        accent, plain = [segment.style for segment in after[0] if segment.text.strip()]
        assert [accent, plain] == expected[:2]
        assert list(after[1])[-1].style == expected[2]
