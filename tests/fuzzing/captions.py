"""Whether any caption is altered by being read: `python -m tests.fuzzing.captions FILE.jsonl ... --rounds N --seed S`.

Each line of a file is an object with `text`. These texts, then `N` mutations of them and texts put together by chance
are read, placed into slots, kept as a record, and put together again: first as nobody edited them, then with one tag
added.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.placing import place
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.domain.writing import assemble, settled, written
from tui_captioner.storage.project.records import ImageRecord, dump_record, load_record
from tui_captioner.storage.vocabulary_cache import load_shipped_cached

PIECES = (
    ",",
    ", ",
    " ,",
    ". ",
    "! ",
    "? ",
    "...",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    '"',
    "“",
    "”",
    "\\(",
    "\\)",
    ":1.2",
    "1,000",
    " BREAK ",
    " AND ",
    "|||",
    ";;;",
    "\n",
    "\r\n",
    "  ",
    "\t",
    "，",
    "、",
    "。",
    "mt. ",
    "Dr. ",
    "1. ",
    "e.g. ",
    "A ",
    " is ",
    "\u200d",
    "\u200c",
    "e\u0301",
    "\u2028",
    "\u3000",
    "👩",
    "_",
    "|",
    "<lora:a:1>",
    "&amp;",
    ":(",
    ">_<",
    "\x1b[0m",
    "\u202e",
)
RULES = tuple(
    OutputRules(separator=separator, head_separator=head, order=order)
    for separator in (", ", "; ")
    for head in ("", "|||")
    for order in ("slots", "file")
)


def mutations(texts: Sequence[str], rounds: int, chance: random.Random) -> Iterator[str]:
    """Texts with parts cut out, doubled or put in; each fifth is made of signs alone."""
    for number in range(rounds):
        if number % 5 == 0:
            yield "".join(chance.choices(PIECES, k=chance.randint(1, 40)))
            continue
        text = chance.choice(texts)
        for _ in range(chance.randint(1, 5)):
            at, end = sorted(chance.choices(range(len(text) + 1), k=2))
            kept, cut = text[:at] + text[end:], text[at:end]
            text = chance.choice([kept, text[:at] + chance.choice(PIECES) + text[at:], kept + cut, text + cut])[:2000]
        yield text


def faults(text: str, vocabulary: Vocabulary, rules: OutputRules, slot: str) -> Iterator[str]:
    """What is altered in a text that is read, and read with a tag added."""
    read = read_caption(text, separator=rules.separator, head_separator=rules.head_separator)
    caption = place(read, vocabulary, DEFAULT_STRUCTURE)
    if assemble(DEFAULT_STRUCTURE, rules, (), _kept(caption)) != text.strip():
        yield "altered without an edit"
    added = settled(DEFAULT_STRUCTURE, rules, caption.with_slot(slot, (*caption.tags(slot), Tag("zzz~"))))
    pieces = written(DEFAULT_STRUCTURE, rules, (), _kept(added)).pieces
    if Counter(piece.text for piece in pieces) != Counter([*(piece.text for piece in read.pieces), "zzz~"]):
        yield "a piece is altered by an edit of another"
    if _parts(pieces) != _parts(read.pieces):
        yield "a tag crossed a mark"


def _kept(caption: Caption) -> Caption:
    return load_record(dump_record(ImageRecord(caption, "draft"))).caption


def _parts(pieces: Sequence[Tag]) -> list[Counter[str]]:
    parts: list[Counter[str]] = [Counter()]
    for piece in pieces:
        if piece.mark:
            parts.append(Counter([piece.text]))
        elif piece.text != "zzz~":
            parts[-1][piece.text] += 1
    return parts


def main() -> None:
    """Print each fault with its text, then how many there were; exit 1 if there were any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    texts = [json.loads(line)["text"] for path in options.files for line in path.read_text("utf-8").splitlines()]
    texts = texts or [
        "1girl, mt. fuji, (a, b:1.2) BREAK red hat ||| A cat sits on a mat, quietly. outdoors, soft light"
    ]
    vocabulary = Vocabulary(load_shipped_cached().terms)
    chance = random.Random(options.seed)
    altered = 0
    tried = [*texts, *mutations(texts, options.rounds, chance)]
    for text in tried:
        for fault in faults(text, vocabulary, chance.choice(RULES), chance.choice(DEFAULT_STRUCTURE.own_keys)):
            altered += 1
            print(f"{fault}: {text!r}")
    print(f"{len(tried)} texts, {altered} altered")
    raise SystemExit(1 if altered else 0)


if __name__ == "__main__":
    main()
