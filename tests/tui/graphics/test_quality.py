"""How much is sent for a picture."""

from __future__ import annotations

from tui_captioner.tui.graphics.protocol import choose_protocol
from tui_captioner.tui.graphics.quality import RULES, Quality
from tui_captioner.tui.terminal.terminal import TerminalCaps

# -- quality -----------------------------------------------------------------------------------------------------------


def test_the_quality_is_handed_on() -> None:
    assert choose_protocol(TerminalCaps()).quality is Quality.NORMAL
    assert choose_protocol(TerminalCaps(), quality=Quality.LOW).quality is Quality.LOW


def test_every_quality_has_its_rules_and_better_ones_take_more() -> None:
    full, normal, low = (RULES[quality] for quality in Quality)
    assert (normal.pixels, normal.colours, normal.dither) == (800 * 800, 256, True)
    assert (full.pixels, full.colours, full.dither) == (2 * normal.pixels, 256, True)
    assert (low.pixels, low.colours, low.dither) == (normal.pixels // 4, 64, False)
    assert [rules.palette(exact=True) for rules in (full, normal, low)] == [256, 128, 64]
    assert [rules.palette(exact=False) for rules in (full, normal, low)] == [256, 256, 64]
    assert full.jpeg > normal.jpeg > low.jpeg
