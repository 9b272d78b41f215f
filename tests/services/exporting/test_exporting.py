"""Exports: which images go in, where the files go, and that nothing is overwritten, lost or half written."""

from __future__ import annotations

import json
import os
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.support.exports import A, B, add_image, run, snapshot
from tests.support.tui_material import open_session
from tui_captioner.formats import captions_json, civitai, kohya, musubi, plain_csv, slots_jsonl, webdataset
from tui_captioner.formats.names import EXPORTS
from tui_captioner.services.exporting.export_plan import ExportError, ExportOptions
from tui_captioner.services.exporting.exporting import export
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX

FILES = tuple(name for name in EXPORTS if name != "sidecars")


# --- what goes in -----------------------------------------------------------------------------------------------------


def test_each_format_has_its_usual_place_and_leaves_out_what_has_no_caption(filled: Path) -> None:
    before = snapshot(filled)
    beside = filled.parent
    places = {
        "captions-json": [filled / "captions.json"],
        "kohya-jsonl": [beside / "set_kohya.jsonl"],
        "musubi-jsonl": [beside / "set_musubi.jsonl"],
        "csv": [beside / "set.csv"],
        "webdataset": [beside / "set.tar"],
        "civitai-zip": [beside / "set_civitai.zip"],
    }
    for to, paths in places.items():
        report = run(filled, to)
        assert report.paths == paths
        assert all(path.is_file() for path in paths)
        assert (report.images, report.captions) == (2, 3 if to in ("captions-json", "webdataset") else 2)
        assert [(skipped.name, skipped.reason, skipped.trouble) for skipped in report.skipped] == [
            ("c.png", "no caption", False)
        ]
    (filled / "captions.json").unlink()
    assert snapshot(filled) == before


def test_the_rows_are_those_of_the_images(filled: Path) -> None:
    read = {
        "captions-json": (captions_json.read, "{}", True),
        "kohya-jsonl": (kohya.read, f"{filled}/{{}}", False),
        "musubi-jsonl": (musubi.read, f"{filled}/{{}}", False),
        "csv": (plain_csv.read, "{}", False),
        "webdataset": (webdataset.read, "{}", True),
        "civitai-zip": (civitai.read, "{}", False),
    }
    for to, (reader, name, several) in read.items():
        (path,) = run(filled, to).paths
        rows = [(row.file_name, row.captions) for row in reader(path.read_bytes())]
        assert rows == [
            (name.format("a.png"), (A, "A woman.") if several else (A,)),
            (name.format("b.png"), (B,)),
        ]


def test_globals_alone_are_no_caption(filled: Path) -> None:
    (filled / ".tui-captioner" / "project.toml").write_text('globals = ["sks"]\n', encoding="utf-8")
    (path,) = run(filled, "csv").paths
    assert [row.captions for row in plain_csv.read(path.read_bytes())] == [(f"sks, {A}",), (f"sks, {B}",)]


def test_states_choose_images(filled: Path) -> None:
    report = run(filled, "csv", states=("done", "reviewed"))
    assert (report.images, report.skipped) == (1, [])
    with pytest.raises(ExportError, match="nothing to export"):
        run(filled, "csv", states=("flagged",), force=True)


def test_the_first_caption_or_all_of_them(filled: Path) -> None:
    (path,) = run(filled, "captions-json", alternatives="first").paths
    assert json.loads(path.read_bytes()) == {"a.png": [A], "b.png": [B]}
    (tar,) = run(filled, "webdataset", alternatives="first").paths
    with tarfile.open(tar) as archive:
        assert archive.getnames() == ["a.png", "a.txt", "b.png", "b.txt"]
    report = run(filled, "hf-imagefolder", output=filled.parent / "hf")
    lines = [json.loads(line) for line in report.paths[0].read_text("utf-8").splitlines()]
    assert [line["text"] for line in lines] == [[A, "A woman."], [B]]
    report = run(filled, "hf-imagefolder", output=filled.parent / "one", alternatives="first")
    lines = [json.loads(line) for line in report.paths[0].read_text("utf-8").splitlines()]
    assert [line["text"] for line in lines] == [A, B]


