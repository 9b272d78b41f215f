"""What is to be set at a trainer goes by the dataset: its suffix, its separator."""

from __future__ import annotations

import pytest

from tui_captioner.domain.trainers.notes import notes_for
from tui_captioner.domain.trainers.targets import TARGETS


@pytest.mark.parametrize(
    ("key", "suffix", "said"),
    [
        ("sd-scripts", ".txt", 'set caption_extension = ".txt", with the dot (its default is .caption)'),
        ("musubi", ".caption", 'set caption_extension = ".caption", with the dot (it has no default)'),
        ("ai-toolkit", ".caption", 'set caption_ext = ".caption", with the dot (its default is .txt)'),
    ],
)
def test_the_suffix_is_the_datasets_own(key: str, suffix: str, said: str) -> None:
    assert notes_for(TARGETS[key], suffix, ", ", "set")[0] == said


@pytest.mark.parametrize(("key", "suffix"), [("sd-scripts", ".caption"), ("ai-toolkit", ".txt"), ("onetrainer", ".x")])
def test_what_is_so_already_or_cannot_be_set_is_no_note(key: str, suffix: str) -> None:
    assert notes_for(TARGETS[key], suffix, ", ", "set") == TARGETS[key].notes


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("sd-scripts", 'set caption_separator = ";" where tags are shuffled (its default is ",")'),
        ("onetrainer", 'set tag_delimiter = ";" where tags are shuffled (its default is ",")'),
        ("diffusion-pipe", 'set cache_shuffle_delimiter = "; " where tags are shuffled (its default is ", ")'),
    ],
)
def test_so_is_the_separator(key: str, said: str) -> None:
    assert said in notes_for(TARGETS[key], ".caption", "; ", "set")
    assert said not in notes_for(TARGETS[key], ".caption", ",", "set")


@pytest.mark.parametrize("key", TARGETS)
def test_no_note_names_a_suffix_that_is_not_there(key: str) -> None:
    assert not any('".txt"' in note for note in notes_for(TARGETS[key], ".caption", ", ", "set"))


def test_commands_name_the_dataset() -> None:
    assert notes_for(TARGETS["civitai"], ".txt", ", ", "my set") == (
        "it takes a zip: tui-captioner export 'my set' --to civitai-zip",
    )
