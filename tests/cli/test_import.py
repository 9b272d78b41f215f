"""`tui-captioner import`: what it takes, what it refuses by name and place, and that nothing is half imported."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.imports import SETTINGS, imported, put, refused, texts, undo
from tests.support.loaded import loaded_after
from tests.support.picture_files import png
from tui_captioner.cli.main import main
from tui_captioner.services.importing.import_options import format_names
from tui_captioner.services.session.jobs import finish
from tui_captioner.services.session.session import Session

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
