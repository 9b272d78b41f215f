"""Where the catalogues of datasets lie, and that a damaged one is left for another name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles
from tui_captioner.storage.catalogue.database import CatalogueDatabase, open_catalogue


def test_a_dataset_has_one_by_whatever_path_it_is_opened(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(dataset)
    assert CatalogueFiles(dataset).path == CatalogueFiles(tmp_path / "link").path


def test_another_folder_in_its_place_has_another(dataset: Path, tmp_path: Path) -> None:
    before = CatalogueFiles(dataset).path
    dataset.rename(tmp_path / "moved")
    shutil.copytree(tmp_path / "moved", dataset)
    assert CatalogueFiles(dataset).path != before


def test_a_damaged_one_gets_a_name_that_no_other_process_writes_to(dataset: Path) -> None:
    files = CatalogueFiles(dataset)
    other = CatalogueDatabase(files.path)
    before = files.path
    assert files.next() != before
    assert files.path != before
    other.note(mine="1")
    mine = open_catalogue(files)
    assert (mine.path, mine.meta("mine")) == (files.path, "")
    assert not before.exists()
    other.close()
    mine.close()


def test_one_at_a_time_fills_it(dataset: Path) -> None:
    assert CatalogueFiles(dataset).lock() is not None
    assert CatalogueFiles(dataset).lock() is None


def test_a_cache_folder_that_is_none_is_said(dataset: Path) -> None:
    with pytest.raises(OSError, match="no cache folder"):
        CatalogueFiles(dataset, Path("below"))
