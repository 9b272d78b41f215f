"""`check --for` and `export` end with the trainer's settings; `--write-config` writes them, and over nothing else."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.command_line import is_safe
from tests.support.loaded import loaded_after
from tui_captioner.cli.main import main
from tui_captioner.cli.trainer_settings import MOST
from tui_captioner.domain.trainers.settings.makers import MAKERS
from tui_captioner.domain.trainers.targets import TARGETS


@pytest.fixture
def clean(dataset: Path) -> Path:
    """A dataset with nothing to mend."""
    for name in "abc":
        (dataset / f"{name}.txt").write_text("photograph, of a woman, standing")
    return dataset


@pytest.mark.parametrize("trainer", MAKERS)
def test_check_ends_with_the_settings(clean: Path, trainer: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(clean), "--for", trainer]) == 0
    out, err = capsys.readouterr()
    said, _, settings = out.partition(f"\nSettings of {TARGETS[trainer].title} (--write-config FILE writes them):\n")
    assert said.startswith("Nothing to mend")
    assert str(clean) in settings
    assert err == ""
    assert main(["check", str(clean), "--for", trainer, "--json"]) == 0
    assert capsys.readouterr() == ("", "")


def test_nobody_else_gets_any(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["--for", "onetrainer"], ["--for", "civitai"]):
        main(["check", str(clean), *arguments])
        assert "Settings of" not in capsys.readouterr().out


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_check_writes_them(clean: Path, extra: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    target = clean.parent / "dataset.toml"
    assert main(["check", str(clean), "--for", "sd-scripts", "--write-config", str(target), *extra]) == 0
    out, err = capsys.readouterr()
    said = f"Wrote {target}: the settings of sd-scripts\n"
    assert (out == "" and err == said) if extra else (said in out and "[general]" not in out)
    assert tomllib.loads(target.read_text())["datasets"][0]["subsets"][0]["image_dir"] == str(clean)


def test_what_json_has_no_place_for_is_said_beside_it(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = clean.parent / "backends.json"
    assert main(["check", str(clean), "--for", "simpletuner", "--write-config", str(target)]) == 0
    assert [entry["dataset_type"] for entry in json.loads(target.read_bytes())] == ["image", "text_embeds"]
    assert "  yours to add: resolution" in capsys.readouterr().out


def test_findings_do_not_keep_them_from_being_written(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clean / "b.txt").write_bytes(b"")
    target = clean.parent / "dataset.toml"
    assert main(["check", str(clean), "--for", "sd-scripts", "--json", "--write-config", str(target)]) == 1
    out, _ = capsys.readouterr()
    assert [json.loads(line)["rule"] for line in out.splitlines()] == ["empty-caption"]
    assert target.exists()


def test_a_file_that_exists_stays_without_force(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = clean.parent / "dataset.toml"
    target.write_bytes(b"mine")
    given = ["check", str(clean), "--for", "musubi", "--write-config", str(target)]
    assert main(given) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"tui-captioner: {target} exists already; it was not written. --force replaces it\n")
    assert target.read_bytes() == b"mine"
    assert main([*given, "--force"]) == 0
    assert b"musubi-tuner" in target.read_bytes()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("set/dataset.toml", "lies in the dataset"),
        ("set", "is a folder"),
        ("nowhere/dataset.toml", "There is no folder"),
        ("dataset.txt", "does not end in .toml, and sd-scripts takes no other"),
        ("link.toml", "is a link or no regular file"),
        ("pipe.toml", "is a link or no regular file"),
    ],
)
def test_a_place_that_is_none_is_wrong_use(
    clean: Path, place: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (clean.parent / "mine.toml").write_bytes(b"mine")
    (clean.parent / "link.toml").symlink_to("mine.toml")
    os.mkfifo(clean.parent / "pipe.toml")
    before = sorted(clean.parent.rglob("*"))
    target = clean.parent / place
    for command in (["check", str(clean), "--for", "sd-scripts"], ["export", str(clean), "--to", "kohya-jsonl"]):
        assert main([*command, "--write-config", str(target), "--force"]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert said in err
    assert sorted(clean.parent.rglob("*")) == before
    assert (clean.parent / "mine.toml").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "SET"], "it is not said for which trainer"),
        (["check", "SET", "--for", "onetrainer"], "there are no ready settings for onetrainer"),
        (["export", "SET", "--to", "csv"], "it is not said for which trainer"),
        (["export", "SET", "--to", "sidecars"], "it is not said for which trainer"),
        (["export", "SET", "--to", "sidecars", "--for", "onetrainer"], "there are no ready settings for onetrainer"),
    ],
)
def test_a_file_for_nobody_is_wrong_use(
    clean: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = clean.parent / "x.toml"
    given = [str(clean) if word == "SET" else word for word in arguments]
    assert main([*given, "--write-config", str(target)]) == 2
    assert said in capsys.readouterr().err
    assert not target.exists()


def test_a_failure_leaves_no_half_file(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = sorted(clean.parent.rglob("*"))
    monkeypatch.setattr("tui_captioner.storage.files.atomic.os.fsync", full)
    given = ["check", str(clean), "--for", "musubi", "--write-config", str(clean.parent / "x.toml")]
    assert main(given) == 1
    assert "x.toml: No space left on device" in capsys.readouterr().err
    assert sorted(clean.parent.rglob("*")) == before


# --- export -----------------------------------------------------------------------------------------------------------


def test_export_ends_with_them_or_writes_them(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(clean), "--to", "kohya-jsonl"]) == 0
    assert f'  metadata_file = "{clean.parent}/set_kohya.jsonl"' in capsys.readouterr().out.splitlines()
    target = clean.parent / "kohya.toml"
    given = ["export", str(clean), "--to", "kohya-jsonl", "--force", "--write-config", str(target)]
    assert main(given) == 0
    assert "metadata_file" in target.read_text()
    target.write_bytes(b"mine")
    assert main([*given, "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out.splitlines()[-1])["format"] == "kohya-jsonl"
    assert "Wrote" in err
    assert "metadata_file" in target.read_text()


def test_sidecars_elsewhere_end_with_those_of_the_trainer_that_is_named(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = clean.parent / "out"
    given = ["export", str(clean), "--to", "sidecars", "-o", str(out), "--images", "link"]
    assert main([*given, "--for", "ai-toolkit"]) == 0
    assert f'  - folder_path: "{out}"' in capsys.readouterr().out.splitlines()
    assert main(["export", str(clean), "--to", "sidecars", "-o", str(out)]) == 0
    assert "Settings of" not in capsys.readouterr().out


def test_where_nothing_fits_that_is_said(clean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = clean.parent / "x.yaml"
    given = ["export", str(clean), "--to", "sidecars", "-o", str(clean.parent / "out"), "--for", "ai-toolkit"]
    assert main([*given, "--write-config", str(target)]) == 1
    _, err = capsys.readouterr()
    assert "the images are not in" in err
    assert f"{target} was not written: no settings fit what was exported" in err
    assert not target.exists()


# --- printing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trainer", MAKERS)
def test_nothing_in_them_steers_the_terminal(dataset: Path, trainer: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in "abc":
        (dataset / f"{name}.png").unlink()
    hostile = '3_\x1b[2J\x9bx\u202e"\\\n'
    (dataset / hostile).mkdir()
    (dataset / hostile / "d.png").write_bytes(PNG)
    (dataset / os.fsdecode(b"4_caf\xe9")).mkdir()
    (dataset / os.fsdecode(b"4_caf\xe9") / "e.png").write_bytes(PNG)
    main(["check", str(dataset), "--for", trainer])
    out, err = capsys.readouterr()
    assert "whose path is not UTF-8" in out
    assert is_safe(out)
    assert is_safe(err)


def test_many_folders_are_printed_in_part_and_written_whole(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(MOST):
        (dataset / f"2_{number}").mkdir()
        (dataset / f"2_{number}" / "a.png").write_bytes(PNG)
    target = dataset.parent / "x.toml"
    main(["check", str(dataset), "--for", "musubi"])
    out = capsys.readouterr().out
    assert "lines more, which --write-config FILE writes" in out.splitlines()[-1]
    assert out.count("image_directory") < MOST
    main(["check", str(dataset), "--for", "musubi", "--write-config", str(target)])
    assert len(tomllib.loads(target.read_text())["datasets"]) == MOST + 1


def test_they_load_neither_textual_nor_pillow(clean: Path) -> None:
    given = ["check", str(clean), "--for", "simpletuner"]
    loaded = loaded_after("from tui_captioner.cli.main import main", f"main({given!r})")
    assert "tui_captioner.cli.trainer_settings" in loaded
    assert loaded & {"textual", "PIL", "rich", "term_image", "numpy", "yaml", "tomlkit"} <= {"tomlkit"}
