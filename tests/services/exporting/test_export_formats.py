"""Exports by format: image folders, text files, archives and sidecars."""

from __future__ import annotations

import json
import tarfile
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.exports import A, B, add_image, run, snapshot
from tests.support.tui_material import open_session, put
from tui_captioner.domain.caption import Caption
from tui_captioner.formats import captions_json, civitai, hf_metadata, musubi, slots_jsonl, webdataset
from tui_captioner.services.exporting.export_plan import ExportError, ExportOptions
from tui_captioner.services.exporting.exporting import export
from tui_captioner.services.exporting.slots_rows import record_of
from tui_captioner.services.session.session import Session

# --- image folders ----------------------------------------------------------------------------------------------------


def test_in_the_dataset_every_image_needs_a_row(filled: Path) -> None:
    before = snapshot(filled)
    with pytest.raises(ExportError, match=r"1 images have no caption: c\.png"):
        run(filled, "hf-imagefolder")
    assert snapshot(filled) == before
    report = run(filled, "hf-imagefolder", include_empty=True)
    assert report.paths == [filled / "metadata.jsonl", filled / "README.md"]
    assert (report.images, report.captions) == (3, 3)
    rows = hf_metadata.read((filled / "metadata.jsonl").read_bytes())
    assert [row.captions for row in rows] == [(A, "A woman."), (B,), ("",)]


def test_another_folder_gets_the_images_that_have_captions(filled: Path, tmp_path: Path) -> None:
    add_image(filled, "sub/d.PNG")
    out = tmp_path / "out"
    report = run(filled, "hf-imagefolder", output=out)
    assert sorted(snapshot(out)) == ["README.md", "a.png", "b.png", "metadata.jsonl", "sub/d.PNG"]
    assert (out / "sub" / "d.PNG").samefile(filled / "sub" / "d.PNG")
    assert '"**/*.PNG"' in (out / "README.md").read_text()
    assert report.images == 3
    copied = run(filled, "hf-imagefolder", output=tmp_path / "copy", images="copy")
    assert not (tmp_path / "copy" / "a.png").samefile(filled / "a.png")
    assert copied.warnings == []
    with pytest.raises(ExportError, match="have no caption"):
        run(filled, "hf-imagefolder", output=tmp_path / "bare", images="none")
    run(filled, "hf-imagefolder", output=tmp_path / "bare", images="none", include_empty=True)
    assert sorted(snapshot(tmp_path / "bare")) == ["README.md", "metadata.jsonl"]