@pytest.mark.parametrize("to", ["csv", "kohya-jsonl", "musubi-jsonl", "civitai-zip", "sidecars"])
def test_all_captions_are_refused_where_one_is_taken(filled: Path, to: str) -> None:
    with pytest.raises(ExportError, match=f"--alternatives all does not go with {to}: .*one caption"):
        run(filled, to, alternatives="all", output=filled.parent / "out")
    assert [path.name for path in filled.parent.iterdir()] == ["set"]


def test_captions_that_stay_behind_are_said_unless_the_first_was_asked_for(filled: Path, tmp_path: Path) -> None:
    for to in EXPORTS:
        for chosen in ("", "first"):
            warnings = run(filled, to, output=tmp_path / f"{to}{chosen}", alternatives=chosen).warnings
            said = [warning for warning in warnings if "1 image has more captions than the first" in warning]
            assert bool(said) == (
                to in ("sidecars", "kohya-jsonl", "musubi-jsonl", "csv", "civitai-zip") and not chosen
            )
            assert all(warning.endswith(": a.png") for warning in said)


@pytest.mark.parametrize("to", ["captions-json", "kohya-jsonl"])
def test_empty_captions_are_refused_where_a_trainer_stops_at_them(filled: Path, to: str) -> None:
    with pytest.raises(ExportError, match="--include-empty does not go with"):
        run(filled, to, include_empty=True)


def test_empty_captions_are_written_where_they_are_taken(filled: Path) -> None:
    (path,) = run(filled, "csv", include_empty=True).paths
    assert [row.captions for row in plain_csv.read(path.read_bytes())] == [(A,), (B,), ("",)]
    (path,) = run(filled, "civitai-zip", include_empty=True).paths
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["a.png", "a.txt", "b.png", "b.txt", "c.png"]
    report = run(filled, "webdataset", include_empty=True)
    with tarfile.open(report.paths[0]) as archive:
        assert archive.getnames()[-3:] == ["c.png", "c.txt", "c.json"]
    assert (report.images, report.captions) == (3, 3)


@pytest.mark.parametrize(
    ("to", "option"),
    [
        ("csv", {"lines": True}),
        ("csv", {"images": "link"}),
        ("civitai-zip", {"shard_size": 5}),
        ("csv", {"rename": True}),
    ],
)
def test_an_option_of_another_format_is_refused(filled: Path, to: str, option: dict[str, Any]) -> None:
    with pytest.raises(ExportError, match="does not go with"):
        run(filled, to, **option)


def test_what_a_trainer_does_not_take_and_what_cannot_be_read_is_named(filled: Path) -> None:
    add_image(filled, "d.gif")
    add_image(filled, "e.png", "")
    (filled / "e.txt").write_bytes(b"caf\xe9")
    report = run(filled, "kohya-jsonl")
    left = {skipped.name: skipped.reason for skipped in report.skipped if skipped.trouble}
    assert left["d.gif"] == "sd-scripts does not take .gif"
    assert "not UTF-8" in left["e.png"]


def test_a_name_that_is_not_utf8_stands_in_no_text_file(filled: Path) -> None:
    add_image(filled, os.fsdecode(b"caf\xe9.png"))
    report = run(filled, "csv")
    assert [(skipped.name, skipped.reason) for skipped in report.skipped if skipped.trouble] == [
        ("caf\\xe9.png", "its name is not UTF-8, rename it")
    ]
    with pytest.raises(ExportError, match="is not UTF-8"):
        run(filled, "webdataset")
    run(filled, "webdataset", rename=True)
    (path,) = run(filled, "slots-jsonl").paths
    assert "caf\\xe9.png" in [row.file_name for row in slots_jsonl.read(path.read_bytes())]


