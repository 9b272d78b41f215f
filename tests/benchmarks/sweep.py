"""What the sweeps are worth: how soon the yes/no sweep comes to the yes ones, and the keys of a slot sweep.

    python -m tests.benchmarks.sweep SET.jsonl [SET.jsonl] [--only order]

Order: each tag that stands in 5% to 80% of the captions, and in six at least, is taken out of half of those that have
it, and all captions that lack it then are put in the order in which they would be asked about. `average precision` is
the mean, over the captions it was taken from, of the share of yes among all asked up to there; `first n` the share of
yes among the first n, where n is how many there are. Beside it the order of the files, and a random one.

Keys: in half of the images one slot is emptied and filled again: by the composer, which predicts for each image and
goes on with PageDown, and by the slot sweep, whose digits hold still and which goes on with Enter. The typist takes the
cheapest way, see `tests.benchmarks.typist`. Sets whose tags are all different say nothing and are left out.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

from tests.benchmarks.engines import Ours
from tests.benchmarks.material import CaptionSet, in_slots, in_style_of, read_captions
from tests.benchmarks.typist import cheapest
from tui_captioner.domain.companions import Companions
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.storage.vocabulary_files import load_shipped
from tui_captioner.tui.tagging.predictions import ROWS

_LEAST, _SHARE = 6, (0.05, 0.8)
_LEAST_TAGS = 20
"""Tags in a slot from which it is swept."""

Figures = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; print a table, then one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.sweep", description=__doc__.split("\n")[0])
    parser.add_argument("sets", type=Path, nargs="+", help="lines of JSON, the caption under `text`")
    parser.add_argument("--only", choices=("order", "keys"), help="one of both; the keys take a minute")
    options = parser.parse_args(arguments)
    sets = [read_captions(path) for path in options.sets]
    orders = {captions.name: order_of(captions) for captions in sets if options.only != "keys"}
    keys = {captions.name: keys_of(captions) for captions in sets if options.only != "order"}
    print(f"{'':<20}{'average precision':>30}{'first n':>30}")
    print(f"{'order':<14}{'tags':>6}" + 2 * f"{'ours':>14}{'files':>8}{'random':>8}")
    for name, row in orders.items():
        if row:
            told = [
                f"{row[f'{way}_{kind}']:.3f}" for kind in ("precision", "first") for way in ("ours", "files", "random")
            ]
            print(
                f"{name:<14}{row['tags']:>6.0f}"
                + "".join(f"{one:>{8 if at % 3 else 14}}" for at, one in enumerate(told))
            )
    print(f"\n{'keys per image':<28}{'images':>8}{'tags':>6}{'composer':>10}{'sweep':>8}{'typed':>8}")
    for name, slots in keys.items():
        for slot, row in slots.items():
            print(
                f"{name + ' ' + slot:<28}{row['images']:>8.0f}{row['tags_per_image']:>6.2f}"
                f"{row['composer']:>10.2f}{row['sweep']:>8.2f}{row['typed']:>8.2f}"
            )
    print(json.dumps({"order": orders, "keys": keys}))
    return 0


# --- the order of the yes/no sweep ------------------------------------------------------------------------------------


def order_of(captions: CaptionSet) -> Figures:
    """How soon the yes ones come, over all tags of a set that are common enough; nothing where there are none."""
    total = len(captions.captions)
    counts = Counter(tag for caption in captions.captions for tag in set(caption))
    least, most = max(_LEAST, _SHARE[0] * total), _SHARE[1] * total
    tags = sorted(tag for tag, count in counts.items() if least <= count <= most)
    rows = [_held_out(captions.captions, tag) for tag in tags]
    return {"tags": len(tags), **{key: round(mean(row[key] for row in rows), 3) for key in rows[0]}} if rows else {}


def _held_out(captions: Sequence[Sequence[str]], tag: str) -> Figures:
    """Take a tag out of half of the captions that have it, and see when they are asked about."""
    chance = random.Random(tag)
    having = [number for number, caption in enumerate(captions) if tag in caption]
    chance.shuffle(having)
    yes = set(having[: len(having) // 2])
    companions = Companions(tag)
    for number, caption in enumerate(captions):
        companions.learn([text for text in caption if text != tag], has=tag in caption and number not in yes)
    asked = [number for number, caption in enumerate(captions) if tag not in caption or number in yes]
    scores = {number: companions.score([text for text in captions[number] if text != tag]) for number in asked}
    orders = {"ours": sorted(asked, key=lambda number: -scores[number]), "files": asked}
    orders["random"] = chance.sample(asked, len(asked))
    found: Figures = {}
    for name, order in orders.items():
        found[f"{name}_precision"], found[f"{name}_first"] = average_precision(order, yes), share_of_first(order, yes)
    return found


def average_precision(order: Sequence[int], yes: set[int]) -> float:
    """The mean, over the yes ones, of the share of yes among all that were asked up to it."""
    found = [place for place, number in enumerate(order, 1) if number in yes]
    return mean(count / place for count, place in enumerate(found, 1))


def share_of_first(order: Sequence[int], yes: set[int]) -> float:
    """The share of yes among as many as there are yes ones."""
    return sum(number in yes for number in order[: len(yes)]) / len(yes)


# --- keys of the slot sweep -------------------------------------------------------------------------------------------


def keys_of(captions: CaptionSet) -> dict[str, Figures]:
    """Keys per image for each slot that has enough tags, the slot emptied in half of the images."""
    shipped = load_shipped()
    placed = in_slots(captions, Vocabulary(shipped))
    terms = in_style_of(shipped, captions)
    counts = Counter(slot for slots in placed.slots for slot in slots)
    texts: dict[str, set[str]] = {}
    for caption, slots in zip(placed.captions, placed.slots, strict=True):
        for tag, slot in zip(caption, slots, strict=True):
            texts.setdefault(slot, set()).add(tag)
    wanted = [
        slot for slot, count in counts.items() if slot != GLOBALS and count >= max(_LEAST_TAGS, 2 * len(texts[slot]))
    ]
    return {slot: _swept(placed, slot, Ours(terms), Ours(terms)) for slot in sorted(wanted)}


def _swept(captions: CaptionSet, slot: str, composer: Ours, sweep: Ours) -> Figures:
    rows = [_split(caption, slots, slot) for caption, slots in zip(captions.captions, captions.slots, strict=True)]
    emptied = set(random.Random(slot).sample(range(len(rows)), len(rows) // 2))
    held: Counter[str] = Counter()
    for number, (others, slots, own) in enumerate(rows):
        kept = [] if number in emptied else own
        held.update(kept)
        for engine in (composer, sweep):
            engine.learn([*others, *kept], [*slots, *[slot] * len(kept)])
    composer.slot = sweep.slot = slot
    digits = Digits([text for text, _ in held.most_common()])
    keys = Counter[str]()
    for number in sorted(emptied):
        others, slots, own = rows[number]
        previous = captions.captions[number - 1] if number else ()
        keys["composer"] += 1 + sum(_typed(composer, own, others, previous))
        alone = _typed(sweep, own, others, previous, only_typed=True)
        keys["sweep"] += 1 + sum(digits.keys(tag, cost) for tag, cost in zip(own, alone, strict=True))
        keys["typed"] += 1 + sum(len(tag) + 1 for tag in own)
        keys["tags_per_image"] += len(own)
        for engine in (composer, sweep):
            engine.learn([*others, *own], [*slots, *[slot] * len(own)])
    return {"images": len(emptied), **{name: round(count / len(emptied), 3) for name, count in keys.items()}}


def _split(caption: Sequence[str], slots: Sequence[str], slot: str) -> tuple[list[str], list[str], list[str]]:
    """The tags of the other slots, those slots, and the tags of this one."""
    pairs = list(zip(caption, slots, strict=True))
    others = [(tag, key) for tag, key in pairs if key != slot]
    return [tag for tag, _ in others], [key for _, key in others], [tag for tag, key in pairs if key == slot]


def _typed(
    engine: Ours, own: Sequence[str], others: Sequence[str], previous: Sequence[str], *, only_typed: bool = False
) -> Iterator[int]:
    """Keys for each tag of a slot, one after the other."""
    for place, tag in enumerate(own):
        way = _WithoutPicks(engine) if only_typed else engine
        yield cheapest(way, tag, [*others, *own[:place]], previous, False)[0]


class _WithoutPicks(Ours):
    """An engine whose digits are on something else."""

    def __init__(self, engine: Ours) -> None:
        self._engine = engine
        self.slot = engine.slot

    def offers(self, text: str, context: Sequence[str], previous: Sequence[str]) -> list[str]:
        return self._engine.offers(text, context, previous) if text else []

    def ghost(self, text: str, context: Sequence[str], previous: Sequence[str]) -> str:
        return self._engine.ghost(text, context, previous)


class Digits:
    """The digits of a sweep: they hold still, `0` numbers the next nine, and what is typed joins the end.

    Args:
        texts: The tags, the most used first.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = list(texts)
        self._page = 0

    def keys(self, tag: str, typed: int) -> int:
        """Keys for a tag: its digit, the zeros up to it, or what typing it takes."""
        if tag not in self._texts:
            self._texts.append(tag)
            return typed
        pages = -(-len(self._texts) // ROWS)
        page = self._texts.index(tag) // ROWS
        turns = (page - self._page) % pages
        if turns + 1 > typed:
            return typed
        self._page = page
        return turns + 1


if __name__ == "__main__":
    sys.exit(main())
