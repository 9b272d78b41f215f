"""Our model of `load_dataset(FOLDER)` against Hugging Face datasets itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PNG
from tui_captioner.domain.trainers.imagefolder import is_loaded_as_images, split_of
from tui_captioner.domain.trainers.targets import TARGETS

MEDIA = TARGETS["diffusers"].media
CONFIGS = """---
configs:
- config_name: default
  data_files:
  - split: train
    path: ["metadata.jsonl", "**/*.png"]
---
"""


@pytest.fixture
def datasets(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return pytest.importorskip("datasets")


def load(datasets: Any, tmp_path: Path, files: dict[str, bytes]) -> Any:
    folder = tmp_path / "set"
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    datasets.disable_progress_bars()
    return datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))


def test_captions_beside_images_load_the_text_files(datasets: Any, tmp_path: Path) -> None:
    files = {"a.png": PNG, "a.txt": b"a cat", "metadata.jsonl": b'{"file_name": "a.png", "text": "a cat"}\n'}
    assert not is_loaded_as_images(files, MEDIA)
    assert list(load(datasets, tmp_path, files)["train"].features) == ["text"]


def test_configs_bring_the_images_back(datasets: Any, tmp_path: Path) -> None:
    row = b'{"file_name": "cat_test.png", "text": "a cat"}\n'
    files = {"cat_test.png": PNG, "cat_test.txt": b"x", "metadata.jsonl": row, "README.md": CONFIGS.encode()}
    loaded = load(datasets, tmp_path, files)
    assert (list(loaded), loaded["train"]["text"][:]) == (["train"], ["a cat"])


def test_a_word_for_a_split_in_one_name_loses_the_others(datasets: Any, tmp_path: Path) -> None:
    row = b'{"file_name": "cat_test.png", "text": "a cat"}\n{"file_name": "dog.png", "text": "a dog"}\n'
    files = {"cat_test.png": PNG, "dog.png": PNG, "metadata.jsonl": row}
    assert (split_of("cat_test.png"), split_of("dog.png")) == ("test", "")
    loaded = load(datasets, tmp_path, files)
    assert (list(loaded), loaded["test"].num_rows, list(loaded["test"].features)) == (["test"], 1, ["image"])


@pytest.mark.parametrize(
    "files",
    [
        ("a.png", "a.txt"),
        ("a.webp", "a.txt"),
        ("a.png", "b.png", "a.txt"),
        ("a.png", "b.jpg", "a.txt", "b.txt"),
        ("a.PNG", "a.json"),
        ("a.b.txt.png", "a.txt"),
        ("a.png", "a.npz", "b.npz"),
        ("a.png", "metadata.jsonl"),
        ("a.mp4", "a.caption"),
        ("a.jpg", "a.csv"),
    ],
    ids=" ".join,
)
def test_which_files_are_loaded(datasets: Any, files: tuple[str, ...]) -> None:
    module, _ = pytest.importorskip("datasets.load").infer_module_for_data_files_list(list(files))
    assert is_loaded_as_images(files, MEDIA) == (module in ("imagefolder", "videofolder"))


@pytest.mark.parametrize(
    "file",
    [
        "cat_test.png",
        "test.png",
        "latest.png",
        "testing 1.png",
        "train-01.png",
        "a.val.png",
        "my dev/a.png",
        "dev/a.png",
        "devil/a.png",
        "x/eval_2/y/a.png",
        "Test.png",
        "train/cat_test.png",
        "atest_.png",
        "a-validation1.png",
        "trainer.png",
        "valid2.png",
        "plain/a.png",
    ],
)
def test_which_split_a_name_goes_into(datasets: Any, tmp_path: Path, file: str) -> None:
    folder = tmp_path / "photos"
    (folder / file).parent.mkdir(parents=True)
    (folder / file).write_bytes(PNG)
    patterns = pytest.importorskip("datasets.data_files").get_data_patterns(str(folder))
    split = next(iter(patterns))
    expected = "" if patterns[split] == ["**"] else str(split)
    assert split_of(file) == expected