def test_images_that_are_there_already_stay_and_others_are_never_replaced(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(filled, "hf-imagefolder", output=out)
    run(filled, "hf-imagefolder", output=out, force=True)
    (out / "a.png").unlink()
    (out / "a.png").write_bytes(b"mine")
    before = snapshot(out)
    with pytest.raises(ExportError, match=r"a\.png is there already and is not the image"):
        run(filled, "hf-imagefolder", output=out, force=True)
    assert snapshot(out) == before


def test_a_readme_of_the_user_is_kept(filled: Path) -> None:
    mine = "---\nlicense: mit\n---\n# My set\n"
    (filled / "README.md").write_text(mine)
    with pytest.raises(ExportError, match=r"README\.md exists already"):
        run(filled, "hf-imagefolder", include_empty=True)
    assert not (filled / "metadata.jsonl").exists()
    run(filled, "hf-imagefolder", include_empty=True, force=True)
    text = (filled / "README.md").read_text()
    assert text.startswith("---\nlicense: mit\nconfigs:\n")
    assert text.endswith("---\n# My set\n")


def test_videos_do_not_go_with_pictures(filled: Path, tmp_path: Path) -> None:
    add_image(filled, "clip.mp4")
    report = run(filled, "hf-imagefolder", output=tmp_path / "out")
    assert [skipped.name for skipped in report.skipped if skipped.trouble] == ["clip.mp4"]
    assert not (tmp_path / "out" / "clip.mp4").exists()


# --- text files -------------------------------------------------------------------------------------------------------


def test_captions_json_goes_by_bare_names(filled: Path) -> None:
    add_image(filled, "sub/d.png")
    report = run(filled, "captions-json")
    assert list(json.loads((filled / "captions.json").read_bytes())) == ["a.png", "b.png", "d.png"]
    assert "ignores every .txt" in report.warnings[0]
    assert "1 images lie in sub-folders" in report.warnings[1]
    add_image(filled, "sub/a.png")
    with pytest.raises(ExportError, match=r"1 names stand in more than one folder: a\.png"):
        run(filled, "captions-json", force=True)


def test_videos_have_a_file_of_their_own_for_musubi(filled: Path) -> None:
    add_image(filled, "clip.mp4")
    pictures, videos = run(filled, "musubi-jsonl").paths
    assert videos.name == "set_musubi_video.jsonl"
    assert json.loads(videos.read_bytes()) == {"video_path": str(filled / "clip.mp4"), "caption": "standing"}
    assert len(musubi.read(pictures.read_bytes())) == 2


def test_names_that_musubi_caches_together_are_said(filled: Path) -> None:
    add_image(filled, "clip.mp4")
    add_image(filled, "a.mp4")
    assert run(filled, "musubi-jsonl").warnings == [_BEHIND]
    add_image(filled, "sub/a.png")
    (behind, shared) = run(filled, "musubi-jsonl", force=True).warnings
    assert behind == _BEHIND
    assert "1 names stand more than once (a)" in shared


_BEHIND = (
    "1 image has more captions than the first, which stay behind (musubi-tuner takes one caption per image): a.png"
)


def test_all_that_is_known_goes_out_and_comes_back(filled: Path) -> None:
    session = open_session(filled)
    put(session, "c.png", details=["x"])
    session.edit("c.png", "clear", Caption())
    (path,) = export(session, ExportOptions("slots-jsonl")).paths
    rows = slots_jsonl.read(path.read_bytes())
    assert [row.file_name for row in rows] == list(session.names)
    for row in rows:
        assert record_of(row) == session.record(row.file_name)
    assert rows[0].captions == (A, "A woman.")
    header = rows[0].extra["header"]
    assert header.structure == session.structure
    assert header.output == session.project.settings.output
    session.close()


def test_rows_of_other_formats_have_no_record() -> None:
    assert record_of(captions_json.read(b'{"a.png": "x"}')[0]) is None


# --- archives ---------------------------------------------------------------------------------------------------------


def test_a_tar_is_cut_into_shards(filled: Path) -> None:
    add_image(filled, "d.png")
    report = run(filled, "webdataset", shard_size=2)
    assert [path.name for path in report.paths] == ["set-000000.tar", "set-000001.tar"]
    names = [row.file_name for path in report.paths for row in webdataset.read(path.read_bytes())]
    assert names == ["a.png", "b.png", "d.png"]
    with pytest.raises(ExportError, match=r"set-000000\.tar and 1 more exist already"):
        run(filled, "webdataset", shard_size=2)
    before = snapshot(filled.parent)
    with pytest.raises(ExportError, match=r"set-000001\.tar is of an earlier export"):
        run(filled, "webdataset", shard_size=3, force=True)
    assert snapshot(filled.parent) == before
    run(filled, "webdataset", shard_size=2, force=True)
    assert snapshot(filled.parent) == before


def test_loaders_that_take_one_kind_are_warned_of(filled: Path) -> None:
    add_image(filled, "d.jpg")
    assert "several kinds (jpg, png)" in run(filled, "webdataset").warnings[0]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("x.y.png", "has a dot before that of its suffix"),
        ("A.png", "has the same name up to the suffix"),
        ("a.jpg", "has the same name up to the suffix"),
        ("evil\x1b[2J.png", "has control characters"),
        ("back\\slash.png", "has a backslash"),
    ],
)
def test_a_name_that_cannot_stand_in_a_tar_is_refused_or_replaced(filled: Path, file: str, said: str) -> None:
    add_image(filled, file)
    before = snapshot(filled.parent)
    with pytest.raises(ExportError, match=said):
        run(filled, "webdataset")
    assert snapshot(filled.parent) == before
    (path,) = run(filled, "webdataset", rename=True).paths
    with tarfile.open(path) as archive:
        members = archive.getnames()
    assert len(set(members)) == len(members)
    assert all(name.count(".") == 1 and name.isprintable() and "\\" not in name for name in members)
    assert file in [row.file_name for row in webdataset.read(path.read_bytes())]


def test_names_that_differ_in_their_normal_form_alone_are_twins(filled: Path) -> None:
    for form in ("NFC", "NFD"):
        add_image(filled, unicodedata.normalize(form, "ü.png"))
    with pytest.raises(ExportError, match=r"2 images have such names"):
        run(filled, "civitai-zip")
    (path,) = run(filled, "civitai-zip", rename=True).paths
    assert len(civitai.read(path.read_bytes())) == 4


