"""A short run of the fuzzer of captions."""

from __future__ import annotations

import random

import pytest

from tests.fuzzing.captions import RULES, faults, mutations
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Term, Vocabulary

pytestmark = pytest.mark.slow

SEEDS = (
    "1girl, mt. fuji, (a, b:1.2) BREAK red hat ||| A cat sits on a mat, quietly. outdoors, calm",
    'a sign that says "no, smoking", 1girl, love live! school idol project\ntree, 1,000 birds, 20, 20',
)


def test_nothing_is_altered() -> None:
    vocabulary = Vocabulary(
        [Term("1girl", slot="type"), Term("tree", slot="background"), Term("red hat", slot="subject")]
    )
    chance = random.Random(3)
    for text in mutations(SEEDS, 1500, chance):
        slot = chance.choice(DEFAULT_STRUCTURE.own_keys)
        assert list(faults(text, vocabulary, chance.choice(RULES), slot)) == [], text
