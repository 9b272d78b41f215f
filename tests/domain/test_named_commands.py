"""Commands in messages: with the whole path to be pasted, with a short name where a line has no room."""

from __future__ import annotations

import pytest

from tui_captioner.domain.named_commands import told_of, told_shortly

PATH = "/data/of a team/my set"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tui-captioner repair DATASET saves it", "tui-captioner repair 'my set' saves it"),
        (told_of("tui-captioner repair DATASET saves it", PATH), "tui-captioner repair 'my set' saves it"),
        (f"{PATH}/.tui-captioner can't be made", "my set/.tui-captioner can't be made"),
        (f"There is no {PATH}. Mount it", "There is no my set. Mount it"),
        (f"{PATH}-2 is another one", f"{PATH}-2 is another one"),
        (f"/mnt{PATH} is another one", f"/mnt{PATH} is another one"),
        ("a DATASET of yours", "a DATASET of yours"),
    ],
)
def test_a_line_of_a_screen_names_the_folder_alone(text: str, shown: str) -> None:
    assert told_shortly(text, PATH, "my set") == shown


def test_a_name_that_is_no_path_is_no_word_of_the_message() -> None:
    assert told_shortly("a hat and tui-captioner undo DATASET", "hat", "hat") == "a hat and tui-captioner undo hat"
    assert told_shortly("1. a step. tui-captioner undo DATASET", ".", "set") == "1. a step. tui-captioner undo ."
