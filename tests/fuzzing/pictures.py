"""Hostile pictures: small real ones, damaged in every way, go through the decoding process.

    python -m tests.fuzzing.pictures [--rounds 20000] [--seed 1] [--timeout 10] [--keep FOLDER]

It fails if the program itself breaks, if a picture takes longer than its limit, or if a sound picture does not come
after a hostile one. What crashed a decoder is counted, and kept in the folder. The last line is the result as JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzzing.picture_seeds import make_seeds
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.pictures import PictureStore

BOX = (200, 200)
_SLACK = 5.0
"""Seconds beyond the limit that starting a new process and a busy machine may take."""
_LOOK_EVERY = 100
"""Rounds between looks at a sound picture where nothing went wrong."""
_PNG = b"\x89PNG\r\n\x1a\n"
_ODD = (b"\x00", b"\xff", b"\x7f", b"\x80", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\x00" * 4)


@dataclass
class Outcome:
    """What all rounds came to.

    Attributes:
        kinds: Rounds by kind of picture and what became of them: shown, refused, crashed, hung.
        reasons: How often each reason was given for what was not shown.
        broken: What must not be: the program failed, a limit was passed, a sound picture did not come.
        slowest: Seconds that the slowest picture took.
        decoder_mb: The most memory that a decoding process had, in MB.
        program_mb: The most memory that the program itself had, in MB.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slowest: float = 0.0
    decoder_mb: int = 0
    program_mb: int = 0


