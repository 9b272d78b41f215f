"""What stood in a sidecar stays: exported untouched, edited beside, imported and exported again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import PNG
from tests.support.sessions import add, open_session, sidecars
from tui_captioner.cli.main import main
from tui_captioner.services.session.jobs import finish

AS_IT_STANDS = [
    "1girl, love live! school idol project, school uniform, smile",
    "1boy, duel academy uniform (yu-gi-oh! gx), smile, tree",
    "mt. fuji, snow, lake",
    "1girl, vol. 3 cover, red hair",
    "1. A cat sits on a mat. 2. A dog stands in the yard.",
    "¡Hola! Una mujer con sombrero, sentada.",
    "masterpiece. best quality. solo.",
    "a cat, a dog, a cat",
    '{"bbox":[0,0,512,512],"desc":"cat"}',
    '{"objects":[{"desc":"cat","a":1},{"desc":"cat","a":1}]}',
    "1,000,000 birds, 1,000,000 trees",
    "red, Red, RED",
    "a man, 20, 20, and a dog",
    "f/1.8, 50mm, ISO 100,f/1.8",
    "1girl, BREAK, red dress, BREAK, outdoors, tree",
    "ohwx woman, red hat ||| from above, smile, tree",
    "1girl, vocaloid ||| stage, microphone, smile ||| best quality, rating: general",
    "(red eyes, standing, tree background:1.2), 1girl",
    "tree, {smiling, red dress, outdoors|sad, blue dress, indoors}, 1girl",
    'a sign that says "no, smoking", 1girl, tree, smile',
    "This is a drawing of a girl with blue hair, holding an umbrella, in a rainy city",
    "ohwx man, black hair\nohwx, a man in a suit\na man in an office",
    "red  hat,,  , tree ,",
]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A picture and a sidecar for each text."""
    root = tmp_path / "many"
    root.mkdir()
    for number, text in enumerate(AS_IT_STANDS):
        (root / f"{number:02}.png").write_bytes(PNG)
        (root / f"{number:02}.txt").write_text(text, encoding="utf-8", newline="")
    return root


def exported(root: Path, out: Path) -> list[str]:
    assert main(["export", str(root), "--to", "captions-json", "-o", str(out)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    return [captions[0] for _, captions in sorted(found.items())]


def test_captions_that_nobody_edited_are_exported_as_they_stand(many: Path, tmp_path: Path) -> None:
    before = sidecars(many)
    assert exported(many, tmp_path / "out.json") == AS_IT_STANDS
    assert main(["export", str(many), "--to", "sidecars", "-o", str(tmp_path / "out")]) == 0
    assert sidecars(tmp_path / "out") == before
    assert sidecars(many) == before
    assert not (many / ".tui-captioner").exists()


def test_captions_that_are_imported_are_exported_as_they_stood(many: Path, tmp_path: Path) -> None:
    lines = [json.dumps({"file_name": f"{n:02}.png", "text": text}) for n, text in enumerate(AS_IT_STANDS)]
    for path in many.glob("*.txt"):
        path.unlink()
    (tmp_path / "metadata.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert main(["import", str(many), "--from", "hf-metadata", str(tmp_path / "metadata.jsonl")]) == 0
    assert exported(many, tmp_path / "out.json") == AS_IT_STANDS
    assert main(["import", str(many), "--from", "hf-metadata", "--dry-run", str(tmp_path / "metadata.jsonl")]) == 0


@pytest.mark.parametrize(("text", "whole"), [
    ("1girl, love live! school idol project, smile", ["love live! school idol project"]),
    ("(red eyes, standing, tree background:1.2), 1girl", ["(red eyes, standing, tree background:1.2)"]),
    ('a sign that says "no, smoking", 1girl, tree', ['a sign that says "no, smoking"']),
    ("ohwx woman, red hat ||| from above, smile, tree", ["ohwx woman, red hat ||| ", "from above", "smile", "tree"]),
    ("a cat, a dog, a cat", ["a dog", "a cat"]),
])  # fmt: skip
def test_an_added_tag_leaves_the_others_whole_and_undo_gives_the_bytes_back(
    dataset: Path, text: str, whole: list[str]
) -> None:
    (dataset / "b.txt").write_bytes(text.encode())
    session = open_session(dataset)
    add(session, "b.png", "associations", "zzz")
    written = (dataset / "b.txt").read_text()
    assert all(part in written for part in whole)
    assert sorted(written.replace(" ||| ", ", ").split(", ")) == sorted(
        [*text.replace(" ||| ", ", ").split(", "), "zzz"]
    )
    finish(session.undo())
    assert (dataset / "b.txt").read_bytes() == text.encode()
    session.close()


@pytest.mark.parametrize("head", ["", '[output]\nhead_separator = "|||"\n'])
def test_tags_do_not_cross_kohyas_separator(dataset: Path, head: str) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "project.toml").write_text(head)
    (dataset / "b.txt").write_text("1girl, vocaloid ||| stage, white shirt, smile ||| best quality, rating: general")
    session = open_session(dataset)
    add(session, "b.png", "associations", "zzz")
    first, middle, last = (dataset / "b.txt").read_text().split(" ||| ")
    assert (first, last) == ("1girl, vocaloid", "best quality, rating: general")
    assert sorted(middle.split(", ")) == ["smile", "stage", "white shirt", "zzz"]
    session.close()


def test_the_projects_separator_is_read_where_the_text_has_it(dataset: Path) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "project.toml").write_text('[output]\nseparator = "; "\n')
    (dataset / "b.txt").write_text("red hat; blue coat; tree")
    session = open_session(dataset)
    assert sum(len(texts) for texts in session.record("b.png").caption.texts().values()) == 3
    session.close()


def test_the_order_of_the_file_may_be_kept(dataset: Path) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "project.toml").write_text('[output]\norder = "file"\n')
    (dataset / "b.txt").write_text("tree, smile, 1girl, standing")
    session = open_session(dataset)
    add(session, "b.png", "action", "waving")
    assert (dataset / "b.txt").read_text() == "tree, smile, 1girl, standing, waving"
    session.close()


