"""`export`: what is printed, where, and with which exit status."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.command_line import is_safe, run
from tests.support.loaded import loaded_after
from tui_captioner.cli.main import main
from tui_captioner.formats import civitai, plain_csv
from tui_captioner.formats.names import EXPORTS

SETTINGS = {"kohya-jsonl": "sd-scripts", "musubi-jsonl": "musubi-tuner", "diffusion-pipe-tar": "diffusion-pipe"}
"""Formats that are made for one trainer, whose settings an export elsewhere ends with."""
CAPTION = "photograph, of a woman, standing, a thing unheard of"


@pytest.mark.parametrize("to", EXPORTS)
def test_every_format_is_exported_end_to_end(dataset: Path, tmp_path: Path, to: str) -> None:
    out = tmp_path / "out"
    if to not in ("sidecars", "hf-imagefolder"):
        out.mkdir()
    done = run("export", dataset, "--to", to, "-o", out)
    images = 3 if to == "slots-jsonl" else 1
    first, *settings = done.stdout.splitlines()
    assert done.returncode == 0
    assert first.startswith("Wrote ")
    assert first.endswith(f": {images} image{'s' if images > 1 else ''}, 1 caption")
    title = SETTINGS.get(to)
    said = [f"Settings of {title} (--write-config FILE writes them):"] if title else []
    assert [line for line in settings if line][:1] == said
    left = "" if to == "slots-jsonl" else "Left out 2 images, no caption: a.png, c.png\n"
    assert done.stderr.startswith(left)
    assert any(CAPTION.encode() in path.read_bytes() for path in out.iterdir())
    assert not (dataset / ".tui-captioner").exists()


def test_a_target_that_exists_is_refused_and_stays(dataset: Path) -> None:
    target = dataset.parent / "set.csv"
    target.write_bytes(b"mine")
    done = run("export", dataset, "--to", "csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"tui-captioner: {target} exists already; nothing was written. --force replaces it, -o PATH writes elsewhere\n"
    )
    assert target.read_bytes() == b"mine"
    assert run("export", dataset, "--to", "csv", "--force").returncode == 0
    assert plain_csv.read(target.read_bytes())[0].captions == (CAPTION,)


def test_the_report_as_json(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(dataset), "--to", "captions-json", "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out) == {
        "format": "captions-json",
        "paths": [str(dataset / "captions.json")],
        "images": 1,
        "captions": 1,
        "skipped": [{"file_name": name, "reason": "no caption"} for name in ("a.png", "c.png")],
        "warnings": ["diffusion-pipe ignores every .txt in a folder that has a captions.json"],
    }


def test_an_image_that_could_not_go_out_makes_the_exit_status_1(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (dataset / "d.gif").write_bytes(PNG)
    (dataset / "d.txt").write_text("waving")
    assert main(["export", str(dataset), "--to", "civitai-zip"]) == 1
    out, err = capsys.readouterr()
    assert out == f"Wrote {dataset.parent / 'set_civitai.zip'}: 1 image, 1 caption\n"
    assert "Left out 1 image, Civitai does not take .gif: d.gif\n" in err
    assert len(civitai.read((dataset.parent / "set_civitai.zip").read_bytes())) == 1


def test_states_are_chosen_and_finished_ones_are_done_or_reviewed(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(dataset), "--to", "csv", "--only", "done"]) == 1
    assert "There is nothing to export" in capsys.readouterr().err
    assert main(["export", str(dataset), "--to", "csv", "--state", "draft", "--state", "done"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "nope"], "there is no format 'nope'. It is one of sidecars, "),
        ([], "the following arguments are required: --to"),
        (["--to", "csv", "--state", "x"], "'x' is not known. It is one of empty, "),
        (["--to", "webdataset", "--shard-size", "many"], "invalid int value"),
    ],
)
def test_wrong_use_is_2(dataset: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["export", str(dataset), *arguments])
    assert caught.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_nothing_that_is_printed_steers_the_terminal(
    dataset: Path, capsys: pytest.CaptureFixture[str], extra: list[str]
) -> None:
    for name in ("\x1b[2J\x9bx\u202e.png", os.fsdecode(b"caf\xe9\n.png")):
        (dataset / name).write_bytes(PNG)
        (dataset / name).with_suffix(".txt").write_text("a\x1b]0;title\x07")
    assert main(["export", str(dataset), "--to", "csv", *extra]) == 1
    assert main(["export", str(dataset), "--to", "webdataset", *extra]) == 1
    out, err = capsys.readouterr()
    assert is_safe(out)
    assert is_safe(err)
    assert "control characters" in err


def test_ctrl_c_says_that_nothing_is_half_written(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    before = sorted(dataset.parent.rglob("*"))
    for to in ("csv", "webdataset", "sidecars", "hf-imagefolder"):
        assert main(["export", str(dataset), "--to", to, "-o", str(dataset.parent / "out")]) == 130
        assert "Stopped; nothing is half written" in capsys.readouterr().err
        assert sorted(dataset.parent.rglob("*")) == before


def test_a_folder_without_images_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path), "--to", "csv"]) == 2
    assert f"There is no image in {tmp_path}" in capsys.readouterr().err


def test_an_export_loads_neither_textual_nor_pillow(dataset: Path) -> None:
    given = ["export", str(dataset), "--to", "webdataset"]
    loaded = loaded_after("from tui_captioner.cli.main import main", f"main({given!r})")
    assert "tui_captioner.cli.export" in loaded
    assert loaded & {"textual", "PIL", "rich", "term_image", "numpy"} == set()
    assert (dataset.parent / "set.tar").exists()


def test_what_is_exported_is_imported_into_another_folder_as_it_was(dataset: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name in ("a.png", "b.png", "c.png"):
        (other / name).write_bytes(PNG)
    assert run("export", dataset, "--to", "slots-jsonl").returncode == 0
    assert run("import", other, dataset.parent / "set.slots.jsonl").returncode == 0
    shown = run("show", dataset, "--json").stdout
    assert CAPTION in shown
    assert run("show", other, "--json").stdout == shown
