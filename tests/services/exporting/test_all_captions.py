"""All captions of an image, as the trainers that take several read them: lines, files, lists beside a tar."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.exports import A, B, add_image, run, snapshot
from tests.support.trainer_settings import facts_of, read
from tui_captioner.domain.trainers.settings.makers import settings_for
from tui_captioner.formats import captions_json, kohya
from tui_captioner.services.exporting.export_plan import ExportError
from tui_captioner.services.importing.import_texts import texts_by_lines

TWO = f"{A}\nA woman."


# --- sd-scripts -------------------------------------------------------------------------------------------------------


def test_a_list_for_sd_scripts_may_hold_a_caption_a_line(filled: Path) -> None:
    report = run(filled, "kohya-jsonl", lines=True)
    rows = kohya.read(report.paths[0].read_bytes())
    assert [row.captions for row in rows] == [(TWO,), (B,)]
    assert report.captions == 3
    assert texts_by_lines(rows[0].captions[0], "alternatives") == (A, "A woman.")
    assert report.facts is not None
    assert read("sd-scripts", settings_for("sd-scripts", report.facts))["general"] == {"enable_wildcard": True}


def test_without_lines_the_others_stay_behind_and_that_is_said(filled: Path) -> None:
    report = run(filled, "kohya-jsonl")
    assert [row.captions for row in kohya.read(report.paths[0].read_bytes())] == [(A,), (B,)]
    assert "more captions than the first" in report.warnings[0]


def test_a_text_of_several_lines_is_said_as_sd_scripts_takes_the_first(dataset: Path) -> None:
    (dataset / "a.txt").write_text("standing\n\nsitting")
    assert "1 caption has several lines" in run(dataset, "kohya-jsonl").warnings[-1]
    report = run(dataset, "kohya-jsonl", lines=True, force=True)
    assert kohya.read(report.paths[0].read_bytes())[0].captions == ("standing\nsitting",)


def test_json_is_never_drawn_from_and_braces_are_said(dataset: Path) -> None:
    (dataset / "a.txt").write_text("{red|blue} hat")
    assert "captions with braces" in run(dataset, "kohya-jsonl", lines=True).warnings[-1]
    (dataset / "a.txt").write_text('{"high_level_description":"a hat"}')
    before = snapshot(dataset.parent)
    with pytest.raises(ExportError, match=r"a\.png has a caption in JSON"):
        run(dataset, "kohya-jsonl", lines=True, force=True)
    assert snapshot(dataset.parent) == before


# --- ai-toolkit -------------------------------------------------------------------------------------------------------


def test_every_image_has_as_many_files_as_the_one_with_most_captions(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = run(filled, "sidecars", output=out, files=True, images="link", trainer="ai-toolkit")
    texts = {name: data.decode() for name, data in snapshot(out).items() if name.endswith(".txt")}
    assert texts == {"a.txt": A, "a.2.txt": "A woman.", "b.txt": B, "b.2.txt": B}
    assert "1 of the images have fewer than 2 captions" in report.warnings[0]
    assert report.facts is not None
    entries = read("ai-toolkit", settings_for("ai-toolkit", report.facts))["datasets"]
    assert [entry["caption_ext"] for entry in entries] == [".txt", ".2.txt"]
    in_place = facts_of(out, "ai-toolkit")
    assert (in_place.suffix, in_place.more_suffixes) == (".txt", (".2.txt",))
    (out / "b.2.txt").unlink()
    assert facts_of(out, "ai-toolkit").more_suffixes == ()


def test_a_file_is_never_the_caption_of_two_images(filled: Path, tmp_path: Path) -> None:
    add_image(filled, "a.2.png")
    with pytest.raises(ExportError, match=r"a\.2\.txt would be a caption of two images"):
        run(filled, "sidecars", output=tmp_path / "out", files=True)
    assert not (tmp_path / "out").exists()


def test_lines_and_files_do_not_go_together(filled: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="--lines does not go with --files"):
        run(filled, "sidecars", output=tmp_path / "out", files=True, lines=True)
    with pytest.raises(ExportError, match="--files does not go with kohya-jsonl"):
        run(filled, "kohya-jsonl", files=True)


# --- diffusion-pipe ---------------------------------------------------------------------------------------------------


def test_a_tar_holds_images_alone_and_the_captions_go_by_its_members(filled: Path) -> None:
    add_image(filled, "sub/a.png")
    report = run(filled, "diffusion-pipe-tar")
    folder = filled.parent / "set_diffusion-pipe"
    assert report.paths == [folder / "set.tar", folder / "captions.json"]
    assert sorted(snapshot(folder)) == ["captions.json", "set.tar"]
    with tarfile.open(folder / "set.tar", "r:") as archive:
        assert all(member.isfile() for member in archive)
        assert archive.getnames() == ["a.png", "b.png", "sub/a.png"]
        content = archive.extractfile("sub/a.png")
        assert content is not None
        assert content.read() == PNG
    assert json.loads((folder / "captions.json").read_bytes()) == {
        "a.png": [A, "A woman."],
        "b.png": [B],
        "sub/a.png": ["standing"],
    }
    rows = captions_json.read((folder / "captions.json").read_bytes())
    assert [row.file_name for row in rows] == ["a.png", "b.png", "sub/a.png"]
    assert report.facts is not None
    directories = read("diffusion-pipe", settings_for("diffusion-pipe", report.facts))["directory"]
    assert directories == [{"path": str(folder), "num_repeats": 1}]
    in_place = facts_of(folder, "diffusion-pipe")
    assert [(one.path, one.images, one.videos) for one in in_place.folders] == [(str(folder), 3, 0)]
    assert in_place.captions_json


def test_nothing_else_may_lie_beside_the_tar(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "cache").mkdir(parents=True)
    run(filled, "diffusion-pipe-tar", output=out)
    (out / "notes.md").touch()
    before = snapshot(out)
    with pytest.raises(ExportError, match=r"notes\.md is there already"):
        run(filled, "diffusion-pipe-tar", output=out, force=True)
    assert snapshot(out) == before
    for place, said in ((filled, "is the dataset itself"), (filled / "x", "lies in the dataset")):
        with pytest.raises(ExportError, match=said):
            run(filled, "diffusion-pipe-tar", output=place)


def test_a_name_that_cannot_stand_in_the_tar_is_refused_or_replaced(filled: Path) -> None:
    add_image(filled, "back\\slash.png")
    with pytest.raises(ExportError, match="has a backslash"):
        run(filled, "diffusion-pipe-tar")
    assert not (filled.parent / "set_diffusion-pipe").exists()
    tar, table = run(filled, "diffusion-pipe-tar", rename=True).paths
    with tarfile.open(tar) as archive:
        assert set(archive.getnames()) == set(json.loads(table.read_bytes()))


def test_each_folder_gets_a_captions_json_of_its_own(filled: Path, tmp_path: Path) -> None:
    add_image(filled, "sub/a.png")
    report = run(filled, "captions-json", trainer="diffusion-pipe")
    assert report.paths == [filled / "captions.json", filled / "sub" / "captions.json"]
    assert json.loads((filled / "captions.json").read_bytes()) == {"a.png": [A, "A woman."], "b.png": [B]}
    assert json.loads((filled / "sub" / "captions.json").read_bytes()) == {"a.png": ["standing"]}
    with pytest.raises(ExportError, match="-o does not go with"):
        run(filled, "captions-json", trainer="diffusion-pipe", output=tmp_path)
    (filled / "captions.json").unlink()
    with pytest.raises(ExportError, match="exists already"):
        run(filled, "captions-json", trainer="diffusion-pipe")
    assert not (filled / "captions.json").exists()


def test_folders_that_count_differently_get_a_tar_each(tmp_path: Path) -> None:
    root = tmp_path / "set"
    for file in ("10_x/a.png", "10_x/in/b.png", "5_y/a.png", "c.png"):
        add_image(root, file)
    report = run(root, "diffusion-pipe-tar")
    base = tmp_path / "set_diffusion-pipe"
    assert sorted(snapshot(base)) == sorted(
        f"{folder}/{file}" for folder in ("10_x", "5_y", "images") for file in ("set.tar", "captions.json")
    )
    assert list(json.loads((base / "10_x" / "captions.json").read_bytes())) == ["10_x/a.png", "10_x/in/b.png"]
    assert report.facts is not None
    directories = read("diffusion-pipe", settings_for("diffusion-pipe", report.facts))["directory"]
    assert [(entry["path"], entry["num_repeats"]) for entry in directories] == [
        (f"{base}/images", 1),
        (f"{base}/10_x", 10),
        (f"{base}/5_y", 5),
    ]


def test_a_tar_that_fails_leaves_no_folder(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    add_image(filled, "3_sub/d.png")
    before = sorted(filled.parent.rglob("*"))
    monkeypatch.setattr("tui_captioner.storage.files.archives.os.fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        run(filled, "diffusion-pipe-tar")
    assert sorted(path for path in filled.parent.rglob("*") if "captions.db" not in path.name) == [
        path for path in before if "captions.db" not in path.name
    ]
