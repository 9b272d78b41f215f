"""JSON captions put into slots: what was written comes back into the same ones, what no slot takes is told or kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import PNG
from tests.support.imports import imported, put, refused, texts, undo
from tests.support.tui_material import WORDS, open_session
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.dialects import JSON_DIALECTS
from tui_captioner.services.dialects import Dialects
from tui_captioner.services.importing.import_json import JsonCaptions
from tui_captioner.services.importing.import_texts import ImportRefused
from tui_captioner.services.session.session import Session

GOLDEN = Path(__file__).parents[2] / "formats" / "golden"
CAPTIONS = st.fixed_dictionaries(
    {}, optional={slot: st.lists(st.sampled_from(words), unique=True, min_size=1) for slot, words in WORDS.items()}
).filter(bool)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A dataset whose vocabulary knows the words of `WORDS`, with a global."""
    root = tmp_path_factory.mktemp("known")
    (root / "a.png").write_bytes(PNG)
    (root / ".tui-captioner").mkdir()
    (root / ".tui-captioner" / "project.toml").write_text('globals = ["annika"]\n')
    session = open_session(root)
    yield session
    session.close()


@pytest.fixture(scope="module")
def readers(known: Session) -> dict[str, JsonCaptions]:
    return {dialect: JsonCaptions(known, dialect) for dialect in JSON_DIALECTS}


@pytest.fixture(scope="module")
def dialects(known: Session) -> Dialects:
    return Dialects(known)


@given(slots=CAPTIONS)
def test_what_was_written_comes_back_into_the_same_slots(
    readers: dict[str, JsonCaptions], dialects: Dialects, slots: dict[str, list[str]]
) -> None:
    caption = Caption({slot: tuple(map(Tag, those)) for slot, those in slots.items()})
    for dialect, reader in readers.items():
        back, is_all = reader.caption_of(dialects.text_of(caption, dialect), Caption())
        assert is_all
        assert {slot: sorted(those) for slot, those in back.texts().items()} == {
            slot: sorted(those) for slot, those in slots.items()
        }
        assert reader.caption_of(dialects.text_of(caption, dialect), caption) == (caption, True)


@example(text="a.")
@given(text=st.text("abc äé猫(){}[]\"'\\:,.|<>", min_size=1, max_size=20).filter(str.strip))
def test_a_tag_of_any_signs_is_lost_in_no_dialect(
    readers: dict[str, JsonCaptions], dialects: Dialects, text: str
) -> None:
    tag = Tag(" ".join(text.split()), sentence=True)
    for dialect, reader in readers.items():
        for slot in ("type", "subject", "associations"):
            written = dialects.text_of(Caption({slot: (tag,), "action": (Tag("sitting"),)}), dialect)
            back, _ = reader.caption_of(written, Caption())
            found = "".join(one.text for those in back.slots.values() for one in those)
            assert {char for char in tag.text if char.isalpha()} <= set(found)


def test_an_imported_caption_stands_in_its_slots_as_one_step(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = texts(dataset)
    put(dataset / "a.ideogram.json", (GOLDEN / "foreign.ideogram4.json").read_bytes())
    report = imported(capsys, dataset, "--from", "ideogram4")
    assert report["imported"] == 1
    session = Session.open(dataset, writable=False)
    slots = session.record("a.png").caption.texts()
    session.close()
    assert slots["background"] == ["solid tomato background"]
    assert slots["associations"] == ["game asset"]
    assert "pixel art" in slots["type"]
    assert {"green shorts", "yellow shoes"} <= set(slots["subject"])
    assert sum(text.count("a sign") for those in slots.values() for text in those) == 1
    said = next(note for note in report["notes"] if note.startswith("No slot takes"))
    for key in ("style_description.color_palette", "elements[].bbox", "elements[].text", "aspect_ratio"):
        assert key in said
    assert undo(dataset) == "import ideogram4"
    assert {name: data for name, data in texts(dataset).items() if name != "a.ideogram.json"} == before


def test_a_sidecar_that_is_json_is_put_into_slots_and_kept_where_it_says_more(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (GOLDEN / "foreign.ideogram4.json").read_text(encoding="utf-8")
    put(dataset / "a.txt", whole)
    imported(capsys, dataset, "--from", "ideogram4")
    session = Session.open(dataset, writable=False)
    record = session.record("a.png")
    assert "green shorts" in session.caption("a.png")
    assert [session.caption_text(other) for other in record.alternatives] == [whole]
    session.close()


def test_what_the_captions_of_the_dataset_say_already_changes_nothing(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(dataset / "a.txt", "a thing unheard of, beach, standing")
    session = Session.open(dataset, writable=False)
    put(dataset / "a.fibo.json", Dialects(session).text_of(session.record("a.png").caption, "fibo"))
    session.close()
    report = imported(capsys, dataset, "--from", "fibo", "--mode", "replace")
    assert (report["imported"], report["same"]) == (0, ["a.png"])


def test_a_table_holds_json_captions_too(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    caption = json.dumps({"short_description": "A woman waits.", "objects": [{"pose": "standing"}]})
    table = put(tmp_path / "metadata.jsonl", json.dumps({"file_name": "a.png", "text": caption}))
    report = imported(capsys, dataset, table, "--from", "fibo", "--mode", "replace")
    assert report["changes"][0]["after"] == ["standing, A woman waits."]
    lone = put(tmp_path / "a.fibo.json", caption)
    assert imported(capsys, dataset, lone, "--from", "fibo", "--mode", "replace")["same"] == ["a.png"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"scene":"a","scene":"b"}', "stands twice"),
        ('{"scene":"a\\u0007b"}', "control character"),
        ('{"scene":"a\\u0000b"}', "control character"),
        ('{"scene":' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('{"other":1}', "none of the keys"),
        ('{"scene":', "Expecting value"),
        ('{"scene":"' + "a" * (1 << 20) + '"}', "characters"),
        ('{"scene":' + "9" * 9000 + "}", "too long"),
    ],
    ids=range(8),
)
def test_what_is_no_caption_is_refused(readers: dict[str, JsonCaptions], content: str, said: str) -> None:
    with pytest.raises(ImportRefused, match=said) as refusal:
        readers["flux2"].caption_of(content, Caption())
    assert len(str(refusal.value)) < 500


def test_a_refused_file_is_named_and_nothing_is_imported(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(dataset / "a.flux2.json", "not json")
    err = refused(capsys, dataset, "--from", "flux2")
    assert "a.flux2.json" in err
    assert "Expecting value" in err


def test_a_folder_of_json_captions_is_read(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "json"
    folder.mkdir()
    put(folder / "a.flux2.json", '{"scene":"fog","subjects":[{"action":"sitting"}]}')
    report = imported(capsys, dataset, folder, "--from", "flux2", "--mode", "replace")
    assert report["changes"][0]["after"] == ["sitting, fog"]
    assert "--as-draft does not go with" in refused(
        capsys, dataset, folder, "--from", "flux2", "--as-draft", "wd14", status=2
    )
