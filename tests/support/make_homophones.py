"""Makes the table of words that sound the same, for lines that are dictated, from CMUdict.

Run with `python -m tests.support.make_homophones cmudict.dict`; it writes `vocab/homophones.txt`. The dictionary is the
file of that name in https://github.com/cmusphinx/cmudict.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path

from tui_captioner.storage.english_words import english_words
from tui_captioner.storage.vocabulary_files import load_shipped, shipped_folder

_SHORT = 3
"""Letters up to which any word of the dictionary may be heard: the list of English words has longer ones alone."""
_OTHER_PRONUNCIATION = re.compile(r"\(\d+\)$")
_WORD = re.compile(r"[a-z]+")
_STRESS = re.compile(r"\d")


def groups_of(lines: Iterable[str], words: Collection[str]) -> list[str]:
    """Words that sound the same but for stress, each group on a line; in each is one of the words that count.

    Args:
        lines: Of the dictionary: a word, `(2)` behind a further pronunciation, and its sounds; comments behind `#`.
        words: The words that count: English ones, and those of the vocabulary. Names are left out.
    """
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        word, *sounds = line.split("#")[0].split() or [""]
        word = _OTHER_PRONUNCIATION.sub("", word)
        if sounds and word.isascii() and word.isalpha() and (word in words or len(word) <= _SHORT):
            alike[_STRESS.sub("", " ".join(sounds))].add(word)
    groups = (group for group in alike.values() if len(group) > 1 and not group.isdisjoint(words))
    return sorted({" ".join(sorted(group)) for group in groups})


def counted_words() -> frozenset[str]:
    """The English words, and the words of the shipped vocabulary."""
    return frozenset(english_words()) | {word for term in load_shipped() for word in _WORD.findall(term.text.lower())}


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dictionary", type=Path)
    source = parser.parse_args().dictionary.read_text(encoding="utf-8")
    groups = groups_of(source.splitlines(), counted_words())
    (shipped_folder() / "homophones.txt").write_text("".join(f"{group}\n" for group in groups), encoding="ascii")


if __name__ == "__main__":
    main()