def test_civitai_takes_dots_but_no_more_than_a_thousand(filled: Path) -> None:
    add_image(filled, "x.y.png")
    (path,) = run(filled, "civitai-zip").paths
    assert [row.file_name for row in civitai.read(path.read_bytes())] == ["a.png", "b.png", "x.y.png"]
    for number in range(998):
        add_image(filled, f"n{number}.png")
    with pytest.raises(ExportError, match="1001 images are more than the 1000"):
        run(filled, "civitai-zip", force=True)


# --- sidecars ---------------------------------------------------------------------------------------------------------


def test_another_folder_gets_captions_as_they_stand(filled: Path, tmp_path: Path) -> None:
    add_image(filled, "sub/d.png", " standing ,of a woman\r\n")
    out = tmp_path / "out"
    report = run(filled, "sidecars", output=out)
    assert snapshot(out) == {"a.txt": A.encode(), "b.txt": B.encode(), "sub/d.txt": b"standing ,of a woman"}
    assert report.images == 3
    (out / "b.txt").write_bytes(b"mine")
    with pytest.raises(ExportError, match=r"b\.txt exists already"):
        run(filled, "sidecars", output=out)
    assert (out / "b.txt").read_bytes() == b"mine"
    run(filled, "sidecars", output=out, force=True, include_empty=True, images="copy")
    assert snapshot(out)["c.txt"] == b" "
    assert snapshot(out)["sub/d.png"] == PNG


def test_sidecars_that_are_right_already_are_not_touched(filled: Path, tmp_path: Path) -> None:
    run(filled, "sidecars", output=tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    run(filled, "sidecars", output=tmp_path / "out")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()} == before


def test_a_sidecar_may_hold_a_caption_a_line(filled: Path, tmp_path: Path) -> None:
    report = run(filled, "sidecars", output=tmp_path / "out", lines=True)
    found = snapshot(tmp_path / "out")
    assert found.pop(".tui-captioner/project.toml") == b'[input]\nlines = "captions"\n'
    assert found == {"a.txt": f"{A}\nA woman.".encode(), "b.txt": B.encode()}
    assert report.captions == 3


def test_without_several_captions_nothing_is_to_be_said_of_lines(dataset: Path, tmp_path: Path) -> None:
    run(dataset, "sidecars", output=tmp_path / "out", lines=True)
    assert all(name.endswith(".txt") for name in snapshot(tmp_path / "out"))


def test_images_that_share_a_sidecar_are_refused(filled: Path, tmp_path: Path) -> None:
    add_image(filled, "a.jpg", "")
    with pytest.raises(ExportError, match="would share one sidecar"):
        run(filled, "sidecars", output=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_suffix_of_mixed_case_is_told_of(filled: Path, tmp_path: Path) -> None:
    add_image(filled, "d.Png")
    warnings = run(filled, "sidecars", output=tmp_path / "out").warnings
    assert any("mixed case" in warning and "d.Png" in warning for warning in warnings)


def test_the_datasets_own_sidecars_are_written_where_they_could_not_be(filled: Path) -> None:
    session = open_session(filled)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tui_captioner.services.session.sidecars.write_atomic", _full)
        put(session, "c.png", action=["sitting"])
    assert not (filled / "c.txt").exists()
    session.close()
    before = snapshot(filled)
    report = run(filled, "sidecars")
    assert report.paths == [filled / "c.txt"]
    assert (report.images, report.captions, report.skipped) == (1, 1, [])
    after = snapshot(filled)
    assert after["c.txt"] == b"sitting"
    assert {name for name in after if after[name] != before.get(name) and "/" not in name} == {"c.txt"}


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_the_datasets_own_sidecars_are_left_where_somebody_changed_them(filled: Path) -> None:
    (filled / "a.txt").write_text("something else")
    report = run(filled, "sidecars")
    assert [skipped.name for skipped in report.skipped] == ["a.png"]
    assert "changed outside" in report.skipped[0].reason
    assert (filled / "a.txt").read_text() == "something else"


def test_there_is_nothing_to_choose_for_the_datasets_own_sidecars(filled: Path) -> None:
    with pytest.raises(ExportError, match="nothing to choose"):
        run(filled, "sidecars", states=("done",))


def test_a_dataset_that_was_never_opened_stays_as_it_is(dataset: Path) -> None:
    before = snapshot(dataset)
    assert run(dataset, "sidecars").paths == []
    assert run(dataset, "csv").images == 1
    assert snapshot(dataset) == before


def test_an_export_needs_no_lock(filled: Path) -> None:
    holder: Session = open_session(filled)
    put(holder, "c.png", action=["sitting"])
    assert run(filled, "csv").images == 3
    holder.close()