def test_a_sidecar_that_was_changed_outside_is_told_of(filled: Path) -> None:
    (filled / "a.txt").write_text("something else", encoding="utf-8")
    report = run(filled, "csv", alternatives="first")
    assert report.warnings == ["1 sidecars were changed outside, what is exported is the project's: a.png"]
    assert plain_csv.read(report.paths[0].read_bytes())[0].captions == (A,)


# --- where it goes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", FILES)
def test_a_target_that_exists_is_replaced_when_forced_only(filled: Path, to: str) -> None:
    run(filled, to, **({"include_empty": True} if to == "hf-imagefolder" else {}))
    before = snapshot(filled.parent)
    path = next(
        file
        for file in before
        if file.startswith(("set_", "set.")) or file.endswith(("metadata.jsonl", "captions.json"))
    )
    (filled.parent / path).write_bytes(b"mine")
    options = {"include_empty": True} if to == "hf-imagefolder" else {}
    with pytest.raises(ExportError, match=r"exists? already; nothing was written"):
        run(filled, to, **options)
    assert snapshot(filled.parent) == {**before, path: b"mine"}
    run(filled, to, force=True, **options)
    assert snapshot(filled.parent) == before


@pytest.mark.parametrize("to", FILES)
def test_the_bytes_are_the_same_every_time(filled: Path, tmp_path: Path, to: str) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        run(filled, to, output=tmp_path / name)
        made.append(snapshot(tmp_path / name))
        for path in filled.glob("*.png"):
            os.utime(path, (1_000_000_000, 1_000_000_000))
    assert made[0] == made[1]
    assert made[0]


def test_a_file_goes_where_it_is_asked_to(filled: Path, tmp_path: Path) -> None:
    assert run(filled, "csv", output=tmp_path / "my.csv").paths == [tmp_path / "my.csv"]
    (tmp_path / "out").mkdir()
    assert run(filled, "csv", output=tmp_path / "out").paths == [tmp_path / "out" / "set.csv"]
    with pytest.raises(ExportError, match="There is no folder"):
        run(filled, "csv", output=tmp_path / "gone" / "my.csv")


def test_a_dataset_named_by_a_dot_is_known_by_its_name(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(filled)
    assert run(Path(), "csv").paths == [filled.parent / "set.csv"]


@pytest.mark.parametrize("to", ["webdataset", "civitai-zip"])
def test_no_archive_is_put_into_the_dataset(filled: Path, tmp_path: Path, to: str) -> None:
    (tmp_path / "link").symlink_to(filled)
    for output in (filled, filled / "x.bin", tmp_path / "link" / "x.bin"):
        with pytest.raises(ExportError, match="lies in the dataset"):
            run(filled, to, output=output)


@pytest.mark.parametrize("to", ["hf-imagefolder", "sidecars"])
def test_no_folder_is_made_in_the_dataset_nor_where_a_file_is(filled: Path, tmp_path: Path, to: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportError, match="lies in the dataset"):
        run(filled, to, output=filled / "out")
    with pytest.raises(ExportError, match="is a file, not a folder"):
        run(filled, to, output=tmp_path / "file")


def test_a_folder_that_cannot_be_written_is_named(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    before = snapshot(filled.parent)
    for to in ("csv", "webdataset", "civitai-zip", "sidecars", "hf-imagefolder"):
        output = filled.parent / "new" if to in ("sidecars", "hf-imagefolder") else None
        with pytest.raises(ExportError, match="No space left on device") as caught:
            run(filled, to, output=output)
        assert TEMPORARY_SUFFIX not in str(caught.value)
    assert snapshot(filled.parent) == before


def test_an_interrupted_archive_leaves_nothing(filled: Path) -> None:
    before = snapshot(filled.parent)

    def stop(done: int, total: int) -> None:
        if done > 3:
            raise KeyboardInterrupt

    for to in ("webdataset", "civitai-zip", "csv"):
        session = open_session(filled, writable=False)
        with pytest.raises(KeyboardInterrupt):
            export(session, ExportOptions(to), stop)
        session.close()
    assert snapshot(filled.parent) == before
