"""What `tui-captioner import` refuses, by name and place, and what it takes though it looks odd."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.command_line import is_safe, run
from tests.support.imports import imported, put, refused
from tui_captioner.cli.main import main
from tui_captioner.formats.sidecar import MOST

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
    for path, said, status in (
        (tmp_path / "pipe.json", "is not a regular file", 1),
        (dataset, "is a folder", 2),
        (tmp_path / "gone.json", "No such file", 2),
        (tmp_path / "huge.json", "is 600 MB, and at most 512 MB are read", 1),
    ):
        done = run("import", dataset, "--from", "captions-json", path)
        assert (done.returncode, done.stdout) == (status, "")
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


def test_what_was_changed_outside_in_many_sidecars_is_imported_from_them_as_one_step(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = put(tmp_path / "captions.json", '{"a.png": ["standing"], "b.png": ["sitting"]}')
    imported(capsys, dataset, first, "--mode", "replace")
    put(dataset / "a.txt", "standing, red hat")
    put(dataset / "b.txt", "sitting, red hat\n")
    assert main(["import", str(dataset), "--from", "sidecar"]) == 1
    assert "changed outside" in capsys.readouterr().err
    assert main(["import", str(dataset), "--from", "sidecar", "--mode", "replace"]) == 0
    assert "2 images imported, as one step of undo" in capsys.readouterr().out
    assert main(["outside", str(dataset)]) == 0
    assert (dataset / "b.txt").read_text() == "sitting, red hat\n"
    assert main(["undo", str(dataset)]) == 0
    assert [(dataset / f"{stem}.txt").read_text() for stem in "ab"] == ["standing", "sitting"]


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
        assert f"There is no image in {empty}" in refused(capsys, empty, *arguments, status=2)
    assert list(empty.iterdir()) == []


def test_an_import_without_effect_says_so(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(tmp_path / "captions.json", '{"a.png": ["standing"]}')
    assert main(["import", str(dataset), str(file)]) == 0
    assert "1 image imported, as one step of undo\n" in capsys.readouterr().out
    assert main(["import", str(dataset), str(file)]) == 0
    assert "\nNothing was changed\n1 image had the same caption already\n" in capsys.readouterr().out


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
