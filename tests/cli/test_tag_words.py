"""`tags`: the list of all tags, regular expressions, aliases, filters, and what is said of slips."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PNG
from tests.support.command_line import is_safe
from tui_captioner.cli.main import main
from tui_captioner.services.bulk.tag_edits import TagEdits
from tui_captioner.services.session.jobs import Job

TEXTS = {
    "a": "grey hair, red hat, standing, blue coloured hair",
    "b": "grey hair, red hat, standing",
    "c": "sitting, red cap",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.png").write_bytes(PNG)
        (tmp_path / f"{name}.txt").write_text(text)
    return tmp_path


def held(root: Path) -> dict[str, str]:
    return {name: (root / f"{name}.txt").read_text() for name in TEXTS}


def listed(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, dict[str, Any]]:
    capsys.readouterr()
    assert main(["tags", *map(str, arguments), "--json"]) == 0
    return {row["tag"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}


def test_all_tags_are_listed_the_most_used_first(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(capsys, root)
    assert list(found) == ["grey hair", "red hat", "standing", "blue coloured hair", "red cap", "sitting"]
    row = found["red hat"]
    assert (row["images"], row["slot"], row["first"], row["last"]) == (2, "subject", "a.png", "b.png")
    assert "gray hair" in found["grey hair"]["aliases"]
    assert main(["tags", str(root)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split()[:3] == ["1", "sitting", "Action"]
    assert held(root) == TEXTS
    assert not (root / ".tui-captioner").exists()


def test_the_list_of_filtered_images_counts_these_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(capsys, root, "--filter", 'NOT tag:"red cap" AND name:b')
    assert {tag: row["images"] for tag, row in found.items()} == {"grey hair": 1, "red hat": 1, "standing": 1}
    assert found["red hat"]["first"] == found["red hat"]["last"] == "b.png"


def test_edits_of_filtered_images_leave_the_others_alone(root: Path) -> None:
    assert main(["tags", str(root), "rename", "red hat", "cap", "--filter", 'tag:"blue coloured hair"']) == 0
    assert held(root) == {**TEXTS, "a": TEXTS["a"].replace("red hat", "cap")}


@pytest.mark.parametrize(
    ("arguments", "after"),
    [
        (["rename", "(.+) coloured hair", r"\1 hair"], {"a": "grey hair, red hat, standing, blue hair"}),
        (["merge", "red (hat|cap)", "cap"], {"a": TEXTS["a"].replace("red hat", "cap"), "c": "sitting, cap"}),
        (["delete", "(?i)GREY.*", ".*ing"], {"a": "red hat, blue coloured hair", "b": "red hat", "c": "red cap"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_expressions_fit_whole_tags(root: Path, arguments: list[str], after: dict[str, str]) -> None:
    assert main(["tags", str(root), *arguments, "--regex"]) == 0
    changed = {**TEXTS, **after}
    changed["b"] = after.get("b", changed["b"].replace("red hat", "cap") if arguments[0] == "merge" else TEXTS["b"])
    assert held(root) == changed
    assert main(["undo", str(root)]) == 0
    assert held(root) == TEXTS


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rename", "hair", "x", "--regex"], "No tag fits /hair/ as a whole"),
        (["rename", "red (hat)", r"red \1", "--regex"], "The tag that fits /red (hat)/: written so already"),
        (["delete", "GREY hair", "--regex"], "case counts"),
        (["delete", "(", "--regex"], "is no expression"),
        (["delete", "a)|(b", "--regex"], "is no expression"),
        (["rename", "(.*) hat", r"\7", "--regex"], "can't come instead"),
        (["rename", ".*hat", "", "--regex"], "Nothing would be left of 'red hat'"),
        (["rename", "red.*", "a, b", "--regex"], "is more than one tag"),
        (["add", "x", "action", "--regex"], "--regex goes with"),
        (["delete", "x", "--alias"], "--alias goes with"),
        (["--regex"], "--regex goes with one of"),
        (["--dry-run"], "--dry-run goes with one of"),
        (["move", "standing", "backgroud"], "There is no slot 'backgroud'. Did you mean background?"),
        (["renam", "a", "b"], "did you mean rename?"),
        (["delete", "x", "--filter", "tagg:x"], "Filter, column 1: there is no field 'tagg'. Did you mean tag:?"),
        (["delete", "x", "--filter", "(a"], "Filter, column "),
        (["--filter", "@hats"], "There is no filter @hats"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_makes_no_sense_ends_with_2_and_touches_nothing(
    root: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tags", str(root), *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert held(root) == TEXTS


def test_an_expression_that_never_ends_is_ended(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "a.txt").write_text("a" * 60)
    assert main(["tags", str(root), "delete", "(a+)+b", "--regex"]) == 2
    assert "takes too long" in capsys.readouterr().err
    assert (root / "a.txt").read_text() == "a" * 60


def test_of_a_large_dataset_only_what_has_the_tag_is_looked_at(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_captioner.cli.tags.SMALL", 2)
    (root / "d.png").write_bytes(PNG)
    (root / "d.txt").write_bytes(b"caf\xe9")
    looked: list[str] = []
    plain = TagEdits.look_through

    def noted(self: TagEdits) -> Job:
        looked.extend(self.names)
        return plain(self)

    monkeypatch.setattr(TagEdits, "look_through", noted)
    assert main(["tags", str(root), "rename", "red cap", "cap", "--json"]) == 0
    assert looked == ["c.png", "d.png"]
    found = json.loads(capsys.readouterr().out)
    assert [row["file_name"] for row in found["not_read"]] == ["d.png"]
    assert held(root) == {**TEXTS, "c": "sitting, cap"}


def test_a_verb_may_stand_first(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rename", str(root), "red cap", "cap"]) == 0
    assert held(root)["c"] == "sitting, cap"
    assert main(["delete", str(root), "--dry-run", "cap"]) == 0
    assert held(root)["c"] == "sitting, cap"
    with pytest.raises(SystemExit) as caught:
        main(["renmae", str(root), "cap", "hat"])
    assert caught.value.code == 2
    assert "Did you mean rename?" in capsys.readouterr().err


def test_a_filter_that_fits_nothing_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(root), "--filter", "tag:nothing"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "tui-captioner: No image fits the filter\n")


def test_a_slot_may_be_named_by_its_title(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tags", str(root), "move", "standing", "BACKGROUND"]) == 0
    assert listed(capsys, root)["standing"]["slots"] == {"background": 2}


@pytest.mark.parametrize("what", [["merge", "red cap", "red hat"], ["rename", "red cap", "red hat"]], ids=str)
def test_what_goes_leads_to_the_new_tag_where_that_is_wanted(root: Path, what: list[str]) -> None:
    assert main(["tags", str(root), *what, "--alias", "--dry-run"]) == 0
    assert not (root / ".tui-captioner").exists()
    assert main(["tags", str(root), *what, "--alias"]) == 0
    own = tomllib.loads((root / ".tui-captioner" / "vocab.toml").read_text())
    assert own["subject"]["aliases"] == {"red hat": ["red cap"]}
    assert held(root)["c"] == "sitting, red hat"


def test_a_vocabulary_that_cannot_be_written_is_said_and_has_the_aliases_at_the_next_opening(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tui_captioner.services.session.own_terms.change_aliases", fails)
        assert main(["tags", str(root), "merge", "red cap", "red hat", "--alias"]) != 0
    assert "vocab.toml can't be written: No space left" in capsys.readouterr().err
    assert held(root)["c"] == "sitting, red hat"
    assert not (root / ".tui-captioner" / "vocab.toml").exists()
    assert main(["tags", str(root), "rename", "sitting", "seated"]) == 0
    assert "red cap" in (root / ".tui-captioner" / "vocab.toml").read_text()


def test_undo_takes_the_aliases_back_with_the_captions_and_redo_makes_them_again(root: Path) -> None:
    vocabulary = root / ".tui-captioner" / "vocab.toml"
    assert main(["tags", str(root), "merge", "red cap", "red hat", "--alias"]) == 0
    made = vocabulary.read_text()
    assert main(["undo", str(root)]) == 0
    assert not vocabulary.exists()
    assert held(root)["c"] == "sitting, red cap"
    assert main(["redo", str(root)]) == 0
    assert vocabulary.read_text() == made


def test_a_tag_that_no_caption_has_is_answered_with_the_nearest(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tags", str(root), "rename", "gray hiar", "x"]) == 0
    assert "No caption has 'gray hiar'. Did you mean 'grey hair'?" in capsys.readouterr().out


def test_a_kept_filter_goes_by_its_name(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".tui-captioner").mkdir()
    (root / ".tui-captioner" / "project.toml").write_text("[filters]\nhats = 'tag:*hat'\n")
    assert set(listed(capsys, root, "--filter", "@hats")) == {"grey hair", "red hat", "standing", "blue coloured hair"}
    assert main(["tags", str(root), "--filter", "@hast"]) == 2
    assert "Did you mean hats?" in capsys.readouterr().err


def test_tags_steer_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "a.txt").write_text("a\x1b]0;t\x07, \x9b31mred, \u202ehi")
    assert main(["tags", str(root)]) == 0
    assert main(["tags", str(root), "rename", "\x1b[31m.*", "x", "--regex"]) == 2
    assert main(["tags", str(root), "--filter", "\x1b[2J" * 3 + ":"]) in (0, 2)
    out, err = capsys.readouterr()
    assert "red" in out
    assert is_safe(out + err)


HOSTILE = [
    "(" * 10_000,
    "NOT " * 2500 + "a",
    '"' + "a" * 10_000,
    "a OR " * 2500,
    "tag:" * 2500,
    "*" * 10_000,
    "= != < >",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
@pytest.mark.parametrize("command", ["show", "tags", "check"])
def test_hostile_filters_get_an_answer(root: Path, command: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, str(root), "--filter", text]) in (0, 2)
    out, err = capsys.readouterr()
    assert is_safe(out + err)
    assert len(err) < 2000


def test_show_check_and_export_go_by_a_filter(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(root), "--filter", "tag:sitting"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "c.png  [draft]"
    assert main(["show", str(root), "a", "c", "--filter", "tag:sitting"]) == 0
    assert capsys.readouterr().out.count("[draft]") == 1
    assert main(["check", str(root), "--filter", "tag:sitting", "--json"]) in (0, 1)
    assert {json.loads(line)["file_name"] for line in capsys.readouterr().out.splitlines()} <= {"c.png"}
    target = root.parent / "out.csv"
    assert main(["export", str(root), "--to", "csv", "-o", str(target), "--filter", "tag:standing"]) == 0
    assert target.read_text().splitlines()[1:] == [f'"{name}.png","{TEXTS[name]}"' for name in "ab"]
    assert main(["export", str(root), "--to", "csv", "-o", f"{target}2", "--filter", "tag:nothing"]) == 1
    assert "no image fits the filter" in capsys.readouterr().err
    assert main(["export", str(root), "--to", "sidecars", "--filter", "tag:standing"]) == 2


def test_the_filter_may_stand_before_the_images(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(root), "--filter", "tag:standing", "b"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "b.png  [draft]"
