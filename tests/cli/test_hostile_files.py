"""Commands among links, pipes, locked files and odd names: a message; no hang, no traceback, nothing overwritten."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.command_line import run
from tests.support.tui_material import open_session, put

FOLDER = ".tui-captioner"
JPG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A dataset whose settings would have captions written over pictures."""
    root = tmp_path / "set"
    (root / FOLDER).mkdir(parents=True)
    (root / "a.jpg").write_bytes(JPG)
    (root / "a.png").write_bytes(PNG)
    (root / "b.png").write_bytes(PNG)
    (root / FOLDER / "project.toml").write_text('[output]\nextension = ".png"\n')
    (tmp_path / "cap.json").write_text('{"a.jpg": "standing", "b.png": "sitting"}')
    return root


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "SET", "--from", "captions-json", "CAP"),
        ("import", "SET", "--from", "captions-json", "--mode", "replace", "CAP"),
        ("export", "SET", "--to", "sidecars"),
        ("show", "SET"),
        ("check", "SET"),
        ("vocab", "SET", "list"),
    ],
)
def test_no_command_writes_captions_over_pictures(pictures: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    given = {"SET": str(pictures), "CAP": str(tmp_path / "cap.json")}
    done = run(*(given.get(argument, argument) for argument in arguments))
    assert done.returncode == 1
    assert "'extension' '.png' is a suffix of pictures or videos, not of captions" in done.stderr
    assert "project.toml" in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path.name: path.read_bytes() for path in pictures.glob("*.*g")} == {
        "a.jpg": JPG,
        "a.png": PNG,
        "b.png": PNG,
    }


@pytest.mark.parametrize("file", ["project.toml", "vocab.toml", "captions.db"])
@pytest.mark.parametrize("command", [("show",), ("check",), ("export", "--to", "csv"), ("vocab", "list")])
def test_a_pipe_in_place_of_a_file_of_ours_is_said(dataset: Path, file: str, command: tuple[str, ...]) -> None:
    (dataset / FOLDER).mkdir()
    os.mkfifo(dataset / FOLDER / file)
    done = run(command[0], dataset, *command[1:])
    assert done.returncode == 1
    assert file in done.stderr
    assert done.stderr.startswith("tui-captioner: ")
    assert done.stderr.count("\n") == 1


