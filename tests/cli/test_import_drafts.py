"""What a tagger wrote, imported as machine tags: shown, laid down, kept out of every file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.imports import imported, put, refused, texts, undo
from tui_captioner.cli.main import main
from tui_captioner.services.session.session import Session


def drafted(root: Path, name: str) -> list[tuple[str, str, bool]]:
    session = Session.open(root, writable=False)
    found = [(one.slot, one.text, one.known) for one in session.record(name).drafted]
    session.close()
    return found


@pytest.fixture
def tagged(tmp_path: Path) -> Path:
    """A folder of a tagger's files."""
    folder = tmp_path / "tagged"
    folder.mkdir()
    put(folder / "a.txt", "Standing, red_hat, brzmzk, beach")
    put(folder / "b.txt", "standing, beach")
    put(folder / "zz.txt", "beach")
    return folder


def test_a_folder_of_a_tagger_becomes_machine_tags(
    dataset: Path, tagged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = texts(dataset)
    report = imported(capsys, dataset, tagged, "--from", "sidecar", "--as-draft", "wd14")
    assert (report["images"], report["imported"], report["keys_without_image"]) == (2, 2, ["zz"])
    assert ("action", "standing", True) in drafted(dataset, "a.png")
    assert [known for _, text, known in drafted(dataset, "a.png") if text == "brzmzk"] == [False]
    assert drafted(dataset, "b.png") == [("background", "beach", True)]
    assert report["left_out"] == [{"file_name": "b.png", "tag": "standing", "why": "Action has tags already"}]
    assert texts(dataset) == before
    assert undo(dataset) == "drafts by wd14"
    assert drafted(dataset, "a.png") == []


def test_a_file_of_any_format_may_be_a_draft_and_a_trial_changes_nothing(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "captions.json", '{"a.png": "red hat, beach", "c.png": "a cat"}')
    assert main(["import", str(dataset), str(file), "--as-draft", "joy", "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "+ red hat (Subject)" in out
    assert "3 tags for 2 images would be proposed" in out
    assert not (dataset / ".tui-captioner").exists()


@pytest.mark.parametrize("name", ["", "import", "Person", "a\nb", "x" * 81])
def test_a_name_that_no_model_can_have_is_refused(
    dataset: Path, tagged: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(capsys, dataset, tagged, "--from", "sidecar", "--as-draft", name, status=2)


def test_what_is_imported_as_a_caption_is_set_by_an_import(dataset: Path, tmp_path: Path) -> None:
    file = put(tmp_path / "captions.json", '{"a.png": "red hat"}')
    assert main(["import", str(dataset), str(file)]) == 0
    session = Session.open(dataset, writable=False)
    assert [tag.by for _, tag in session.record("a.png").caption.all_tags(session.structure)] == ["import"]
    assert [tag.by for _, tag in session.record("b.png").caption.all_tags(session.structure)] == [""] * 4
    session.close()
