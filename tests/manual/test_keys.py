"""The keys that the manual tells are the registry's."""

from __future__ import annotations

import re

import pytest
from textual.widgets import Input

from tests.support.manual_pages import PAGES, spans
from tests.support.manual_screens import with_keys
from tui_captioner.tui.actions import ACTIONS, Keymap
from tui_captioner.tui.widgets.text_field import TextField

KEYMAP = Keymap()
SHOWN = {key for action in ACTIONS for key in KEYMAP.shown(action.id).split(", ")}
OF_THE_SHELL = {
    "+".join(part.capitalize() for part in key.strip().split("+"))
    for widget in (TextField, Input)
    for binding in widget.BINDINGS
    for key in binding.key.split(",")  # type: ignore[union-attr]
}
"""Keys of the line that is typed into."""
A_KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+\S+|F\d+|Enter|Esc|Tab|Space|Backspace|Delete|PageUp|PageDown|Home|End")
TOLD = {
    "first-session": "Tab take, Enter keep, 1 pick, 0 more, Right ghost, Ctrl+Right ghost_word, "
    "Shift+Tab previous_slot, "
    "Backspace take_back, Ctrl+Z undo, Ctrl+T take_slot, Ctrl+R take_all, Alt+R take_alike, "
    "PageDown next_image, PageUp previous_image, Ctrl+N next_unfinished, Ctrl+F find_image, Left tag_cursor, "
    "Delete delete_tag, < move_left, > move_right, Alt+L line, F2 sentence, F9 next_unsure, Space confirm, "
    "* all_into, Ctrl+Q quit, F1 help, Alt+P project",
    "second-pass": "F5 browse, Enter compose, / list_filter, o order_by, v sheet, Space choose, m choose_range, "
    "a choose_all, e edit_these, s browse_sweep, y browse_yes_no, t browse_tags, c browse_findings, "
    "h browse_history, n browse_numbers, F2 keep_filter, f kept_filters, r ask_anew, Backspace all_images, "
    "PageDown sweep_skip, u yes_no_back, > yes_no_slot, a yes_no_others, F12 all_tags, r tag_rename, "
    "m tag_merge, > tag_to_slot, d tag_delete, a tag_add, R tag_replace, A tag_alias, ~ tag_clusters, "
    "p cluster_perhaps, x cluster_apart, Alt+N take_used, i proposal_only, w proposal_whole, Alt+M mark, "
    "d mark_done, r mark_reviewed, f mark_flagged, n mark_note, o mark_open, Ctrl+D done, u step_back, "
    "r step_forward, i step_part, t outside_theirs, o outside_ours, Ctrl+P palette, F4 new_alternative, "
    "F6 previous_alternative, F7 next_alternative, Ctrl+L compare_alternatives",
    "checks": "Alt+P project, Alt+W write_slot, Alt+Shift+K findings, Right finding_open, Enter finding_images, "
    "m finding_mend, y finding_yes_no, x finding_accept, o finding_off, u finding_back, "
    "Alt+K caption_findings",
    "keys": "Tab take, Enter keep, 1 pick, Ctrl+Z undo, PageDown next_image, Ctrl+N next_unfinished, F5 browse, "
    "F9 next_unsure, Ctrl+P palette, F1 help, Ctrl+Q quit, Right ghost, Ctrl+Right ghost_word",
    "drafts": "Alt+Y proposed, y confirm_proposed, n refuse_proposed, s confirm_slot, a confirm_image, "
    "Alt+G draft_image",
    "prose": "Alt+E edit_sentence, Ctrl+P palette",
    "trainers": "i browse_import",
    "pictures": "F8 toggle_picture, F3 notices, Ctrl+O picture, + zoom_in, - zoom_out, 1 one_to_one, 0 fit, s beside, "
    "c chequered, t strip, n picture_next, p picture_previous, Esc leave_picture, = browse_compare_alike",
    "coming-from": "Ctrl+Y redo, Ctrl+Q quit, PageDown next_image, PageUp previous_image, F12 all_tags, "
    "h browse_history",
    "troubleshooting": "F8 toggle_picture, o keep_ours, t take_theirs, a all_outside, Alt+W write_slot, F3 notices",
}
"""What the pages say of keys: each with the action that is told of it."""


def test_the_page_of_keys_has_the_registrys() -> None:
    is_current = with_keys(PAGES["keys"]) == PAGES["keys"]
    assert is_current, "keys.md: run python -m tests.support.manual_screens"


@pytest.mark.parametrize("topic", PAGES)
def test_keys_in_the_text_are_keys(topic: str) -> None:
    told = {span for span in spans(PAGES[topic].split("<!-- keys -->")[0]) if A_KEY.fullmatch(span)}
    assert told - SHOWN - OF_THE_SHELL == set()


@pytest.mark.parametrize("topic", TOLD)
def test_a_key_does_what_is_told_of_it(topic: str) -> None:
    on_page = set(spans(PAGES[topic]))
    for told in TOLD[topic].split(", "):
        key, action = told.rsplit(" ", 1)
        assert key in KEYMAP.shown(action).replace("1-9", "1").split(", "), told
        assert key in on_page, told
