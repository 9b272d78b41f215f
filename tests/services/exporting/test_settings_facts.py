"""What trainers' settings are made of: the dataset as it lies there, and what was exported of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.exports import add_image, run
from tests.support.trainer_settings import facts_of, paths_in, read
from tui_captioner.domain.trainers.settings.makers import settings_for
from tui_captioner.services.exporting.export_plan import ExportError


def exported(root: Path, to: str, **options: Any) -> tuple[str, Any]:
    """The trainer of an export, and its settings as it reads them."""
    report = run(root, to, **options)
    assert report.facts is not None
    return report.trainer, read(report.trainer, settings_for(report.trainer, report.facts))


# --- in place ---------------------------------------------------------------------------------------------------------


def test_suffix_folders_and_numbers_are_the_datasets_own(tmp_path: Path) -> None:
    for file in ("10_x/a.png", "10_x/b.png", "y/c.png"):
        add_image(tmp_path, file, "")
        (tmp_path / file).with_suffix(".caption").write_text("standing")
    add_image(tmp_path, "y/d.mp4", "")
    facts = facts_of(tmp_path, "musubi")
    assert facts.suffix == ".caption"
    assert [(one.path, one.repeats, one.images, one.videos) for one in facts.folders] == [
        (f"{tmp_path}/10_x", 10, 2, 0),
        (f"{tmp_path}/y", 1, 1, 1),
    ]
    assert [one.videos for one in facts_of(tmp_path).folders] == [0, 0]


def test_the_path_is_absolute_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_image(tmp_path / "set", "a.png")
    monkeypatch.chdir(tmp_path)
    assert facts_of(Path("set")).folders[0].path == str(tmp_path / "set")


def test_a_mark_counts_where_a_caption_has_it(dataset: Path) -> None:
    (dataset / ".tui-captioner").mkdir()
    settings = dataset / ".tui-captioner" / "project.toml"
    settings.write_text('[output]\nhead_separator = "###"\n')
    assert facts_of(dataset).head_mark == ""
    (dataset / "a.txt").write_text("sks ||| standing")
    assert facts_of(dataset).head_mark == "|||"
    settings.write_text('globals = ["sks"]\ntrigger = "sks"\n[output]\nhead_separator = "###"\n')
    (dataset / "a.txt").write_text("sks ### standing")
    assert (facts_of(dataset).head_mark, facts_of(dataset).trigger) == ("###", "sks")


def test_lines_are_captions_where_the_project_says_so(dataset: Path) -> None:
    (dataset / "a.txt").write_text("standing\nsitting, {red|blue} hat")
    facts = facts_of(dataset)
    assert (facts.lines, facts.lines_are_captions, facts.braces) == (1, False, 1)
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "project.toml").write_text('[input]\nlines = "captions"\n')
    facts = facts_of(dataset)
    assert (facts.lines, facts.lines_are_captions, facts.braces) == (1, True, 1)


def test_a_captions_json_counts_where_each_folder_has_one(dataset: Path) -> None:
    add_image(dataset, "sub/d.png")
    (dataset / "captions.json").write_text("{}")
    assert not facts_of(dataset, "diffusion-pipe").captions_json
    (dataset / "sub" / "captions.json").write_text("{}")
    assert facts_of(dataset, "diffusion-pipe").captions_json


# --- exported ---------------------------------------------------------------------------------------------------------


def test_lists_are_named_by_the_settings_of_their_trainer(filled: Path) -> None:
    add_image(filled, "clip.mp4")
    trainer, value = exported(filled, "kohya-jsonl")
    assert (trainer, paths_in(trainer, value)) == ("sd-scripts", [f"{filled.parent}/set_kohya.jsonl"])
    trainer, value = exported(filled, "musubi-jsonl")
    lists = [f"{filled.parent}/set_musubi.jsonl", f"{filled.parent}/set_musubi_video.jsonl"]
    assert (trainer, paths_in(trainer, value)) == ("musubi", lists)


def test_a_list_of_videos_alone_is_one_of_videos(tmp_path: Path) -> None:
    add_image(tmp_path / "set", "clip.mp4")
    _, value = exported(tmp_path / "set", "musubi-jsonl")
    assert [entry["video_jsonl_file"] for entry in value["datasets"]] == [f"{tmp_path}/set_musubi.jsonl"]


def test_a_list_counts_its_images_alike_or_says_that_it_can_not(tmp_path: Path) -> None:
    root = tmp_path / "set"
    add_image(root, "5_x/a.png")
    add_image(root, "5_y/b.png")
    _, value = exported(root, "kohya-jsonl")
    assert value["datasets"][0]["subsets"][0]["num_repeats"] == 5
    add_image(root, "2_z/c.png")
    report = run(root, "kohya-jsonl", force=True)
    assert report.facts is not None
    assert "(2, 5)" in settings_for("sd-scripts", report.facts).text


def test_sidecars_elsewhere_are_named_where_the_images_are_there(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    trainer, value = exported(filled, "sidecars", output=out, images="link", trainer="simpletuner")
    assert paths_in(trainer, value) == [str(out)]
    report = run(filled, "sidecars", output=tmp_path / "bare", trainer="simpletuner")
    assert report.facts is None
    assert "--images link puts them there" in report.warnings[-1]
    assert run(filled, "sidecars", output=tmp_path / "bare", force=True).facts is None


def test_the_datasets_own_sidecars_have_settings_too(filled: Path) -> None:
    trainer, value = exported(filled, "sidecars", trainer="musubi")
    assert paths_in(trainer, value) == [str(filled)]


def test_captions_json_has_settings_where_it_lies_in_each_folder(filled: Path) -> None:
    trainer, value = exported(filled, "captions-json")
    assert paths_in(trainer, value) == [str(filled)]
    add_image(filled, "10_sub/d.png")
    assert run(filled, "captions-json", force=True).facts is None
    trainer, value = exported(filled, "captions-json", force=True, trainer="diffusion-pipe")
    assert paths_in(trainer, value) == [str(filled), f"{filled}/10_sub"]
    assert run(filled, "captions-json", force=True, trainer="dreamlook").facts is None


@pytest.mark.parametrize(
    ("to", "trainer"), [("kohya-jsonl", "musubi"), ("csv", "sd-scripts"), ("webdataset", "diffusion-pipe")]
)
def test_a_trainer_that_does_not_read_a_format_is_refused(filled: Path, to: str, trainer: str) -> None:
    with pytest.raises(ExportError, match=f"--for {trainer} does not go with {to}"):
        run(filled, to, trainer=trainer)
