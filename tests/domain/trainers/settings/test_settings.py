"""Ready settings of trainers: what they say of a dataset, and what the trainers' readers make of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.command_line import is_safe
from tests.support.trainer_settings import TABLES, paths_in, read
from tui_captioner.domain.trainers.folder import Media
from tui_captioner.domain.trainers.settings.facts import (
    SettingsFacts,
    TrainedFolder,
    repeats_of,
    trained_folders,
)
from tui_captioner.domain.trainers.settings.makers import MAKERS, settings_for
from tui_captioner.domain.trainers.settings.settings_text import TrainerSettings
from tui_captioner.domain.trainers.targets import TARGETS

GOLDEN = Path(__file__).parent / "golden"
TEN_A = TrainedFolder("/data/photos/10_a", "10_a", 10, 2, 0)
FIVE_B = TrainedFolder("/data/photos/5_b", "5_b", 5, 1, 1)
PHOTOS = SettingsFacts("/data/photos", (TEN_A, FIVE_B), head_mark="|||", lines=1, lines_are_captions=True)
FLAT = SettingsFacts("/data/photos", (TrainedFolder("/data/photos", images=3),))


IMAGES = replace(PHOTOS, folders=(), image_list="/data/p.jsonl", images=3, list_repeats=5)
LISTS = {"sd-scripts": IMAGES, "musubi": replace(IMAGES, video_list="/data/p_video.jsonl", videos=1)}
"""What trainers that read an exported list of lines are given."""
WORD_FOR_WORD = {**{key: (key, PHOTOS) for key in MAKERS}, **{f"{key}-list": (key, LISTS[key]) for key in LISTS}}


def said_in(made: TrainerSettings) -> str:
    """The text, comments in one line each, and the words beside it."""
    return made.text.replace("\n#   ", " ") + "".join(f"{word}\n" for word in made.words)


@pytest.mark.parametrize("name", WORD_FOR_WORD)
def test_the_settings_word_for_word(name: str) -> None:
    key, facts = WORD_FOR_WORD[name]
    made = settings_for(key, facts)
    words = "".join(f"// {word}\n" for word in made.words)
    assert words + made.text == (GOLDEN / f"{name}.{made.kind}").read_text(encoding="utf-8")


def test_each_trainer_has_a_table_and_is_a_trainer() -> None:
    assert MAKERS.keys() == TABLES.keys()
    assert MAKERS.keys() <= TARGETS.keys()


@pytest.mark.parametrize("key", MAKERS)
@pytest.mark.parametrize(
    "facts",
    [PHOTOS, FLAT, replace(FLAT, suffix=".caption"), replace(PHOTOS, encoders=frozenset({"t5"}), model="flux-dev")],
    ids=["repeats", "flat", "caption", "flux"],
)
def test_each_reader_knows_every_key(key: str, facts: SettingsFacts) -> None:
    read(key, settings_for(key, facts))


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        ("sd-scripts", "num_repeats", "repeats"),
        ("musubi", "cache_directory", "cache_dir"),
        ("diffusion-pipe", "path", "folder_path"),
        ("simpletuner", '"dataset_type"', '"data_type"'),
        ("ai-toolkit", "caption_ext:", "caption_extension:"),
        ("ai-toolkit", 'caption_ext: ".txt"', "caption_ext: 1"),
    ],
)
def test_the_tables_find_a_slip(key: str, right: str, wrong: str) -> None:
    made = settings_for(key, PHOTOS)
    with pytest.raises(AssertionError):
        read(key, replace(made, text=made.text.replace(right, wrong)))


@pytest.mark.parametrize("key", MAKERS)
def test_what_only_the_user_knows_is_no_value(key: str) -> None:
    made = settings_for(key, PHOTOS)
    values = repr(read(key, made))
    for word in ("resolution", "batch", "frames"):
        assert word not in values
    said = said_in(made)
    assert "resolution" in said


# --- captions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("sd-scripts", lambda value: value["general"]["caption_extension"]),
        ("musubi", lambda value: value["general"]["caption_extension"]),
        ("ai-toolkit", lambda value: value["datasets"][0]["caption_ext"]),
    ],
)
def test_the_suffix_of_captions_is_the_datasets_own(key: str, place: object) -> None:
    assert callable(place)
    assert place(read(key, settings_for(key, replace(FLAT, suffix=".caption")))) == ".caption"


@pytest.mark.parametrize("key", ["simpletuner", "diffusion-pipe"])
def test_who_reads_txt_alone_is_said_where_captions_are_called_otherwise(key: str) -> None:
    made = settings_for(key, replace(FLAT, suffix=".caption"))
    said = said_in(made)
    assert "it reads .txt alone, and captions here are .caption; this" in said
    assert f"tui-captioner export /data/photos --to sidecars -o FOLDER --images link --for {key}\n" in said
    made = settings_for(key, FLAT)
    assert "alone" not in said_in(made)


def test_the_mark_behind_the_head_goes_with_shuffling_or_not_at_all() -> None:
    general = read("sd-scripts", settings_for("sd-scripts", PHOTOS))["general"]
    assert (general["shuffle_caption"], general["keep_tokens_separator"]) == (True, "|||")
    general = read("sd-scripts", settings_for("sd-scripts", FLAT))["general"]
    assert general == {"caption_extension": ".txt"}


def test_nothing_is_shuffled_for_a_model_whose_texts_are_cached() -> None:
    made = settings_for("sd-scripts", replace(PHOTOS, encoders=frozenset({"clip", "t5"}), model="flux-dev"))
    general = read("sd-scripts", made)["general"]
    assert {"shuffle_caption", "keep_tokens_separator"} & general.keys() == set()
    assert "stops at shuffle_caption" in said_in(made)


def test_tags_are_cut_where_the_dataset_parts_them() -> None:
    general = read("sd-scripts", settings_for("sd-scripts", replace(PHOTOS, separator="; ")))["general"]
    assert general["caption_separator"] == ";"


def test_lines_are_drawn_where_each_is_a_caption_and_none_has_braces() -> None:
    assert read("sd-scripts", settings_for("sd-scripts", PHOTOS))["general"]["enable_wildcard"] is True
    for facts in (replace(PHOTOS, lines_are_captions=False), replace(PHOTOS, braces=2), replace(PHOTOS, lines=0)):
        assert "enable_wildcard" not in read("sd-scripts", settings_for("sd-scripts", facts))["general"]
    assert "2 with braces" in said_in(settings_for("sd-scripts", replace(PHOTOS, braces=2)))


def test_several_caption_files_are_an_entry_each() -> None:
    made = settings_for("ai-toolkit", replace(FLAT, more_suffixes=(".2.txt", ".3.txt")))
    entries = read("ai-toolkit", made)["datasets"]
    assert [entry["caption_ext"] for entry in entries] == [".txt", ".2.txt", ".3.txt"]
    assert "trained 3 times" in said_in(made)


# --- folders ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "repeats"),
    [("10_sks dog", 10), ("2", 2), ("10_a/close", 10), ("0_off", 0), ("2024", 1), ("1024_px", 1), ("a_10", 1), ("", 1)],
)
def test_repeats_are_the_number_before_a_name_but_no_year(folder: str, repeats: int) -> None:
    assert repeats_of(folder) == repeats


def test_simpletuner_counts_what_comes_on_top() -> None:
    entries = read("simpletuner", settings_for("simpletuner", PHOTOS))
    assert [entry.get("repeats") for entry in entries] == [9, 4, 4, None]


def test_simpletuner_has_one_entry_for_texts_and_a_name_once() -> None:
    twins = tuple(TrainedFolder(f"/d/{name}", name, 2, 1) for name in ("2_a b", "2_a_b", "2_A?b"))
    entries = read("simpletuner", settings_for("simpletuner", SettingsFacts("/d", twins)))
    assert [entry["dataset_type"] for entry in entries].count("text_embeds") == 1
    assert [entry.get("default") for entry in entries if entry["dataset_type"] == "text_embeds"] == [True]
    for key in ("id", "cache_dir_vae"):
        names = [entry[key].casefold() for entry in entries if key in entry]
        assert len(set(names)) == len(names)


def test_simpletuner_never_reads_pictures_and_videos_from_one_folder() -> None:
    made = settings_for("simpletuner", PHOTOS)
    by_kind: dict[str, set[str]] = {"image": set(), "video": set()}
    for entry in read("simpletuner", made):
        by_kind.setdefault(entry["dataset_type"], set()).add(entry.get("instance_data_dir", ""))
    assert by_kind["image"] & by_kind["video"] == set()
    assert any("move the 1 video of 5_b/" in word for word in made.words)


def test_musubi_caches_each_folder_and_kind_by_itself() -> None:
    for facts in (PHOTOS, replace(PHOTOS, folders=(), image_list="/x/a.jsonl", video_list="/x/a_video.jsonl")):
        datasets = read("musubi", settings_for("musubi", facts))["datasets"]
        caches = [entry["cache_directory"] for entry in datasets]
        assert len(set(caches)) == len(caches) == (3 if facts.folders else 2)


@pytest.mark.parametrize("key", ["ai-toolkit", "simpletuner"])
def test_no_entry_lies_in_another_where_sub_folders_are_read(key: str) -> None:
    root = TrainedFolder("/d", "", 1, 1)
    inner = TrainedFolder("/d/10_a", "10_a", 10, 1)
    made = settings_for(key, SettingsFacts("/d", (root, inner)))
    assert paths_in(key, read(key, made)) == ["/d"]
    assert "10_a/ counts as often as" in said_in(made)
    plain = tuple(TrainedFolder(f"/d/{name}", name, 1, 1) for name in "ab")
    assert paths_in(key, read(key, settings_for(key, SettingsFacts("/d", plain)))) == ["/d"]
    beside = (TrainedFolder("/d/2_a", "2_a", 2, 1), TrainedFolder("/d/2_a b", "2_a b", 2, 1))
    assert paths_in(key, read(key, settings_for(key, SettingsFacts("/d", beside)))) == ["/d/2_a", "/d/2_a b"]


@pytest.mark.parametrize("key", ["ai-toolkit", "simpletuner"])
def test_a_folder_of_no_repeats_is_not_called_left_out_where_it_is_read(key: str) -> None:
    never = TrainedFolder("/d/0_off", "0_off", 0, 1)
    made = settings_for(key, SettingsFacts("/d", (TrainedFolder("/d", "", 1, 1), never)))
    said = said_in(made)
    assert "left out" not in said
    assert "0_off/ counts as often as the folder itself" in said


@pytest.mark.parametrize("key", ["sd-scripts", "musubi", "diffusion-pipe"])
def test_each_folder_is_named_where_sub_folders_are_not_read(key: str) -> None:
    folders = (TrainedFolder("/d", "", 1, 1), TrainedFolder("/d/a", "a", 1, 1))
    assert paths_in(key, read(key, settings_for(key, SettingsFacts("/d", folders)))) == ["/d", "/d/a"]


def test_sd_scripts_takes_no_videos() -> None:
    film = TrainedFolder("/data/photos/film", "film", 1, 0, 4)
    made = settings_for("sd-scripts", replace(PHOTOS, folders=(TEN_A, film)))
    assert paths_in("sd-scripts", read("sd-scripts", made)) == [TEN_A.path]
    assert "4 videos left out" in said_in(made)


@pytest.mark.parametrize("key", MAKERS)
def test_a_folder_of_no_repeats_or_no_utf8_is_left_out_and_said(key: str) -> None:
    odd = TrainedFolder("/data/photos/caf\udce9", "caf\udce9", 1, 1)
    never = TrainedFolder("/data/photos/0_off", "0_off", 0, 1)
    made = settings_for(key, replace(PHOTOS, folders=(TEN_A, odd, never)))
    assert paths_in(key, read(key, made)) == [TEN_A.path]
    said = said_in(made)
    assert "0_off/, whose name says 0 repeats" in said
    assert "caf\\udce9/, whose path is not UTF-8" in said


@pytest.mark.parametrize("key", MAKERS)
def test_there_are_none_for_nothing(key: str) -> None:
    made = settings_for(key, SettingsFacts("/d"))
    assert (made.text, len(made.words)) == ("", 1)
    made = settings_for(key, SettingsFacts("/caf\udce9", (replace(TEN_A, path="/caf\udce9"),)))
    assert made.text == ""
    assert "UTF-8" in made.words[0]


def test_folders_are_those_that_the_trainer_takes_images_from() -> None:
    media = [
        *(Media(name, name) for name in ("a.png", "10_x/b.JPG", "10_x/c.mp4", "10_x/d.Png", "x/_controls/e.png")),
        Media("gone/f.png", "gone/f.png", -1),
    ]
    found = trained_folders(TARGETS["musubi"], "/d", media)
    assert [(one.path, one.repeats, one.images, one.videos) for one in found] == [
        ("/d", 1, 1, 0),
        ("/d/10_x", 10, 1, 1),
        ("/d/x/_controls", 1, 1, 0),
    ]
    names = [one.name for one in trained_folders(TARGETS["ai-toolkit"], "/", media)]
    assert names == ["", "10_x"]
    assert trained_folders(TARGETS["ai-toolkit"], "/", media)[1].path == "/10_x"


_FOLDERS = st.lists(
    st.lists(st.sampled_from(["a", "10_b", "a b", "ab", "0_c"]), max_size=3).map("/".join), min_size=1, unique=True
)


@pytest.mark.parametrize("key", MAKERS)
@given(names=_FOLDERS, kinds=st.lists(st.booleans(), min_size=1))
def test_each_folder_is_read_once(key: str, names: list[str], kinds: list[bool]) -> None:
    folders = tuple(
        TrainedFolder(
            f"/d/{name}".rstrip("/"), name, repeats_of(name), *((1, 0) if kinds[place % len(kinds)] else (0, 1))
        )
        for place, name in enumerate(names)
    )
    made = settings_for(key, SettingsFacts("/d", folders))
    counted = [folder for folder in folders if folder.repeats and (folder.images or key != "sd-scripts")]
    assert bool(made.text) == bool(counted)
    paths = paths_in(key, read(key, made)) if made.text else []
    recursive = key in ("ai-toolkit", "simpletuner")
    for folder in counted:
        here = [path for path in paths if path == folder.path or (recursive and folder.path.startswith(path + "/"))]
        assert len(here) == 1
    if key != "simpletuner":  # there videos may have to be moved
        assert set(paths) <= {folder.path for folder in folders} | {"/d"}


# --- names that could be misread --------------------------------------------------------------------------------------

_NAME = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"])
    | st.sampled_from("\"'\\#[]{}:,|\n\r\t\x1b\x7f\x85\u2028\u202e\ufeff\U000e0041😀 "),
    min_size=1,
    max_size=12,
).filter(lambda name: name not in (".", ".."))


@pytest.mark.parametrize("key", MAKERS)
@given(names=st.lists(_NAME, min_size=1, max_size=4, unique=True), root=_NAME, repeats=st.integers(1, 30))
def test_every_path_comes_out_as_it_is(key: str, names: list[str], root: str, repeats: int) -> None:
    folders = tuple(TrainedFolder(f"/{root}/{name}", name, repeats + 1, 1, 0) for name in names)
    made = settings_for(key, SettingsFacts(f"/{root}", folders))
    assert sorted(paths_in(key, read(key, made))) == sorted(folder.path for folder in folders)
    assert is_safe(made.text)
    assert is_safe("\n".join(made.words))
