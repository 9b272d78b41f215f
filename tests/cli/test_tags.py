"""`tags`: edits over all captions, all of them or none, shown first with `--dry-run`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PNG
from tests.support.command_line import is_safe
from tests.support.tui_material import open_session
from tui_captioner.cli.main import main
from tui_captioner.services.bulk.tag_edits import TagEdits
from tui_captioner.services.session.jobs import finish

TEXTS = {
    "a": "woman, red hat, man",
    "b": "man , woman, [bold]x",
    "d": "man, boy, long hair",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_text(text)
    (tmp_path / "e.png").write_bytes(PNG)
    return tmp_path


def held(root: Path) -> dict[str, str]:
    return {path.stem: path.read_text() for path in root.glob("*.txt")}


def tags(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> dict[str, Any]:
    assert main(["tags", *map(str, arguments), "--json"]) == status
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_dry_run_shows_what_goes_and_comes_and_touches_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tags", str(root), "rename", "man", "boy", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Rename 'man' to 'boy': 3 captions read otherwise",
        "  a.png",
        "  - woman, red hat, man",
        "  + woman, red hat, boy",
        "  b.png",
        "  - man , woman, [bold]x",
        "  + boy , woman, [bold]x",
        "  d.png",
        "  - man, boy, long hair",
        "  + boy, long hair",
        "3 images would be changed",
        "'boy' stands in 1 of them already; it stays there once.",
    ]
    assert held(root) == TEXTS
    assert not (root / ".tui-captioner").exists()


def test_the_same_is_said_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dry = tags(capsys, root, "rename", "man", "boy", "--dry-run")
    done = tags(capsys, root, "rename", "man", "boy")
    assert dry["changes"] == done["changes"]
    assert dry["changes"][0] == {
        "file_name": "a.png",
        "before": ["woman, red hat, man"],
        "after": ["woman, red hat, boy"],
        "goes": ["man"],
        "comes": ["boy"],
    }
    assert (dry["changed"], done["changed"], done["already"]) == (0, 3, {"boy": 1})


def test_a_rename_is_one_step_of_undo(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tags", str(root), "rename", "man", "boy"]) == 0
    assert "3 images changed, as one step of undo" in capsys.readouterr().out
    assert held(root) == {"a": "woman, red hat, boy", "b": "boy , woman, [bold]x", "d": "boy, long hair"}
    session = open_session(root)
    assert session.undo_title() == "rename 'man' to 'boy'"
    finish(session.undo())
    assert held(root) == TEXTS
    session.close()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            ("merge", "man", "boy", "guy"),
            {"a": "woman, red hat, guy", "b": "guy , woman, [bold]x", "d": "guy, long hair"},
        ),
        (
            ("merge", "man", "boy", "boy"),
            {"a": "woman, red hat, boy", "b": "boy , woman, [bold]x", "d": "boy, long hair"},
        ),
        (("delete", "man", "[bold]x"), {"a": "woman, red hat", "b": "woman", "d": "boy, long hair"}),
        (("delete", "hat"), {}),
        (("rename", "man", "man"), {}),
        (("rename", "Man", "boy"), {}),
        (("add", "long hair", "subject"), None),
    ],
)
def test_each_verb_edits_all_captions(
    root: Path, words: tuple[str, ...], expected: dict[str, str] | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tags", str(root), *words]) == 0
    if expected is None:
        assert {text.count("long hair") for text in held(root).values()} == {1}
        assert held(root)["d"] == TEXTS["d"]
        assert held(root)["e"] == "long hair"
    else:
        assert held(root) == TEXTS | expected
    if expected == {}:
        assert "Nothing was changed" in capsys.readouterr().out
        assert not (root / ".tui-captioner").exists()


def test_a_tag_is_moved_to_a_slot_in_all_captions(root: Path) -> None:
    assert main(["tags", str(root), "move", "man", "background"]) == 0
    session = open_session(root)
    for name in ("a.png", "b.png", "d.png"):
        assert session.record(name).caption.texts()["background"][-1] == "man"
    assert session.undo_title() == "move 'man' to Background"
    session.close()


def test_the_verb_may_stand_first(root: Path) -> None:
    assert main(["tags", "rename", str(root), "red hat", "cap"]) == 0
    assert held(root)["a"] == "woman, cap, man"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("renam", "a", "b"), "did you mean rename?"),
        (("rename", "a"), "takes OLD NEW"),
        (("rename", "a", "b", "c"), "takes OLD NEW"),
        (("rename", "a", "b, c"), "more than one tag"),
        (("rename", "a", " "), "no tag"),
        (("rename", "man", "BREAK"), "parts captions"),
        (("move", "man", "backgruond"), "Did you mean background?"),
        (("move", "man", "zebra"), "Slots are type, action"),
        (("add", "man", "globals"), "stand in every caption"),
    ],
)
def test_what_does_not_fit_is_wrong_use(
    root: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tags", str(root), *words]) == 2
    captured = capsys.readouterr()
    assert (captured.out, said in captured.err) == ("", True)
    assert held(root) == TEXTS


@pytest.mark.parametrize(
    "words",
    [("rename", "annika", "x"), ("merge", "man", "annika", "x"), ("delete", "annika"), ("move", "annika", "type")],
)
def test_a_global_is_not_edited_slot_by_slot(
    root: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "a.txt").write_text("annika, woman, man")
    (root / ".tui-captioner").mkdir()
    (root / ".tui-captioner" / "project.toml").write_text('globals = ["annika"]\n')
    before = held(root)
    assert main(["tags", str(root), *words]) == 2
    assert "'annika' is a global and stands in every caption" in capsys.readouterr().err
    assert held(root) == before


def test_all_captions_or_none(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "elsewhere").write_text(TEXTS["a"])
    (root / "a.txt").unlink()
    (root / "a.txt").symlink_to(root / "elsewhere")
    found = tags(capsys, root, "rename", "man", "boy", status=1)
    assert (found["changed"], [it["what"] for it in found["refused"]]) == (0, ["a.png"])
    assert held(root) == TEXTS
    found = tags(capsys, root, "rename", "man", "boy", "--keep-going", status=1)
    assert (found["changed"], [it["file_name"] for it in found["changes"]]) == (2, ["b.png", "d.png"])
    assert held(root) == {"a": TEXTS["a"], "b": "boy , woman, [bold]x", "d": "boy, long hair"}


def test_a_caption_that_was_changed_outside_is_not_written_over(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tags", str(root), "rename", "red hat", "cap"]) == 0
    (root / "a.txt").write_text("something else")
    assert main(["tags", str(root), "rename", "man", "boy"]) == 1
    captured = capsys.readouterr()
    assert "a.png: its sidecar was changed outside" in captured.err
    assert "Nothing was changed. --keep-going" in captured.err
    assert held(root) == TEXTS | {"a": "something else"}


def test_an_unreadable_caption_is_named_and_kept(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "e.txt").write_bytes(b"man \xe9")
    assert main(["tags", str(root), "rename", "man", "boy"]) == 0
    assert "1 image is not looked at, such as e.png" in capsys.readouterr().out
    assert (root / "e.txt").read_bytes() == b"man \xe9"
    assert main(["tags", str(root), "add", "photo", "type"]) == 1
    assert "Nothing was changed" in capsys.readouterr().err


def test_stopped_it_changes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = TagEdits.records

    def stopped(self: TagEdits) -> Any:
        yield next(made(self))
        raise KeyboardInterrupt

    monkeypatch.setattr(TagEdits, "records", stopped)
    assert main(["tags", str(root), "rename", "man", "boy"]) == 130
    assert "Stopped: nothing was changed" in capsys.readouterr().err
    assert held(root) == TEXTS


def test_nothing_that_steers_the_terminal_is_printed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "e.txt").write_text("a\x1b[31m, \u202eb")
    for more in ([], ["--json"]):
        assert main(["tags", str(root), "rename", "a\x1b[31m", "x", "--dry-run", *more]) == 0
        captured = capsys.readouterr()
        assert is_safe(captured.out + captured.err)


def test_a_folder_without_images_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tags", os.fspath(tmp_path), "delete", "x"]) == 2
    assert "There is no image in" in capsys.readouterr().err