# --- several lines ----------------------------------------------------------------------------------------------------

LINES = "ohwx man, black hair\nohwx, a man in a suit\na man in an office"


def with_lines(dataset: Path, setting: str) -> None:
    (dataset / ".tui-captioner").mkdir()
    (dataset / ".tui-captioner" / "project.toml").write_text(f'[input]\nlines = "{setting}"\n' if setting else "")
    (dataset / "b.txt").write_text(LINES)


def test_lines_are_said_and_not_joined_by_an_edit(dataset: Path) -> None:
    with_lines(dataset, "")
    session = open_session(dataset)
    assert any("several lines" in notice.message for notice in session.notices)
    add(session, "b.png", "associations", "zzz")
    assert len((dataset / "b.txt").read_text().splitlines()) == 3
    session.close()


def test_a_line_may_be_a_caption_of_its_own(dataset: Path) -> None:
    with_lines(dataset, "captions")
    session = open_session(dataset)
    record = session.record("b.png")
    assert [session.caption_text(one) for one in (record.caption, *record.alternatives)] == LINES.splitlines()
    assert not any("several lines" in notice.message for notice in session.notices)
    add(session, "b.png", "associations", "zzz")
    first, *others = (dataset / "b.txt").read_text().splitlines()
    assert sorted(first.split(", ")) == ["black hair", "ohwx man", "zzz"]
    assert others == LINES.splitlines()[1:]
    (dataset / "b.txt").write_text("one, two\nthree")
    conflict = session.conflict("b.png")
    assert conflict is not None
    assert conflict.ours.splitlines()[1:] == others
    session.take_theirs(conflict)
    assert [session.caption_text(one) for one in session.record("b.png").alternatives] == ["three"]
    finish(session.undo())
    assert (dataset / "b.txt").read_text().splitlines()[1:] == others
    finish(session.set_globals(["annika"], "globals"))
    assert [line.split(", ")[0] for line in (dataset / "b.txt").read_text().splitlines()] == ["annika"] * 3
    session.close()


def test_lines_may_be_one_caption(dataset: Path) -> None:
    with_lines(dataset, "one")
    session = open_session(dataset)
    assert session.caption("b.png") == LINES
    add(session, "b.png", "associations", "zzz")
    assert "\n" not in (dataset / "b.txt").read_text()
    finish(session.undo())
    assert (dataset / "b.txt").read_text() == LINES
    session.close()
