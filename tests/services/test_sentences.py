"""Captions written by a template: the guides' examples from tags that were typed, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.exports import run, snapshot
from tests.support.tui_material import open_session, put
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.services.exporting.export_plan import WrongExportError
from tui_captioner.services.sentences import Sentences
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.settings import SettingsError

PROSE = """
globals = ["trigger word"]
[[structure]]
key = "type"
[[structure]]
key = "action"
[[structure]]
key = "subject"
layers = ["who", "hair", "face", "clothing"]
[[structure]]
key = "details"
[[structure]]
key = "background"
[templates]
mine = "{type}[ with {subject.hair}]"
"""
PROSE_TERMS = """
[type.layers]
medium = ["A photo of"]
[subject.layers]
who = ["happy", "mid-twenties woman"]
hair = ["with long blonde hair with bangs"]
face = ["mouth is open and smiling", "blue eyes are open"]
clothing = ["black business suit with white collar shirt underneath"]
"""
IN_SENTENCES = (
    "trigger word, A photo of, a happy, mid-twenties woman, with long blonde hair with bangs. She is standing in front "
    "of a circus. She is wearing a black business suit with white collar shirt underneath. Her mouth is open and "
    "smiling. Her blue eyes are open. front view, natural lighting, render, etc."
)


def settle(dataset: Path, settings: str, terms: str = "") -> None:
    folder = dataset / ".tui-captioner"
    folder.mkdir(exist_ok=True)
    (folder / "project.toml").write_text(settings, encoding="utf-8")
    (folder / "vocab.toml").write_text(terms, encoding="utf-8")


@contextmanager
def opened(dataset: Path) -> Iterator[Session]:
    session = open_session(dataset)
    try:
        yield session
    finally:
        session.close()


def written(dataset: Path, template: str, **slots: list[str]) -> str:
    """What a template makes of tags that were typed."""
    with opened(dataset) as session:
        put(session, "a.png", **slots)
        return Sentences(session, template).text_of(session.record("a.png").caption)


def test_sentences_with_tags_at_the_end_come_out_word_for_word(dataset: Path) -> None:
    settle(dataset, PROSE, PROSE_TERMS)
    slots = {
        "type": ["A photo of", "front view"],
        "action": ["standing"],
        "subject": [
            "happy",
            "mid-twenties woman",
            "with long blonde hair with bangs",
            "black business suit with white collar shirt underneath",
            "mouth is open and smiling",
            "blue eyes are open",
        ],
        "background": ["in front of a circus"],
        "details": ["natural lighting", "render", "etc."],
    }
    assert written(dataset, "sentence-plus-tags", **slots) == IN_SENTENCES


@pytest.mark.parametrize(
    ("profile", "trigger", "slots", "text"),
    [
        (
            "character",
            "annika",
            {"type": ["full body shot"], "action": ["standing", "smiling with hands in her pockets"]},
            "a full body shot of annika standing, smiling with hands in her pockets",
        ),
        (
            "character",
            "annika",
            {"type": ["close up", "straight on"], "action": ["looking directly at the camera with a slight smile"]},
            "a close up of annika looking directly at the camera with a slight smile, straight on",
        ),
        (
            "style",
            "illustration style",
            {
                "type": ["woman"],
                "action": ["sitting"],
                "background": ["at a cafe table with a cup of coffee"],
                "details": ["warm afternoon light through the window"],
            },
            "a woman sitting at a cafe table with a cup of coffee in illustration style, warm afternoon light through "
            "the window",
        ),
        (
            "object",
            "crystal sword",
            {"type": ["wide shot", "straight on"], "action": ["resting on a stone pedestal", "centered in the frame"]},
            "a crystal sword resting on a stone pedestal in a wide shot, straight on, centered in the frame",
        ),
        (
            "motion",
            "fluid walk",
            {"action": ["steady forward stride", "smooth weight transfer from heel to toe"]},
            "a figure demonstrating a fluid walk with steady forward stride, smooth weight transfer from heel to toe",
        ),
        (
            "plain",
            "",
            {"type": ["photograph", "1girl"], "action": ["sitting"], "background": ["beach"], "subject": ["red hair"]},
            "a photograph of a girl sitting on a beach, red hair",
        ),
    ],
)
def test_each_profile_has_its_sentence(
    dataset: Path, profile: str, trigger: str, slots: dict[str, list[str]], text: str
) -> None:
    settle(dataset, f'profile = "{profile}"\ntrigger = "{trigger}"\nglobals = [{f"{trigger!r}" if trigger else ""}]\n')
    assert written(dataset, "sentence", **slots) == text


def test_what_the_profile_leaves_out_is_in_no_sentence(dataset: Path) -> None:
    settle(dataset, 'profile = "character"\ntrigger = "annika"\nglobals = ["annika"]\n')
    with opened(dataset) as session:
        put(session, "a.png", action=["standing"], subject=["red hair"])
        sentences = Sentences(session, "sentence")
        assert sentences.text_of(session.record("a.png").caption) == "annika standing"
        assert not sentences.left


def test_an_own_phrase_is_how_a_term_reads_and_its_layer_stays(dataset: Path) -> None:
    settle(dataset, "", '[type.phrases]\n1girl = "a young woman"\n')
    text = written(dataset, "sentence", type=["photograph", "1girl"], action=["standing"])
    assert text == "a photograph of a young woman standing"
    assert written(dataset, "tags", type=["photograph", "1girl"]) == "photograph, 1girl"


def test_tags_are_the_caption_to_the_letter(dataset: Path) -> None:
    (dataset / "a.txt").write_text("odd ,  (spacing:1.2) BREAK 1girl", encoding="utf-8")
    with opened(dataset) as session:
        assert Sentences(session, "tags").text_of(session.record("a.png").caption) == "odd ,  (spacing:1.2) BREAK 1girl"


def test_json_stays_as_it_is(dataset: Path) -> None:
    (dataset / "a.txt").write_text('{"a": "woman, standing"}', encoding="utf-8")
    with opened(dataset) as session:
        assert Sentences(session, "sentence").text_of(session.record("a.png").caption) == '{"a": "woman, standing"}'


def test_a_tag_that_looks_like_json_does_not_keep_the_others_from_their_sentence(dataset: Path) -> None:
    text = written(dataset, "sentence", type=["photograph"], action=["standing"], details=["[1]"])
    assert text == "a photograph, standing, [1]"


def test_what_is_left_out_is_counted_and_told(dataset: Path) -> None:
    settle(dataset, PROSE, PROSE_TERMS)
    (dataset / "a.txt").write_text("standing, A photo of, BREAK, waving", encoding="utf-8")
    with opened(dataset) as session:
        sentences = Sentences(session, "mine")
        assert sentences.text_of(session.record("a.png").caption) == "A photo of"
    assert sentences.told() == (
        "the template 'mine' has no place for 4 tags in 1 caption: trigger word (1), standing (1), waving (1) "
        "and 1 other"
    )


def test_a_name_that_is_none_is_refused(dataset: Path) -> None:
    with opened(dataset) as session, pytest.raises(WrongUseError, match="Did you mean sentence"):
        Sentences(session, "sentense")


def test_a_wrong_template_says_file_name_and_column(dataset: Path) -> None:
    settle(dataset, '[templates]\nmine = "{subjekt}"\n')
    with pytest.raises(SettingsError, match=r"project\.toml: \[templates\] mine, column 2: .*Did you mean subject"):
        open_session(dataset)


# --- exports ----------------------------------------------------------------------------------------------------------


def test_an_export_by_a_template_changes_nothing_of_the_dataset(filled: Path, tmp_path: Path) -> None:
    before = snapshot(filled)
    report = run(filled, "sidecars", output=tmp_path / "out", template="sentence", alternatives="first")
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == "a photograph, standing"
    assert (tmp_path / "out" / "b.txt").read_text(encoding="utf-8") == (
        "a photograph of a woman standing, a thing unheard of"
    )
    assert not report.warnings
    assert snapshot(filled) == before


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("before", "a photograph, standing, photograph, standing"),
        ("after", "photograph, standing, a photograph, standing"),
        ("instead", "a photograph, standing"),
    ],
)
def test_the_sentence_stands_where_it_was_asked_for(filled: Path, tmp_path: Path, place: str, text: str) -> None:
    run(filled, "sidecars", output=tmp_path / "out", template="sentence", template_place=place)
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == text


def test_tags_export_the_same_bytes_as_no_template(filled: Path, tmp_path: Path) -> None:
    run(filled, "csv", output=tmp_path / "one.csv")
    run(filled, "csv", output=tmp_path / "other.csv", template="tags")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "other.csv").read_bytes()


def test_an_export_says_what_its_template_leaves_out(filled: Path, tmp_path: Path) -> None:
    settle(filled, '[templates]\nmine = "{type}"\n')
    report = run(filled, "sidecars", output=tmp_path / "out", template="mine", alternatives="first")
    assert report.warnings == [
        "the template 'mine' has no place for 3 tags in 2 captions: standing (2), a thing unheard of (1)"
    ]
    report = run(
        filled, "sidecars", output=tmp_path / "two", template="mine", template_place="after", alternatives="first"
    )
    assert not report.warnings


@pytest.mark.parametrize(
    ("to", "options", "says"),
    [
        ("sidecars", {"template": "sentence"}, "Name a folder with -o"),
        ("slots-jsonl", {"template": "sentence"}, "--template does not go with slots-jsonl"),
        ("csv", {"template_place": "after"}, "--template-place needs a template"),
    ],
)
def test_what_does_not_go_with_a_template_is_refused(filled: Path, to: str, options: dict[str, str], says: str) -> None:
    before = snapshot(filled)
    with pytest.raises(WrongExportError, match=says):
        run(filled, to, **options)
    assert snapshot(filled) == before
