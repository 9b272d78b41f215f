"""What a change of many captions would do, before it is done."""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.domain.difference import difference
from tui_captioner.services.bulk.bulk import BulkChange, Sample
from tui_captioner.tui.dialogs.dialog import Handler, TextDialog
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.widgets.lines import Line, wrap


def preview_lines(change: BulkChange, width: int, keymap: ScreenKeymap) -> list[Line]:
    """The change in numbers, then captions before and after."""
    key = keymap.first
    found = change.difference
    count = {0: "no caption changes", 1: "1 caption changes"}.get(found.captions, f"{found.captions} captions change")
    title = f"{change.title[0].upper()}{change.title[1:]}"
    lines = wrap(((f"{title}: {count}.", "strong"),), width)
    if found.unsure:
        of_them = f"{found.unsure} of them {'has' if found.unsure == 1 else 'have'} tags whose slot was only guessed."
        lines += wrap(((of_them, "warn"),), width)
    for remark in found.remarks:
        lines += wrap(((remark, "warn"),), width)
    hint = f"{key('agree')} does it, undo takes it back. {key('leave_dialog')} leaves all as it is."
    hint += f" {key('scroll_up')} and {key('scroll_down')} scroll."
    lines += wrap(((hint, "dim"),), width)
    for sample in found.samples:
        lines += [(), *_sample_lines(sample, width)]
    if found.captions > len(found.samples):
        lines += [(), ((f"and {found.captions - len(found.samples)} more", "dim"),)]
    return lines


def _sample_lines(sample: Sample, width: int) -> list[Line]:
    """A caption before and after, with what goes and what comes standing out."""
    lines: list[Line] = [((sample.name, "accent"),)]
    found = difference(sample.before, sample.after)
    for mark, runs, plain, other in (("- ", found.before, "dim", "warn"), ("+ ", found.after, "", "good")):
        line = tuple((run.text, other if run.differs else plain) for run in runs) or (("(nothing)", plain),)
        for number, row in enumerate(wrap(line, max(1, width - 2))):
            lines.append(((mark if number == 0 else "  ", "faint"), *row))
    return lines


class PreviewScreen(TextDialog[bool]):
    """Shows what would change; answers True if it shall be done.

    Args:
        keymap: Which key does what.
        change: The change, worked out.
    """

    mode = "preview"

    def __init__(self, keymap: ScreenKeymap, change: BulkChange) -> None:
        super().__init__(keymap)
        self._change = change

    def handlers(self) -> Mapping[str, Handler]:
        """The key that agrees, besides those of every dialog of text."""
        return {**super().handlers(), "agree": lambda _: self.dismiss(True)}

    def lines_at(self, width: int) -> list[Line]:
        """The preview."""
        return preview_lines(self._change, width, self.keymap)
