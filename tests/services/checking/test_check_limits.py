"""What a trainer doesn't see of a caption, its limits, and that a check changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checks import LONG, Files, check, one
from tests.support.tokenizer_files import t5_file
from tests.support.tui_material import open_session, put
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.tokens import CLIP, MODELS, T5, limits_of
from tui_captioner.domain.trainers.limits import limits_for
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.services.checking.target_checks import counters
from tui_captioner.storage.project.database import Change, Step
from tui_captioner.storage.project.packed_changes import PackedChanges
from tui_captioner.storage.project.records import ImageRecord
from tui_captioner.storage.tokenizers import find_tokenizers

# --- the project's own captions ---------------------------------------------------------------------------------------


def test_a_caption_that_the_trainer_will_not_see_is_said(tmp_path: Path) -> None:
    check(tmp_path, {**one("a.png", "b.png", "c.png"), "c.jpg": b"x"}, "")
    session = open_session(tmp_path)
    put(session, "a.png", action=["standing"])
    put(session, "c.png", action=["sitting"])
    put(session, "b.png", action=["sitting"])
    database = session.project.ensure()
    record = ImageRecord(Caption({"action": (Tag("smiling"),)}), "draft")
    database.record_step(
        Step("x", PackedChanges([Change("b.png", session.record("b.png"), record, b"sitting", b"smiling")])), "now"
    )
    session.close()
    (tmp_path / "a.txt").write_text("changed")
    for target in ("", "musubi"):
        found = check(tmp_path, {}, target)
        said = {(f.file_name, f.rule) for f in found if f.rule in ("not-written", "changed-outside")}
        assert said == {("a.png", "changed-outside"), ("b.png", "not-written"), ("c.png", "not-written")}
    assert not [f for f in check(tmp_path, {}, "diffusers") if f.rule == "not-written"]


def test_without_a_trainer_the_captions_are_checked_too(tmp_path: Path) -> None:
    check(tmp_path, one("a.png", text="standing, flibbertigibbet"), "")
    session = open_session(tmp_path)
    put(session, "a.png", action=["standing"], subject=["standing"])
    session.close()
    found = check(tmp_path, {}, "")
    assert ("written-twice", "a.png", "subject", "standing") in {(f.rule, f.file_name, f.slot, f.tag) for f in found}
    assert check(tmp_path, {}, "musubi") == []


def test_nothing_is_changed_by_a_check(tmp_path: Path) -> None:
    files = one("a.png", "b.Jpg", text=b"\xef\xbb\xbfx\r\n")
    check(tmp_path, files, "")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*")}
    for target in TARGETS:
        check(tmp_path, {}, target)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*")} == before


def test_a_folder_without_images_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaptionerError, match="There is no image in"):
        check(tmp_path, {"a.txt": "x"}, "")


# --- limits -----------------------------------------------------------------------------------------------------------


def test_limits_are_those_of_the_trainer() -> None:
    flux = MODELS["flux-dev"]
    assert [(limit.encoder, limit.tokens) for limit in limits_for(TARGETS["onetrainer"], flux)] == [
        (CLIP, 75),
        (T5, 76),
    ]
    assert limits_for(TARGETS["musubi"], flux) == flux
    assert [limit.tokens for limit in limits_for(TARGETS["dreamlook"], flux)] == [75]
    longer = limits_of("sdxl", 225)
    assert [limits_for(TARGETS[key], longer)[0].tokens for key in ("sd-scripts", "ai-toolkit")] == [225, 75]


@pytest.mark.parametrize("target", ["sd-scripts", "dreamlook", "civitai"])
def test_a_caption_over_the_limit_is_an_error_where_it_is_counted_exactly(tmp_path: Path, target: str) -> None:
    found = check(tmp_path, one("a.png", "b.png", text=LONG) | {"b.txt": "standing"}, target)
    severity = "error" if CLIP.key in find_tokenizers([CLIP]) else "warning"
    assert [(f.file_name, f.severity) for f in found if f.rule == "over-limit"] == [("a.png", severity)]


def test_counts_are_exact_where_a_tokenizer_is_at_hand(tmp_path: Path) -> None:
    text = " ".join(f"w{n}" for n in range(200))
    files: Files = one("a.png", text=text)
    tokenizer, settings = tmp_path / "set" / "t5.json", '[tokens]\nmodel = "pixart"\n'
    (tmp_path / "set").mkdir()
    t5_file(tokenizer)
    found = check(tmp_path / "set", files, "ai-toolkit", settings=settings)
    assert [(f.rule, f.severity) for f in found] == [("over-limit", "warning")]
    (tmp_path / "set" / ".tui-captioner" / "project.toml").write_text(settings + 'tokenizers = ["t5.json"]\n')
    found = check(tmp_path / "set", {}, "ai-toolkit")
    assert [(f.rule, f.severity) for f in found] == [("over-limit", "error")]
    assert "200 tokens of T5" in found[0].message
    session = open_session(tmp_path / "set", writable=False)
    (limit, count), *_ = counters(session, TARGETS["ai-toolkit"])
    session.close()
    assert (limit.encoder, count("w1 w2 w3")) == (T5, (3, True))
