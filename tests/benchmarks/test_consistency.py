"""What the benchmark of near-duplicates counts, on a few captions."""

from __future__ import annotations

import json
from pathlib import Path

from tests.benchmarks.consistency import (
    TAGS,
    labelled,
    many_tags,
    on_list,
    pairs_of,
    read_captions,
    read_labels,
    shipped_lexicon,
    warnings_of,
)


def test_a_label_is_given_once_to_each_pair() -> None:
    labels = read_labels()
    assert set(labels.values()) == {"same", "arguable", "different"}
    assert all(len(pair) == 2 for pair in labels)


def test_every_labelled_pair_that_is_found_is_right() -> None:
    labels, lexicon = read_labels(), shipped_lexicon()
    found = labelled(pairs_of({text: 1 for pair in labels for text in pair}, lexicon), labels)
    assert found["same"] >= 17
    assert found["different"] == 0


def test_a_warning_comes_with_the_second_spelling_alone(tmp_path: Path) -> None:
    texts = ["scarf, standing.", "scrarf, standing", "scrarf, 1girl"]
    (tmp_path / "some.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    (captions,) = read_captions(tmp_path)
    assert captions.counts["standing"] == 2
    assert [pair[:2] for pair in warnings_of(captions, shipped_lexicon())] == [("scrarf", "scarf")]


def test_aliases_that_lead_to_another_tag_are_counted_apart(tmp_path: Path) -> None:
    rows = 't-shirt,0,9,"tshirt,shirt"\nrattail,0,3,""\nmouse_tail,0,2,"rat_tail"\n'
    (tmp_path / "list.csv").write_text(rows, "utf-8")
    assert on_list(tmp_path / "list.csv")["form"] == {"own_tag": 1, "another": 1}


def test_so_many_different_tags_are_timed() -> None:
    assert len(many_tags(["red hat", "scarf"])) == TAGS