def mutate(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A damaged copy: a few changes, most of them near the start, where lengths and sizes stand."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 10))):
        if not changed:
            break
        _CHANGES[chance.randrange(len(_CHANGES))](changed, others, chance)
    if changed.startswith(_PNG) and chance.random() < 0.7:
        _mend_checksums(changed)
    return bytes(changed)


def _mend_checksums(data: bytearray) -> None:
    """Right the checksums of a PNG, behind which the damage would not be reached."""
    place = len(_PNG)
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        end = place + 8 + length
        if end + 4 > len(data):
            return
        data[end : end + 4] = zlib.crc32(data[place + 4 : end]).to_bytes(4, "big")
        place = end + 4


def _place(data: bytearray, chance: random.Random) -> int:
    most = len(data) if chance.random() < 0.5 else min(len(data), 300)
    return chance.randrange(max(1, most))


def _flip(data: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    data[_place(data, chance)] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    odd, place = chance.choice(_ODD), _place(data, chance)
    data[place : place + len(odd)] = odd


def _noise(data: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    place, amount = _place(data, chance), chance.randrange(1, 17)
    data[place : place + amount] = chance.randbytes(amount)


def _cut_out(data: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    place = _place(data, chance)
    del data[place : place + chance.randrange(1, 65)]


def _repeat(data: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    place = _place(data, chance)
    data[place:place] = data[place : place + chance.randrange(1, 129)] * chance.choice((1, 2, 20))


def _cut_off(data: bytearray, _: Sequence[bytes], chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _join(data: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    other = chance.choice(others)
    data[_place(data, chance) :] = other[chance.randrange(len(other)) :]


_CHANGES = (_flip, _flip, _overwrite, _overwrite, _noise, _cut_out, _repeat, _cut_off, _join)


class Trial:
    """Damaged pictures, one after the other, through one store.

    Args:
        folder: Where they lie for a moment.
        seed: The same seed makes the same pictures.
        timeout: Seconds that one may take.
        keep: Where those go that crashed a decoder or hung; nowhere if not given.
    """

    def __init__(self, folder: Path, seed: int, timeout: float, keep: Path | None = None) -> None:
        self._folder, self._keep, self._timeout = folder, keep, timeout
        self._chance = random.Random(seed)
        self._seeds = make_seeds(folder / "seeds")
        self._sound = folder / "sound.png"
        self._sound.write_bytes(self._seeds["PNG"][0])
        self._store = PictureStore(timeout_s=timeout)
        self.outcome = Outcome()

    def run(self, rounds: int) -> Outcome:
        """So many rounds, the kinds of pictures in turn."""
        try:
            for number, kind in zip(range(rounds), self._kinds(), strict=False):
                self._round(number, kind)
        finally:
            self._store.close()
        self.outcome.program_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return self.outcome

    def _kinds(self) -> Iterator[str]:
        while True:
            yield from self._seeds

    def _round(self, number: int, kind: str) -> None:
        seeds = self._seeds[kind]
        path = self._folder / f"{number}.{kind.lower()}"
        path.write_bytes(mutate(self._chance.choice(seeds), seeds, self._chance))
        began = time.monotonic()
        end = "shown"
        try:
            self._store.load(path, BOX)
            if number % 10 == 0:
                self._store.facts(path)
                self._store.embedded_text(path)
        except ImageUnreadable as error:
            self.outcome.reasons[error.message] += 1
            end = "hung" if "took longer" in error.message else "refused"
            end = "crashed" if "crashed" in error.message or "killed" in error.message else end
        except Exception as error:  # what must not be
            self.outcome.broken.append(f"round {number}: {error!r}")
            end = "broken"
        seconds = time.monotonic() - began
        self.outcome.slowest = max(self.outcome.slowest, seconds)
        self.outcome.kinds[f"{kind} {end}"] += 1
        if seconds > self._timeout + _SLACK:
            self.outcome.broken.append(f"round {number}: took {seconds:.1f} s")
        if end in ("crashed", "hung", "broken"):
            self._put_aside(path)
        if end != "shown" or number % _LOOK_EVERY == 0:
            self._look_at_the_next(number, end)
        path.unlink()

    def _put_aside(self, path: Path) -> None:
        if self._keep is not None:
            self._keep.mkdir(parents=True, exist_ok=True)
            (self._keep / path.name).write_bytes(path.read_bytes())

    def _look_at_the_next(self, number: int, end: str) -> None:
        """A sound picture has to come, each time after a crash and often enough after the others."""
        if end == "refused" and number % 10:
            return
        self._note_memory()
        try:
            self._store.load(self._sound, BOX)
        except ImageUnreadable as error:
            self.outcome.broken.append(f"round {number}: the next picture did not come: {error.message}")

    def _note_memory(self) -> None:
        for task in Path("/proc/self/task").glob("*/children"):
            for child in task.read_text(encoding="ascii").split():
                self.outcome.decoder_mb = max(self.outcome.decoder_mb, _peak_mb(child))


def _peak_mb(process: str) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def print_table(outcome: Outcome) -> None:
    """What became of each kind, and why."""
    ends = ("shown", "refused", "crashed", "hung", "broken")
    print(f"{'':<8}" + "".join(f"{end:>9}" for end in ends))
    for kind in dict.fromkeys(name.split()[0] for name in outcome.kinds):
        print(f"{kind:<8}" + "".join(f"{outcome.kinds[f'{kind} {end}']:>9}" for end in ends))
    for reason, amount in outcome.reasons.most_common(20):
        print(f"{amount:>8}  {reason[:110]}")
    for line in outcome.broken[:20]:
        print(f"BROKEN  {line}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it and print what became of the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing.pictures", description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=10.0, help="seconds that one picture may take")
    parser.add_argument("--keep", type=Path, help="folder for what crashed a decoder")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcome = Trial(Path(folder), options.seed, options.timeout, options.keep).run(options.rounds)
    print_table(outcome)
    result = {
        "rounds": options.rounds,
        "seed": options.seed,
        "seconds": round(time.monotonic() - began, 1),
        "slowest_s": round(outcome.slowest, 2),
        "decoder_mb": outcome.decoder_mb,
        "program_mb": outcome.program_mb,
        "ends": {end: sum(n for name, n in outcome.kinds.items() if name.endswith(end)) for end in _ENDS},
        "broken": len(outcome.broken),
    }
    print(json.dumps(result))
    return 1 if outcome.broken else 0


_ENDS = ("shown", "refused", "crashed", "hung")

if __name__ == "__main__":
    sys.exit(main())
