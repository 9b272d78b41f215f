"""`check`: exit status, JSON, what people read, and nothing that steers the terminal."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.command_line import is_safe
from tui_captioner.cli.main import main
from tui_captioner.domain.trainers.targets import TARGETS

KEYS = ["rule", "severity", "file_name", "slot", "tag", "message", "mend", "images", "filter"]
CAPTION = "photograph, of a woman, standing"


@pytest.fixture
def clean(dataset: Path) -> Path:
    """A dataset with nothing to mend."""
    for name in "abc":
        (dataset / f"{name}.txt").write_text(CAPTION)
    return dataset


def test_0_and_a_word_where_there_is_nothing_to_mend(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(clean)]) == 0
    assert capsys.readouterr() == ("Nothing to mend\n", "")
    assert main(["check", str(clean), "--for", "simpletuner"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Nothing to mend for SimpleTuner"
    assert main(["check", str(clean), "--json"]) == 0
    assert capsys.readouterr() == ("", "")


def test_1_and_an_object_per_line_where_there_are_findings(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clean / "b.txt").write_bytes(b"")
    assert main(["check", str(clean), "--for", "sd-scripts", "--json"]) == 1
    (row,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert list(row) == KEYS
    assert (row["rule"], row["severity"], row["file_name"]) == ("empty-caption", "error", "b.png")
    assert "caption file is empty" in row["message"]


def test_a_warning_alone_is_1_too(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clean / "b.txt").unlink()
    assert main(["check", str(clean), "--json"]) == 1
    assert {json.loads(line)["severity"] for line in capsys.readouterr().out.splitlines()} == {"warning"}


@pytest.mark.parametrize(
    "arguments", [("--for", "paint"), ("--limit", "-1"), ("--limit", "x"), ("more",)], ids=" ".join
)
def test_2_where_it_is_used_wrongly(
    clean: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["check", str(clean), *arguments])
    assert caught.value.code == 2
    assert capsys.readouterr().out == ""


def test_a_folder_without_images_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("tui-captioner: There is no image in ")


def test_a_tar_is_not_looked_into_for_who_reads_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.tar").touch()
    assert main(["check", str(tmp_path), "--for", "musubi"]) == 2
    assert "check the dataset that it was made of" in capsys.readouterr().err


def test_findings_are_grouped_by_rule_with_the_first_names(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(12):
        (clean / f"n{number}.png").write_bytes(PNG)
    (clean / "b.txt").write_text("{a|b}")
    assert main(["check", str(clean), "--for", "simpletuner"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "error: no-caption (12)"
    assert lines[1].endswith("stops at its start (FileNotFoundError):")
    assert [line.strip() for line in lines[2:13]] == [*(f"n{number}.png" for number in range(10)), "and 2 more"]
    assert lines[13].startswith("  -> ")
    assert "warning: braces (1)" in lines
    assert "12 errors, 1 warning for SimpleTuner" in lines
    main(["check", str(clean), "--for", "simpletuner", "--limit", "0"])
    assert "n11.png" in capsys.readouterr().out


def test_a_message_stands_over_all_names_only_if_it_is_that_of_all(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(12):
        (clean / f"n{number}.png").write_bytes(PNG)
        (clean / f"n{number}.txt").write_text("a cat, " * (40 if number < 11 else 50))
    assert main(["check", str(clean), "--for", "sd-scripts"]) == 1
    lines = capsys.readouterr().out.splitlines()
    first = (
        lines.index("error: over-limit (12)")
        if "error: over-limit (12)" in lines
        else lines.index("warning: over-limit (12)")
    )
    assert lines[first + 1].startswith("    n0.png: its caption has ")


def test_a_limit_that_is_no_number_is_said(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for limit in ("-1", "many"):
        with pytest.raises(SystemExit):
            main(["check", str(clean), "--limit", limit])
        assert f"argument --limit: '{limit}' is no number of 0 or more" in capsys.readouterr().err


def test_which_of_several_caption_files_is_used_is_said(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clean / "b.caption").write_text("another")
    main(["check", str(clean), "--for", "onetrainer"])
    out = capsys.readouterr().out
    assert "note: Several caption files for one image: b.txt is used, not b.caption" in out


def test_the_trigger_word_and_wildcards_are_options(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clean / "b.txt").write_text("masks, {red|blue} dress")
    assert main(["check", str(clean), "--for", "ai-toolkit", "--trigger", "sks", "--json"]) == 1
    assert "trigger-substring" in capsys.readouterr().out
    assert main(["check", str(clean), "--for", "sd-scripts", "--json"]) == 1
    assert main(["check", str(clean), "--for", "sd-scripts", "--json", "--wildcard"]) == 0


@pytest.mark.parametrize("target", ["", *TARGETS])
def test_nothing_that_is_printed_steers_the_terminal(
    dataset: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "\x1b[2J\x9bx\u202e_test"
    for name in (f"{hostile}.Png", f"{hostile}.jpg", f"sub {hostile}/x.png", os.fsdecode(b"caf\xe9\n.png")):
        (dataset / name).parent.mkdir(exist_ok=True)
        (dataset / name).write_bytes(PNG)
    (dataset / f"{hostile}.toml").touch()
    (dataset / f"{hostile}.txt").write_text("a\x1b]0;title\x07, (\x9b31mred:1.2), {\x7f|[/foo]}, \u202ehi\n")
    (dataset / "captions.json").write_text(json.dumps({f"{hostile}.png": "x"}))
    (dataset / "metadata.jsonl").write_text(json.dumps({"file_name": f"{hostile}.png"}))
    for form in ([], ["--json"]):
        arguments = ["--for", target] if target else []
        assert main(["check", str(dataset), *arguments, *form, "--trigger", "\x1bsks"]) == 1
        out, err = capsys.readouterr()
        assert is_safe(out)
        assert is_safe(err)
        assert out
