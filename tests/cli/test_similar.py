"""`tags DATASET similar`: near-duplicates for people and for programs; `check` reports them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import is_safe
from tests.support.list_desk import make_captions
from tui_captioner.cli.main import main

TEXTS = {
    "a": b"red hats, from, slightly curved edges",
    "b": b"red hat, front",
    "c": b"red hat, fron, slightly curled edges",
    "d": "[red]\u009b hat, vase".encode(),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_captions(tmp_path, TEXTS)
    return tmp_path


def similar(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    assert main(["tags", *map(str, arguments), "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_clusters_are_printed_the_most_used_first(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tags", str(root), "similar"]) == 0
    assert [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()] == [
        "1 fron may be from (1) or front (1)",
        "2 red hat ~ red hats (1, small words)",
    ]
    assert not (root / ".tui-captioner").exists()


def test_for_programs_each_is_an_object(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert similar(capsys, root, "similar", "--perhaps") == [
        {
            "tag": "fron",
            "images": 1,
            "may_be": [
                {"tag": "from", "images": 1, "rule": "spelling"},
                {"tag": "front", "images": 1, "rule": "spelling"},
            ],
        },
        {"tag": "red hat", "images": 2, "same": [{"tag": "red hats", "images": 1, "rule": "small words"}]},
        {
            "tag": "slightly curled edges",
            "images": 1,
            "perhaps": [{"tag": "slightly curved edges", "images": 1, "likeness": 95}],
        },
    ]


def test_only_the_tags_of_some_images_are_compared(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = similar(capsys, "similar", root, "--filter", "name:b OR name:c")
    assert [(each["tag"], [same["tag"] for same in each["same"]]) for each in found] == [("front", ["fron"])]
    assert main(["show", str(root), "--filter", "finding:near-duplicate", "--json"]) == 0
    names = [json.loads(line)["file_name"] for line in capsys.readouterr().out.splitlines()]
    assert names == ["a.png", "c.png"]


def test_where_there_is_none_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_captions(tmp_path, {"a": b"red hat, [31m hat", "b": b"vase"})
    assert main(["tags", str(tmp_path), "similar"]) == 0
    said = capsys.readouterr().out
    assert said == "Every tag has one spelling\n"
    assert is_safe(said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["similar", "hat"], "takes no tags"),
        (["similar", "--regex"], "--regex goes with one of"),
        (["similr"], "did you mean similar?"),
        (["--perhaps"], "--perhaps goes with similar"),
        (["rename", "a", "b", "--perhaps"], "--perhaps goes with similar"),
    ],
)
def test_wrong_use_is_said(root: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tags", str(root), *arguments]) == 2
    assert said in capsys.readouterr().err


def test_check_reports_each_group_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(root), "--json"]) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    near = [(each["tag"], each["file_name"], each["message"]) for each in found if each["rule"] == "near-duplicate"]
    assert near == [
        ("fron", "", "'fron' (1) may be 'from' (1) or 'front' (1)"),
        ("red hat", "", "'red hats' (1) ~ 'red hat' (2)"),
    ]


def test_check_says_nothing_of_what_is_different(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = root / ".tui-captioner"
    folder.mkdir()
    (folder / "project.toml").write_text('[different]\nfron = ["from", "front"]\n"red hat" = "red hats"\n', "utf-8")
    main(["check", str(root), "--json"])
    assert "near-duplicate" not in capsys.readouterr().out