def test_a_pipe_that_is_to_be_imported_is_said(dataset: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for arguments in (("import", dataset, "--from", "csv"), ("vocab", dataset, "import")):
        done = run(*arguments, tmp_path / "pipe.csv")
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert "is not a regular file" in done.stderr


def test_a_pipe_in_place_of_a_caption_is_said_and_the_others_are_shown(dataset: Path) -> None:
    os.mkfifo(dataset / "a.txt")
    done = run("show", dataset)
    assert done.returncode == 1
    assert "a.txt is not a regular file" in done.stderr
    assert "a thing unheard of" in done.stdout


def test_check_says_that_a_pipe_is_no_file(dataset: Path) -> None:
    os.mkfifo(dataset / "pipe.png")
    rows = [json.loads(line) for line in run("check", dataset, "--json").stdout.splitlines()]
    (row,) = [row for row in rows if row["file_name"] == "pipe.png" and row["severity"] == "error"]
    assert row["rule"] == "no-regular-file"
    assert "no regular file" in row["message"]


def test_no_secret_comes_in_by_a_link(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"the secret")
    for name in ("a.txt", "b.txt.bak", "c.png.txt"):
        (dataset / name).symlink_to(tmp_path / "secret")
    commands = (
        ("show", dataset, "--json"),
        ("check", dataset, "--json"),
        ("export", dataset, "--to", "csv", "-o", tmp_path / "out.csv"),
        ("import", dataset, "--from", "sidecar", "--dry-run", "--json"),
        ("import", dataset, "--from", "hydrus", "--dry-run", "--json"),
    )
    for command in commands:
        done = run(*command)
        assert "the secret" not in done.stdout + done.stderr
        assert "link out of the dataset" in done.stdout + done.stderr
    assert "the secret" not in (tmp_path / "out.csv").read_text()


def test_an_import_says_which_sidecars_are_locked_and_keeps_their_captions(dataset: Path, tmp_path: Path) -> None:
    (dataset / "b.txt").chmod(0o444)
    before = (dataset / "b.txt").read_bytes()
    (tmp_path / "cap.json").write_text('{"a.png": "standing", "b.png": "sitting"}')
    arguments = ("import", dataset, "--from", "captions-json", "--mode", "replace", tmp_path / "cap.json")
    done = run(*arguments)
    assert done.returncode == 1
    assert "b.txt is write-protected" in done.stderr
    assert (dataset / "b.txt").read_bytes() == before
    assert (dataset / "a.txt").read_bytes() == b"standing"
    (dataset / "b.txt").chmod(0o644)
    assert run("export", dataset, "--to", "sidecars").returncode == 0
    assert (dataset / "b.txt").read_bytes() == b"sitting"


def test_an_import_says_which_sidecars_are_links(dataset: Path, tmp_path: Path) -> None:
    (dataset / "store.md").write_bytes(b"photograph")
    (dataset / "a.txt").symlink_to("store.md")
    (tmp_path / "cap.json").write_text('{"a.png": "standing"}')
    done = run("import", dataset, "--from", "captions-json", "--mode", "replace", tmp_path / "cap.json")
    assert done.returncode == 1
    assert "a.txt is a link to store.md" in done.stderr
    assert (dataset / "store.md").read_bytes() == b"photograph"


def test_look_alike_names_are_two_images_in_and_out(tmp_path: Path) -> None:
    root = tmp_path / "set"
    root.mkdir()
    odd, plain = "back\\xff.png", "back\\x5cxff.png"
    for name in (b"back\xff.png", b"back\\xff.png"):
        Path(os.fsdecode(os.fsencode(root) + b"/" + name)).write_bytes(PNG)
    session = open_session(root)
    put(session, odd, type=["bytes"])
    put(session, plain, type=["text"])
    session.close()
    rows = [json.loads(line) for line in run("show", root, "--json").stdout.splitlines()]
    assert {row["file_name"]: row["caption"] for row in rows} == {odd: "bytes", plain: "text"}
    assert json.loads(run("show", root, plain, "--json").stdout)["caption"] == "text"
    # All there is, by our names.
    assert run("export", root, "--to", "slots-jsonl", "-o", tmp_path / "all.jsonl").returncode == 0
    # The names of the file system: what is not UTF-8 can't stand in it.
    assert run("export", root, "--to", "captions-json", "-o", tmp_path / "cap.json").returncode == 1
    assert json.loads((tmp_path / "cap.json").read_text()) == {"back\\xff.png": ["text"]}
    for file, expected in (("all.jsonl", {odd: "bytes", plain: "text"}), ("cap.json", {odd: "", plain: "text"})):
        for path in (*root.glob("*.txt"), *root.glob(f"{FOLDER}/*")):
            path.unlink()
        form = "slots-jsonl" if file == "all.jsonl" else "captions-json"
        done = run("import", root, "--from", form, tmp_path / file)
        assert (done.returncode, done.stderr) == (0, "")
        rows = [json.loads(line) for line in run("show", root, "--json").stdout.splitlines()]
        assert {row["file_name"]: row["caption"] for row in rows} == expected


def test_a_file_can_be_named_as_the_file_system_has_it(tmp_path: Path) -> None:
    root = tmp_path / "set"
    root.mkdir()
    (root / "back\\xff.png").write_bytes(PNG)
    assert run("show", root, "back\\xff.png").returncode == 0


def test_an_export_whose_name_would_be_too_long_says_what_to_do(tmp_path: Path) -> None:
    root = tmp_path / ("x" * 250)
    root.mkdir()
    (root / "a.png").write_bytes(PNG)
    (root / "a.txt").write_bytes(b"photograph")
    done = run("export", root, "--to", "kohya-jsonl")
    assert done.returncode == 1
    assert "File name too long. Shorten the name, or write elsewhere with -o PATH" in done.stderr


def test_long_names_are_exported_and_imported(tmp_path: Path) -> None:
    root = tmp_path / "set"
    root.mkdir()
    for stem in ("x" * 251, "\u6f22" * 83):
        (root / f"{stem}.png").write_bytes(PNG)
        (root / f"{stem}.txt").write_bytes(b"photograph")
    assert run("export", root, "--to", "sidecars", "-o", tmp_path / "out", "--images", "link").returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        path.name for path in root.iterdir() if path.is_file()
    )
    assert run("import", root, "--from", "sidecar", "--mode", "replace").returncode == 0
    assert run("import", root, "--from", "hydrus").returncode in (0, 1)


@pytest.mark.parametrize("suffix", [".png", "../x", ".\x1b[2J", ".tui-captioner-tmp"])
def test_a_suffix_on_the_command_line_keeps_to_the_rule(dataset: Path, suffix: str) -> None:
    done = run("import", dataset, "--from", "sidecar", f"--suffix={suffix}")
    assert done.returncode == 2
    assert done.stderr.startswith("tui-captioner: '--suffix' ")
    assert "\x1b" not in done.stderr
