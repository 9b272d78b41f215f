"""`tui-captioner import`: what it takes, what it refuses by name and place, and that nothing is half imported."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.arch.test_imports import loaded_after
from tests.cli.test_cli import is_safe, run
from tests.conftest import PNG
from tests.storage.images.test_embedded_text import png
from tui_captioner.cli.main import main
from tui_captioner.formats.sidecar import MOST
from tui_captioner.services.importing.import_options import format_names
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session
from tui_captioner.storage.files.atomic import TEMPORARY_SUFFIX, write_atomic

SETTINGS = "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x768"


def texts(root: Path) -> dict[str, bytes]:
    """Every file of the dataset but the pictures and the project."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.suffix != ".png" and ".tui-captioner" not in path.parts
    }


def undo(root: Path) -> str:
    session = Session.open(root)
    title = session.undo_title()
    finish(session.undo())
    session.close()
    return title


def imported(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    """What an import that succeeds says."""
    assert main(["import", *map(str, arguments), "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    report: dict[str, Any] = json.loads(out)
    return report


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


GOLDEN = {
    "hf-metadata": (
        "metadata.jsonl",
        '{"file_name": "a.png", "text": "standing, red hat"}\n{"file_name": "c.png", "text": "A cat sits on a mat."}\n',
    ),
    "captions-json": ("captions.json", '{"a.png": ["standing, red hat"], "c.png": ["A cat sits on a mat."]}'),
    "kohya": (
        "meta.json",
        '{"/data/set/a.png": {"caption": "standing", "tags": "red hat"}, "c": {"caption": "A cat sits on a mat."}}',
    ),
    "kohya-jsonl": (
        "meta.jsonl",
        '{"image_path": "/data/set/a.png", "caption": "standing, red hat", "image_size": [1, 1]}\n'
        '{"image_path": "/data/set/c.png", "caption": "A cat sits on a mat."}\n',
    ),
    "musubi": (
        "data.jsonl",
        '{"image_path": "x/a.png", "caption": "standing, red hat"}\n'
        '{"image_path": "x/c.png", "caption": "A cat sits on a mat."}\n',
    ),
    "csv": ("table.csv", 'file_name,caption\na.png,"standing, red hat"\nc.png,A cat sits on a mat.\n'),
}


@pytest.mark.parametrize("form", GOLDEN)
@pytest.mark.parametrize("auto", [True, False])
def test_what_other_programs_write_is_imported_as_one_step(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, auto: bool
) -> None:
    before = texts(dataset)
    name, content = GOLDEN[form]
    file = put(tmp_path / name, content)
    report = imported(capsys, dataset, "--from", "auto" if auto else form, file)
    assert (report["captions"], report["images"], report["imported"]) == (2, 2, 2)
    assert report["images_without_caption"] == ["b.png"]
    assert texts(dataset) == {**before, "a.txt": b"standing, red hat", "c.txt": b"A cat sits on a mat."}
    session = Session.open(dataset, writable=False)
    assert {session.record(name).state for name in ("a.png", "c.png")} == {"draft"}
    assert session.record("a.png").caption.tags("action")[0].text == "standing"
    session.close()
    assert undo(dataset) == f"import {report['format']} from {name}"
    assert texts(dataset) == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "m.csv", "file_name,caption\na.png,standing\nb.png,sitting\ngone.png,x\n")
    before = {path: path.read_bytes() for path in dataset.rglob("*") if path.is_file()}
    assert main(["import", str(dataset), "--from", "csv", str(file), "--dry-run", "--mode", "replace"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        "csv: 3 captions for 2 images",
        "  a.png",
        "  + standing",
        "  b.png",
        "  - photograph, of a woman, standing, a thing unheard of",
        "  + sitting",
        "2 images would be imported",
        "keys without an image (1):",
        "  gone.png",
        "images without a caption there (1):",
        "  c.png",
    ]
    assert {path: path.read_bytes() for path in dataset.rglob("*") if path.is_file()} == before


def test_differences_are_by_caption_alternatives_too(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "captions.json", '{"b.png": ["sitting", "waving"]}')
    imported(capsys, dataset, file, "--mode", "replace")
    put(file, '{"b.png": ["waving", "red hat"]}')
    for mode, differences in (("replace", ["  - sitting", "  + red hat"]), ("alternatives", ["  + red hat"])):
        assert main(["import", str(dataset), str(file), "--dry-run", "--mode", mode]) == 0
        assert capsys.readouterr().out.splitlines()[1:-4] == ["  b.png", *differences]


def test_long_lists_are_cut_for_people_and_whole_in_json(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"gone{number}.png,x\n" for number in range(30))
    file = put(tmp_path / "m.csv", f"file_name,caption\na.png,standing\n{rows}")
    assert main(["import", str(dataset), str(file), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "keys without an image (30):" in out
    assert "  gone19.png\n  ... and 10 more\n" in out
    assert len(imported(capsys, dataset, file, "--dry-run")["keys_without_image"]) == 30


# --- modes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "sidecar", "alternatives"),
    [
        ("fill", b"photograph, of a woman, standing, a thing unheard of\n", []),
        ("replace", b"sitting", ["waving"]),
        ("alternatives", b"photograph, of a woman, standing, a thing unheard of\n", ["sitting", "waving"]),
    ],
)
def test_modes(
    dataset: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    mode: str,
    sidecar: bytes,
    alternatives: list[str],
) -> None:
    file = put(tmp_path / "captions.json", '{"b.png": ["sitting", "waving"], "a.png": ["red hat", "waving"]}')
    before = texts(dataset)
    report = imported(capsys, dataset, file, "--mode", mode)
    assert report["kept"] == (["b.png"] if mode == "fill" else [])
    session = Session.open(dataset, writable=False)
    assert [session.caption_text(other) for other in session.record("b.png").alternatives] == alternatives
    assert [session.caption_text(other) for other in session.record("a.png").alternatives] == ["waving"]
    session.close()
    if mode == "alternatives":
        sidecar = sidecar.strip()  # An edited image has the form of ours.
    assert texts(dataset) == {"a.txt": b"red hat", "b.txt": sidecar}
    again = imported(capsys, dataset, file, "--mode", mode)
    assert again["imported"] == 0
    undo(dataset)
    assert texts(dataset) == before


def test_an_import_of_what_is_there_already_adds_no_step(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "m.csv", 'file_name,caption\nb.png,"photograph, of a woman, standing, a thing unheard of"\n')
    before = texts(dataset)
    assert imported(capsys, dataset, file, "--mode", "replace")["same"] == ["b.png"]
    assert texts(dataset) == before
    assert not (dataset / ".tui-captioner").exists()


def test_prose_is_kept_word_for_word(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prose = 'Cute. A photo, taken at 3.5 m, of "Tom." He sits (at home, it seems), i.e. on a mat; nothing else.'
    file = put(tmp_path / "m.json", json.dumps({"a.png": [prose], "c.png": ["a,b ,  c"]}))
    imported(capsys, dataset, file, "--from", "captions-json")
    assert (dataset / "a.txt").read_text() == prose
    assert (dataset / "c.txt").read_text() == "a,b ,  c"


@pytest.mark.parametrize(
    ("lines", "captions"),
    [
        (None, ["red hat, a cat\r\non a mat\n\nstanding"]),
        ("paragraphs", ["red hat, a cat, on a mat, standing"]),
        ("tags", ["red hat, a cat, on a mat, standing"]),
        ("alternatives", ["red hat, a cat", "on a mat", "standing"]),
    ],
)
def test_lines(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str | None, captions: list[str]
) -> None:
    file = put(tmp_path / "m.json", json.dumps({"a.png": ["red hat, a cat\r\non a mat\n\nstanding\n"]}))
    imported(capsys, dataset, file, *(["--lines", lines] if lines else []))
    session = Session.open(dataset, writable=False)
    record = session.record("a.png")
    assert [session.caption_text(caption) for caption in (record.caption, *record.alternatives)] == captions
    session.close()


# --- beside the images ------------------------------------------------------------------------------------------------


def test_hydrus_lists_become_sidecars_that_trainers_read(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(dataset / "a.png.txt", "character:miku\nred hat\nstanding\n")
    put(dataset / "c.txt", "sitting\r\nblue sky\r\n")
    before = texts(dataset)
    report = imported(capsys, dataset, "--from", "hydrus", "--namespaces", "drop")
    assert [change["file_name"] for change in report["changes"]] == ["a.png", "c.png"]
    assert texts(dataset) == {**before, "a.txt": b"miku, red hat, standing", "c.txt": b"sitting, blue sky"}
    undo(dataset)
    assert texts(dataset) == before


def test_prompts_are_taken_from_pictures_and_sidecars(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    png(dataset / "a.png")
    put(dataset / "c.txt", f"standing, red hat\nNegative prompt: blurry\n{SETTINGS}")
    before = texts(dataset)
    report = imported(capsys, dataset, "--from", "infotext")
    assert report["images_without_caption"] == ["b.png"]
    assert texts(dataset) == {**before, "a.txt": "a cat, été".encode(), "c.txt": b"standing, red hat"}
    undo(dataset)
    assert texts(dataset) == before
    picture = png(tmp_path / "a.png")
    assert imported(capsys, dataset, picture, "--dry-run")["changes"][0]["after"] == ["a cat, été"]


@pytest.mark.parametrize(
    ("name", "content", "form", "after"),
    [
        ("a.txt", "red hat, standing\n", "sidecar", "red hat, standing"),
        ("a.png.txt", "red hat\nstanding\n", "hydrus", "red hat, standing"),
        ("A.CAPTION", f"red hat\n{SETTINGS}", "infotext", "red hat"),
        ("a.json", '[{"general": 1}, {"red hat": 0.9}]', "toriato", "red hat"),
    ],
)
def test_one_file_of_those_that_lie_beside_images_is_known_by_its_looks(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, form: str, after: str
) -> None:
    report = imported(capsys, dataset, put(tmp_path / name, content))
    assert (report["format"], [change["file_name"] for change in report["changes"]]) == (form, ["a.png"])
    assert (dataset / "a.txt").read_text() == after


def test_settings_in_a_caption_are_refused_by_other_formats(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "m.json", json.dumps({"a.png": [f"standing\n{SETTINGS}"]}))
    assert main(["import", str(dataset), str(file)]) == 1
    err = capsys.readouterr().err
    assert "(a.png): the settings of A1111 ('Steps: ...') stand in the caption" in err
    assert "--from infotext" in err


def test_files_of_wd14_tagger_beside_the_images(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(dataset / "a.json", '[{"general": 0.9}, {"solo": 0.5, "1girl": 0.9, "cat": 0.1}]')
    imported(capsys, dataset, "--from", "toriato")
    assert (dataset / "a.txt").read_text() == "1girl, solo"
    imported(capsys, dataset, "--from", "toriato", "--mode", "replace", "--threshold", "0.05")
    assert (dataset / "a.txt").read_text() == "1girl, solo, cat"


def test_sidecars_of_another_suffix(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(dataset / "a.Tags", "standing")
    put(dataset / "b.tags", "sitting")
    report = imported(capsys, dataset, "--from", "sidecar", "--suffix", ".tags")
    assert ([change["file_name"] for change in report["changes"]], report["kept"]) == (["a.png"], ["b.png"])
    assert (dataset / "a.txt").read_bytes() == b"standing"


def test_sidecars_in_another_encoding_are_mended_and_others_left(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(dataset / "a.txt", "café, 帽".encode("utf-16"))
    put(dataset / "b.txt", "déjà vu")
    put(dataset / "c.txt", b"caf\xe9")
    before = texts(dataset)
    assert main(["import", str(dataset), "--from", "sidecar"]) == 1
    err = capsys.readouterr().err
    assert "a.txt: it is UTF-16, not UTF-8" in err
    assert "c.txt: it is not UTF-8: byte 0xe9 at offset 3" in err
    assert "Nothing was imported" in err
    assert texts(dataset) == before
    assert main(["import", str(dataset), "--from", "sidecar", "--encoding", "cp1252", "--keep-going"]) == 1
    capsys.readouterr()
    assert texts(dataset) == {**before, "c.txt": "café".encode()}
    undo(dataset)
    assert texts(dataset) == before
    put(dataset / "c.txt", "ok")
    imported(capsys, dataset, "--from", "sidecar", "--encoding", "utf-16")
    assert texts(dataset) == {"a.txt": "café, 帽".encode(), "b.txt": "déjà vu".encode(), "c.txt": b"ok"}


def test_lines_of_sidecars_become_alternatives(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(dataset / "b.txt", "standing, red hat\nsitting\n")
    before = texts(dataset)
    imported(capsys, dataset, "--from", "sidecar", "--lines", "alternatives")
    assert texts(dataset) == {"b.txt": b"standing, red hat"}
    session = Session.open(dataset, writable=False)
    assert [session.caption_text(other) for other in session.record("b.png").alternatives] == ["sitting"]
    session.close()
    undo(dataset)
    assert texts(dataset) == before


# --- slots ------------------------------------------------------------------------------------------------------------


def test_our_own_format_is_restored_exactly(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = {"format": "tui-captioner-slots", "version": 1, "globals": ["annika"]}
    rows = [
        {
            "file_name": "a.png",
            "state": "done",
            "caption": "annika, red hat, standing",
            "slots": {"subject": ["red hat"], "action": [{"text": "standing", "unsure": True}]},
            "alternatives": [{"caption": "annika, sitting", "slots": {"action": ["sitting"]}}],
        },
        {"file_name": "c.png", "state": "flagged", "caption": "", "slots": {}},
    ]
    file = put(tmp_path / "s.jsonl", "".join(json.dumps(row) + "\n" for row in (header, *rows)))
    assert "its globals are annika, and captions that are kept have none" in refused(capsys, dataset, file)
    (dataset / "b.txt").unlink()
    before = texts(dataset)
    imported(capsys, dataset, file)
    session = Session.open(dataset, writable=False)
    record = session.record("a.png")
    assert record.state == "done"
    assert [tag.text for tag in session.globals] == ["annika"]
    assert {key: [(tag.text, tag.unsure) for tag in tags] for key, tags in record.caption.slots.items()} == {
        "subject": [("red hat", False)],
        "action": [("standing", True)],
    }
    assert [other.texts() for other in record.alternatives] == [{"action": ["sitting"]}]
    assert session.record("c.png").state == "flagged"
    session.close()
    # An image that was edited, if only flagged, has the globals for a caption.
    assert texts(dataset) == {"a.txt": b"annika, standing, red hat", "c.txt": b"annika"}
    assert imported(capsys, dataset, file)["same"] == ["a.png", "c.png"]
    undo(dataset)
    assert texts(dataset) == before
    session = Session.open(dataset, writable=False)
    assert session.globals == ()
    session.close()


def test_other_globals_are_only_taken_when_asked(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session.open(dataset)
    finish(session.set_globals(["tom"], "add global"))
    session.close()
    header = {"format": "tui-captioner-slots", "version": 1, "globals": ["annika"]}
    row = {"file_name": "a.png", "caption": "annika, standing", "slots": {"action": ["standing"]}}
    file = put(tmp_path / "s.jsonl", "".join(json.dumps(one) + "\n" for one in (header, row)))
    assert main(["import", str(dataset), str(file)]) == 1
    assert "its globals are annika, those of the dataset tom" in capsys.readouterr().err
    imported(capsys, dataset, file, "--mode", "replace")
    assert (dataset / "a.txt").read_bytes() == b"annika, standing"
    assert (dataset / "b.txt").read_bytes().startswith(b"annika, photograph")


# --- refused ----------------------------------------------------------------------------------------------------------


def refused(capsys: pytest.CaptureFixture[str], dataset: Path, *arguments: object) -> str:
    """What an import that is refused says; nothing was written."""
    before = {path: path.read_bytes() for path in dataset.rglob("*") if path.is_file()}
    assert main(["import", str(dataset), *map(str, arguments)]) == 1
    err = capsys.readouterr().err
    assert is_safe(err)
    assert "Traceback" not in err
    assert {path: path.read_bytes() for path in dataset.rglob("*") if path.is_file()} == before
    return err


HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "breaks off": ("captions.json", b'{"a.png": ["standing"], "c.png": ["sit', "line 1"),
    "list for text": ("m.jsonl", b'{"file_name": "a.png", "text": {"x": 1}}\n', "line 1"),
    "number": ("captions.json", b'{"a.png": 7}', 'key "a.png": a number where text or a list of texts must be'),
    "numbers": ("captions.json", b'{"a.png": [7]}', "a.png"),
    "nan": ("captions.json", b'{"a.png": [NaN]}', "NaN"),
    "twice": ("captions.json", b'{"a.png": ["x"], "a.png": ["y"]}', "twice"),
    "deep": ("captions.json", b'{"a.png": ' + b"[" * 100_000, "deep"),
    "utf-16": ("captions.json", '{"a.png": ["x"]}'.encode("utf-16"), "UTF-16"),
    "latin-1": ("m.csv", "file_name,caption\na.png,caf\xe9\n".encode("latin-1"), "not UTF-8"),
    "nul": ("captions.json", b'{"a.png": ["x\\u0000y"]}', "control character at character 2"),
    "raw nul": ("m.csv", b"file_name,caption\na.png,x\0y\n", "NUL"),
    "escape": ("captions.json", b'{"a.png": ["x\\u001b[2Jy"]}', "control character at character 2: \\x1b"),
    "surrogate": ("captions.json", b'{"a.png": ["x\\ud800"]}', "surrogate"),
    "empty": ("captions.json", b"", "empty"),
    "no suffix": ("captions", b"standing, red hat", "no format that is known"),
    "no object": ("x.json", b'"hello"', "text where an object must be"),
    "nothing known": ("x.bin", b"hello", "no format that is known"),
    "no known field": ("x.jsonl", b'{"name": "a.png"}\n', "line 1: no 'file_name'"),
    "no head": ("x.csv", b"a.png,standing,red hat\n", "line 1: no head, and 3 fields"),
    "utf-16 without a mark": ("x.csv", "file_name,text\na.png,x\n".encode("utf-16-le"), "utf-16-le"),
    "out of the folder": (
        "m.jsonl",
        b'{"file_name": "c.png", "text": "y"}\n{"file_name": "../a.png", "text": "x"}\n',
        "line 2: '../a.png' leads out of the dataset",
    ),
    "out and back": ("captions.json", b'{"one\\\\..\\\\..\\\\a.png": ["x"]}', "leads out of the dataset"),
    "too long": ("captions.json", b'{"c.png": ["y"], "a.png": ["' + b"x" * 300_000 + b'"]}', 'key "a.png"'),
    "long line": (
        "m.jsonl",
        b'{"file_name": "a.png", "text": "' + b"x, " * 100_000 + b'"}',
        "line 1 (a.png): the capt",
    ),
    "long file": ("a.txt", b"word, " * 100_000, "is 600000 bytes long"),
    "tar of another kind": ("x.tar", b"no tar", "x.tar: it is in no format that is known"),
    "ambiguous": ("captions.json", b'{"x.png": ["standing"]}', "'x.png' may be any of one/x.png, two/x.png"),
    "two keys": (
        "captions.json",
        b'{"a.png": ["x"], "/here/a.png": ["y"]}',
        "'/here/a.png' is a.png, and so is 'a.png'",
    ),
    "no image": ("captions.json", b'{"/etc/passwd": ["x"], "\\u001b[2J": ["y"]}', "No key in"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_by_name_and_place(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    for folder in ("one", "two"):
        (dataset / folder).mkdir()
        (dataset / folder / "x.png").write_bytes(PNG)
    name, content, said = HOSTILE[case]
    file = put(tmp_path / name, content)
    err = refused(capsys, dataset, file)
    assert f"{name}" in err
    assert said in err


def test_a_number_for_a_caption_is_refused_with_its_key(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "captions.json", b'{"c.png": ["x"], "a.png": 7}')
    assert f'{file}: key "a.png": a number where text or a list' in refused(
        capsys, dataset, "--from", "captions-json", file
    )


def test_what_is_refused_can_be_left_out(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = json.dumps({"a.png": ["x\x07"], "c.png": ["standing"], "/s/c.png": ["sitting"]})
    file = put(tmp_path / "captions.json", content)
    err = refused(capsys, dataset, file)
    assert "Nothing was imported. --keep-going leaves out what was refused" in err
    assert main(["import", str(dataset), str(file), "--keep-going", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert len(report["refused"]) == 2
    assert not (dataset / "a.txt").exists()
    assert (dataset / "c.txt").read_bytes() == b"standing"


def test_two_keys_with_one_text_are_no_contradiction(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "captions.json", '{"a.png": ["standing"], "/set/a.png": ["standing"]}')
    assert imported(capsys, dataset, file)["imported"] == 1


def test_a_file_about_many_folders_fits_one_of_them(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = ("/old/other/a.png", "/old/set/a.png", "/old/third/a.png")
    file = put(tmp_path / "captions.json", json.dumps({key: [key[5:8]] for key in keys}))
    report = imported(capsys, dataset, file)
    assert [change["after"] for change in report["changes"]] == [["set"]]
    assert report["keys_without_image"] == ["/old/other/a.png", "/old/third/a.png"]


def test_a_file_about_more_folders_than_are_there_gives_none_the_captions_of_others(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("d1", "d2"):
        (dataset / folder).mkdir()
        (dataset / folder / "x.png").write_bytes(PNG)
    rows = {f"/old/d{number}/x.png": [f"number {number}"] for number in (1, 3, 4)}
    report = imported(capsys, dataset, put(tmp_path / "captions.json", json.dumps(rows)))
    assert [(change["file_name"], change["after"]) for change in report["changes"]] == [("d1/x.png", ["number 1"])]
    assert report["keys_without_image"] == ["/old/d3/x.png", "/old/d4/x.png"]


def test_files_that_are_none_are_refused_and_not_waited_for(dataset: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "huge.json").touch()
    os.truncate(tmp_path / "huge.json", 600 << 20)
    for path, said in (
        (tmp_path / "pipe.json", "is not a regular file"),
        (dataset, "is a folder"),
        (tmp_path / "gone.json", "No such file"),
        (tmp_path / "huge.json", "is 600 MB, and at most 512 MB are read"),
    ):
        done = run("import", dataset, "--from", "captions-json", path)
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1


def test_pipes_beside_the_images_are_refused_and_not_waited_for(dataset: Path) -> None:
    os.mkfifo(dataset / "a.txt")
    os.mkfifo(dataset / "a.json")
    for form in ("sidecar", "hydrus", "infotext", "toriato"):
        done = run("import", dataset, "--from", form)
        assert done.returncode == 1
        assert "is not a regular file" in done.stderr
    assert run("show", dataset).returncode == 1


def test_a_line_of_ten_megabytes_is_read(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {f"none{number}.png": ["word " * 2000] for number in range(1000)}
    file = put(tmp_path / "captions.json", json.dumps({"a.png": ["standing"], **rows}))
    assert imported(capsys, dataset, file, "--dry-run")["images"] == 1
    put(file, json.dumps({"a.png": ["standing"], "key " * 2_000_000: ["x"]}))
    assert main(["import", str(dataset), str(file), "--dry-run"]) == 0
    assert len(capsys.readouterr().out) < 3000


def test_a_sidecar_changed_outside_is_not_written_over(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = put(tmp_path / "captions.json", '{"a.png": ["standing"]}')
    imported(capsys, dataset, first)
    put(dataset / "a.txt", "mine")
    second = put(tmp_path / "captions.json", '{"a.png": ["sitting"]}')
    assert "changed outside" in refused(capsys, dataset, second, "--mode", "replace")
    assert (dataset / "a.txt").read_bytes() == b"mine"


def test_hostile_keys_and_captions_steer_nothing(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = json.dumps({"a.png": ["[/foo] \u202ehi"], "x\x1b[2J\x9b": ["y"]})
    file = put(tmp_path / "captions.json", content)
    for arguments in (["--dry-run"], ["--dry-run", "--json"], []):
        assert main(["import", str(dataset), str(file), *arguments]) == 0
        out, err = capsys.readouterr()
        assert is_safe(out)
        assert is_safe(err)


def test_a_caption_of_any_allowed_length_is_taken(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "x" * MOST
    imported(capsys, dataset, put(tmp_path / "m.jsonl", json.dumps({"file_name": "a.png", "text": text})))
    assert (dataset / "a.txt").read_text() == text


def test_a_key_may_name_the_caption_file(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(tmp_path / "captions.json", '{"a.txt": ["standing"], "c.CAPTION": ["sitting"]}')
    assert imported(capsys, dataset, file)["images"] == 2
    assert (dataset / "c.txt").read_bytes() == b"sitting"


def test_musubis_paths_count_from_elsewhere(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(tmp_path / "m.jsonl", '{"image_path": "../set/a.png", "caption": "standing"}\n')
    assert "leads out" in refused(capsys, dataset, file)
    assert imported(capsys, dataset, file, "--from", "musubi")["imported"] == 1


def test_a_folder_without_images_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments in (["--from", "sidecar"], [put(tmp_path / "captions.json", '{"a.png": ["x"]}')]):
        assert f"There is no image in {empty}" in refused(capsys, empty, *arguments)
    assert list(empty.iterdir()) == []


def test_an_import_without_effect_says_so(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(tmp_path / "captions.json", '{"a.png": ["standing"]}')
    assert main(["import", str(dataset), str(file)]) == 0
    assert "1 image imported, as one step of undo\n" in capsys.readouterr().out
    assert main(["import", str(dataset), str(file)]) == 0
    assert "\nNothing was changed\n1 image had the same caption already\n" in capsys.readouterr().out


# --- stopped and killed -----------------------------------------------------------------------------------------------

FIVE = {f"n{number}.png": [f"standing, number {number}"] for number in range(5)}


def five(dataset: Path) -> Path:
    for name in FIVE:
        (dataset / name).write_bytes(PNG)
    return put(dataset.parent / "captions.json", json.dumps(FIVE))


def written(dataset: Path) -> list[bytes | None]:
    """The sidecars of the five."""
    files = [(dataset / name).with_suffix(".txt") for name in FIVE]
    return [file.read_bytes() if file.exists() else None for file in files]


WHOLE = [text.encode() for texts in FIVE.values() for text in texts]


def test_ctrl_c_before_anything_is_written_says_that_nothing_was(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    file = five(dataset)
    for function in ("make_caption", "place"):
        with monkeypatch.context() as patch:
            owner = (
                "tui_captioner.services.importing.importing"
                if function == "make_caption"
                else "tui_captioner.services.importing.import_texts"
            )
            patch.setattr(f"{owner}.{function}", stop)
            assert main(["import", str(dataset), str(file)]) == 130
        assert capsys.readouterr() == ("", "tui-captioner: Stopped: nothing was imported\n")
    assert written(dataset) == [None] * 5


def test_ctrl_c_while_sidecars_are_written_says_what_is_left_and_the_next_import_writes_it(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    count = [0]

    def stop(path: Path, data: bytes) -> None:
        count[0] += 1
        if count[0] == 3:
            raise KeyboardInterrupt
        write_atomic(path, data)

    file = five(dataset)
    with monkeypatch.context() as patch:
        patch.setattr("tui_captioner.services.session.sidecars.write_atomic", stop)
        assert main(["import", str(dataset), str(file)]) == 130
    err = capsys.readouterr().err
    assert err.startswith("tui-captioner: Stopped: all captions are imported, 3 sidecars still to be written. ")
    assert written(dataset) == [*WHOLE[:2], None, None, None]
    assert main(["import", str(dataset), str(file)]) == 0
    assert "5 images had the same caption already" in capsys.readouterr().out
    assert written(dataset) == WHOLE
    assert undo(dataset) == "import captions-json from captions.json"
    assert written(dataset) == [None] * 5


_KILLED = """
import os, signal, sys
from tui_captioner.cli.main import main
from tui_captioner.services.session import sidecars
from tui_captioner.storage.files import atomic
from tui_captioner.storage.project import database

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def third(function):
    count = [0]
    def call(*given, **named):
        count[0] += 1
        if count[0] == 3:
            die()
        return function(*given, **named)
    return call

at = sys.argv[1]
if at == "step":
    database.Database.record_step = die
elif at == "first sidecar":
    sidecars.write_atomic = die
elif at == "third sidecar":
    sidecars.write_atomic = third(sidecars.write_atomic)
elif at == "rename":
    atomic.Path.replace = third(atomic.Path.replace)
elif at == "after a rename":
    atomic.sync_folder = third(atomic.sync_folder)
elif at == "marking":
    database.Database.mark_written = die
main(["import", *sys.argv[2:]])
"""


@pytest.mark.parametrize(
    ("at", "files"),
    [("step", 0), ("first sidecar", 0), ("third sidecar", 2), ("rename", 1), ("after a rename", 2), ("marking", 5)],
)
def test_killed_at_any_point_each_caption_is_old_or_new_and_the_next_opening_finishes(
    dataset: Path, at: str, files: int
) -> None:
    file = five(dataset)
    (dataset / "n4.txt").write_bytes(b"old")
    arguments = [at, str(dataset), str(file), "--mode", "replace"]
    assert subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False).returncode == -9
    old: list[bytes | None] = [None, None, None, None, b"old"]
    assert written(dataset) == [*WHOLE[:files], *old[files:]]
    session = Session.open(dataset)
    imported_ = session.undo_title() != ""
    finish(session.finish_interrupted())
    session.close()
    assert imported_ == (at != "step")
    assert written(dataset) == (WHOLE if imported_ else old)
    assert not [path for path in dataset.rglob("*") if path.name.endswith(TEMPORARY_SUFFIX)]
    if imported_:
        undo(dataset)
        assert written(dataset) == old


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--from", "csv"),
        ("--from", "nothing", "x.csv"),
        ("--from", "sidecar", "--encoding", "rot13"),
        ("--from", "sidecar", "--encoding", "klingon"),
        ("--from", "sidecar", "--suffix", "tags"),
        ("--from", "sidecar", "--suffix", ".png"),
        ("--from", "toriato", "--threshold", "7"),
        ("--mode", "burn", "x.csv"),
    ],
    ids=str,
)
def test_wrong_use_is_2(dataset: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    try:
        status: object = main(["import", str(dataset), *arguments])
    except SystemExit as caught:
        status = caught.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err


def test_a_dataset_that_is_open_elsewhere_is_not_written(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = put(tmp_path / "captions.json", '{"a.png": ["standing"]}')
    imported(capsys, dataset, first)
    other = Session.open(dataset)
    second = put(tmp_path / "captions.json", '{"c.png": ["sitting"]}')
    assert main(["import", str(dataset), str(second)]) == 1
    assert "open in another session" in capsys.readouterr().err
    other.close()
    assert not (dataset / "c.txt").exists()


def test_one_step_however_many_images(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(120):
        (dataset / f"n{number}.png").write_bytes(PNG)
    rows = {f"n{number}.png": [f"standing, number {number}"] for number in range(120)}
    imported(capsys, dataset, put(tmp_path / "captions.json", json.dumps(rows)))
    with sqlite3.connect(dataset / ".tui-captioner" / "captions.db") as sql:
        assert sql.execute("SELECT COUNT(*) FROM step").fetchone() == (1,)
    sql.close()
    assert (dataset / "n119.txt").read_text() == "standing, number 119"


def test_every_format_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["import", "--help"])
    text = capsys.readouterr().out.replace(",", " ").split()
    groups = {"hf-imagefolder": "hf-metadata", "kohya-jsonl": "kohya", "kohya-json": "kohya", "musubi-jsonl": "musubi"}
    for name in format_names():
        assert groups.get(name, name) in text


@pytest.mark.parametrize("arguments", [["m.csv"], ["--from", "sidecar"]], ids=["file", "sidecar"])
def test_an_import_loads_neither_textual_nor_pillow(dataset: Path, tmp_path: Path, arguments: list[str]) -> None:
    put(tmp_path / "m.csv", "file_name,caption\na.png,standing\n")
    given = ["import", str(dataset), *(str(tmp_path / one) if one.endswith(".csv") else one for one in arguments)]
    loaded = loaded_after("from tui_captioner.cli.main import main", f"main({given!r})")
    assert "tui_captioner.services.importing.importing" in loaded
    assert loaded & {"textual", "PIL", "rich", "numpy"} == set()
