"""What we export for a trainer, its check has nothing to say of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checks import check, one, turned_jpeg
from tests.support.conformance import AVIF
from tests.support.exports import other, run
from tests.support.tui_material import open_session
from tui_captioner.domain.errors import WrongUseError
from tui_captioner.services.exporting.export_plan import ExportError
from tui_captioner.storage.project.records import ImageRecord


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """Two images, one of them with two captions."""
    root = tmp_path / "set"
    check(root, one("a.png", "b.jpg", text="standing"), "")
    session = open_session(root)
    session.edit_record("a.png", "put", ImageRecord(other("standing"), "done", (other("a woman"),)))
    session.close()
    return root


def rules(root: Path, target: str, *, wildcard: bool = False) -> list[str]:
    return [found.rule for found in check(root, {}, target, wildcard=wildcard)]


@pytest.mark.parametrize(
    ("to", "target"),
    [("captions-json", "diffusion-pipe"), ("captions-json", "dreamlook"), ("hf-imagefolder", "diffusers")],
)
def test_in_place(several: Path, to: str, target: str) -> None:
    run(several, to)
    assert rules(several, target) == []


def test_of_an_older_state_it_is_said(several: Path) -> None:
    run(several, "captions-json")
    (several / "b.txt").write_text("sitting")
    assert rules(several, "diffusion-pipe") == ["export-differs"]


@pytest.mark.parametrize("target", ["onetrainer", "simpletuner", "sd-scripts"])
def test_a_caption_a_line_in_another_folder(several: Path, tmp_path: Path, target: str) -> None:
    run(several, "sidecars", output=tmp_path / "out", lines=True, images="copy")
    assert rules(tmp_path / "out", target, wildcard=target == "sd-scripts") == []


@pytest.mark.parametrize(("to", "target"), [("diffusion-pipe-tar", "diffusion-pipe"), ("webdataset", "webdataset")])
def test_an_archive_alone(several: Path, tmp_path: Path, to: str, target: str) -> None:
    (tmp_path / "out").mkdir()
    run(several, to, output=tmp_path / "out", alternatives="first" if to == "webdataset" else "")
    assert rules(tmp_path / "out", target) == []
    with pytest.raises(WrongUseError, match="There is no image in"):
        check(tmp_path / "out", {}, "sd-scripts")


@pytest.mark.parametrize("target", ["ai-toolkit", "musubi", "finetrainers", "sd-scripts", "civitai"])
def test_one_caption_in_another_folder(several: Path, tmp_path: Path, target: str) -> None:
    run(several, "sidecars", output=tmp_path / "out", alternatives="first", images="copy")
    assert rules(tmp_path / "out", target) == []


def test_an_avif_is_taken_beside_others_and_not_alone(several: Path) -> None:
    check(several, {"c.avif": AVIF, "c.txt": "a cat", "d.jfif": turned_jpeg(1), "d.txt": "a dog"}, "")
    assert run(several, "hf-imagefolder").images == 4
    assert rules(several, "diffusers") == []
    for name in ("a.png", "b.jpg", "d.jfif", "metadata.jsonl"):
        (several / name).unlink()
    with pytest.raises(ExportError):
        run(several, "hf-imagefolder", force=True)
