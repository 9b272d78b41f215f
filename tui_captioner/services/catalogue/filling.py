"""Bringing a catalogue up to date with a dataset: what changed is read and placed anew, all else only looked at."""

from __future__ import annotations

import os
import re
import struct
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Thread
from typing import Protocol

import tui_captioner.domain
from tui_captioner import __version__
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.slotting.candidates import Candidates
from tui_captioner.domain.slotting.judge import judge_of
from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.slotting.practice import Practice
from tui_captioner.domain.spelling import singular
from tui_captioner.services.catalogue.checking_again import checked_again
from tui_captioner.services.catalogue.image_rows import Maker, Wanted, digest_of, maker_of
from tui_captioner.services.session.jobs import Progress, Steps
from tui_captioner.services.session.session import Session
from tui_captioner.storage.catalogue.database import CatalogueDatabase
from tui_captioner.storage.catalogue.rows import ImageRow, Made
from tui_captioner.storage.catalogue.told_findings import recount
from tui_captioner.storage.dataset.scan import ImageFile
from tui_captioner.storage.files.fresh_files import FRESH

_BATCH = 200
"""Images that are written in one transaction."""
_PART = 20
"""Images between two words on how far it is."""
_MUCH = 2_000
"""Images to be read from which on a helper is worth its start: it opens the dataset too."""
_TEXTS = 500
"""Texts that are compared between two words on how far it is: some 3 ms."""
_DIGITS = re.compile(r"\d+")
_UNKNOWN = -1
"""No turn: what is placed now is looked at once more, when it is known which edits the catalogue knows of."""
_PAUSE = 0.005
"""Seconds between two looks at what a thread does."""
_NONE = b"-"
"""Made of no file."""


Terms = tuple[str, Mapping[str, Mapping[str, int]]]
"""What rows depend on beside captions: the key of what placing goes by, and the practice of the dataset."""


class Helper(Protocol):
    """Makes rows beside the one that asks for them."""

    @property
    def is_busy(self) -> bool:
        """Whether it has something to do still."""

    def give(self, part: Sequence[Wanted]) -> bool:
        """Have rows made of some images; False where they had better be made here."""

    def take(self, make: Maker, seconds: float = 0) -> list[ImageRow]:
        """The rows that are there; those that it failed to make are made by `make`."""

    def end(self) -> None:
        """End it."""


class Filling:
    """Fills the catalogue of an open dataset.

    Args:
        session: The open dataset.
        store: Its catalogue.
        helper: Starts a helper, where there is much to do; it may give none.
    """

    def __init__(
        self, session: Session, store: CatalogueDatabase, helper: Callable[[Terms], Helper | None] | None = None
    ) -> None:
        self._session = session
        self._store = store
        self._start_helper = helper
        self._turn = 0
        self._records: Mapping[str, bytes] = {}
        self._put: set[str] = set()

    def run(self) -> Steps:
        """Look at every image.

        Raises:
            CatalogueError: If the catalogue can't be read or written; the same for the others.
        """
        self._turn = self._session.placement_history.turn
        key = placing_key(self._session)
        if self._store.meta("placing") != key:
            self._store.forget_placing(key)
        yield from self._check_practice()
        database = self._session.project.database
        self._records = {} if database is None else database.record_digests()
        yield from self._find_tokenizers()
        made, names = self._store.made(), self._session.names
        self._store.remove(made.keys() - set(names))
        helper = None
        if self._start_helper is not None and len(names) - len(made) > _MUCH:
            helper = self._start_helper((key, practice_of(self._session)))
        try:
            yield from self._look_at(names, made, helper)
        finally:
            if helper is not None:
                helper.end()
        self._store.make_indexes()
        yield from self.check_again()
        self._store.note(order=order_key(names))

    def check_again(self) -> Steps:
        """Have the rules look at all captions again where they are tuned otherwise by now; no file is read for it.

        Captions that were read just now were looked at by the rules of now.
        """
        key, accepted = checks_key(self._session), accepted_key(self._session)
        if self._store.meta("checks") != key:
            yield from checked_again(self._session, self._store, self._put)
        elif self._store.meta("accepted") != accepted:
            recount(self._store, self._session.accepted.keys)
        self._put = set()
        self._store.note(checks=key, accepted=accepted)

    def _find_tokenizers(self) -> Steps:
        """Have tokens counted as exactly as they can be."""
        finder = Thread(target=load_tokenizers, args=(self._session,), daemon=True)
        finder.start()
        while finder.is_alive():
            finder.join(_PAUSE)
            yield Progress(0, len(self._session.names))

    def refresh(self, names: Collection[str]) -> Steps:
        """Look at these images, which changed, and at those that are placed otherwise by the edits since."""
        self._turn = self._session.placement_history.turn
        yield from self._check_practice()
        yield from self._look_at_these({*names, *self._store.forgotten()})
        if self._store.meta("checks") != checks_key(self._session):
            yield from self.check_again()

    def look_at(self, names: Collection[str]) -> Steps:
        """Look at these images alone, whatever the edits since say of others."""
        self._turn = _UNKNOWN
        yield from self._look_at_these(names)

    def _look_at_these(self, names: Collection[str]) -> Steps:
        session, database = self._session, self._session.project.database
        wanted = sorted(set(names) & session.project.images.keys(), key=session.place)
        self._records = {} if database is None else database.record_digests(wanted)
        yield from self._look_at(wanted, self._store.made(wanted))
        # What was accepted changes no caption.
        recount(self._store, self._session.accepted.keys, wanted)

    def _look_at(self, names: Sequence[str], made: Mapping[str, Made], helper: Helper | None = None) -> Steps:
        rows: list[ImageRow] = []
        touched: list[tuple[str, bytes | None, int]] = []
        make = maker_of(self._session, self._turn)
        for start in range(0, len(names), _PART):
            part = names[start : start + _PART]
            wanted = [each for name in part if (each := self._wanted(name, made.get(name), touched)) is not None]
            if wanted and not (helper is not None and helper.give(wanted)):
                rows.extend(map(make, wanted))
            if helper is not None:
                rows.extend(helper.take(make))
            if len(rows) >= _BATCH or len(touched) >= _BATCH * 10:
                self._write(rows, touched)
            yield Progress(min(start + _PART, len(names)), len(names))
        while helper is not None and helper.is_busy:
            rows.extend(helper.take(make, _PAUSE))
            yield Progress(len(names), len(names))
        self._write(rows, touched)

    def _write(self, rows: list[ImageRow], touched: list[tuple[str, bytes | None, int]]) -> None:
        if rows:
            self._store.put(rows, bare_key)
            self._put.update(row.name for row in rows)
        if touched:
            self._store.touch(touched)
        rows.clear()
        touched.clear()

    # --- one image ------------------------------------------------------------------------------------------------

    def _wanted(self, name: str, known: Made | None, touched: list[tuple[str, bytes | None, int]]) -> Wanted | None:
        """What is to be made of an image that is not as it was; None for one that is.

        Args:
            name: The image.
            known: What its rows were made of.
            touched: Gets what is to be noted of it though its rows stay.
        """
        image, place = self._session.image(name), self._session.place(name)
        record = self._records.get(name)
        made_of = _made_of(image) if record is None else b"e" + record
        if known is not None and known.edited == (record is not None):
            same = known.made_of is not None and known.made_of == made_of
            if not same and record is None and known.digest:
                same = known.digest == self._digest(image)
            if same:
                if known[:2] != (place, made_of):
                    touched.append((name, made_of, place))
                return None
        return Wanted(name, place, made_of, record is not None)

    def _digest(self, image: ImageFile) -> bytes:
        try:
            data = self._session.project.sidecar_files.read(image.sidecar)
        except CaptionerError:
            return b""
        return b"" if data is None else digest_of(data)

    # --- what placing depends on ----------------------------------------------------------------------------------

    def _check_practice(self) -> Steps:
        """Have placed anew what would be placed otherwise by the edits since."""
        now = practice_of(self._session)
        before = self._store.practice()
        changed = {bare for bare in now.keys() | before.keys() if now.get(bare) != before.get(bare)}
        if changed:
            texts: list[str] = []
            yield from self._find_placed_otherwise(texts, changed, before, now)
            self._store.forget_texts(texts, {bare: now.get(bare, {}) for bare in changed})

    def _find_placed_otherwise(
        self,
        found: list[str],
        changed: set[str],
        before: Mapping[str, Mapping[str, int]],
        now: Mapping[str, Mapping[str, int]],
    ) -> Steps:
        """Add the texts of the catalogue of which something else is known by now."""
        structure, judge = self._session.structure, judge_of(self._session.project.vocabulary)
        # Without any edit there is no practice at all, which is not the same as an empty one.
        old = Candidates(judge, structure, Practice(before) if before else None)
        new = Candidates(judge, structure, Practice(now) if now else None)
        folded = {_DIGITS.sub("#", bare) for bare in changed}
        words = [bare.split() for bare in changed if bare.split()]
        last, first = {singular(each[-1]) for each in words}, {each[0] for each in words}
        texts = self._store.bare_texts()
        for count, (text, bare) in enumerate(texts, 1):
            own = bare.split() or [""]
            may = bare in changed or own[0] in first or singular(own[-1]) in last or _DIGITS.sub("#", bare) in folded
            if may and list(old.of(text).guesses) != list(new.of(text).guesses):
                found.append(text)
            if count % _TEXTS == 0:
                yield Progress(count, len(texts))


def terms_of(session: Session) -> Terms:
    """What rows of this dataset depend on now."""
    return placing_key(session), practice_of(session)


def practice_of(session: Session) -> dict[str, dict[str, int]]:
    """Where edited captions have their tags, as placing goes by it now."""
    counts = session.placement_history.counts
    now = {bare: {slot: count for slot, count in slots.items() if count} for bare, slots in counts.items()}
    return {bare: slots for bare, slots in now.items() if slots}


def placing_key(session: Session) -> str:
    """What the slots of tags depend on beside the caption and earlier edits: rules, vocabulary, settings."""
    project = session.project
    settings = project.settings
    terms = blake2b(digest_size=16)
    for term in project.vocabulary.terms:
        terms.update(repr((term.text, term.slot, term.layer, term.aliases, term.group)).encode())
    parts = [
        __version__,
        terms.hexdigest(),
        repr(settings.structure.slots),
        repr((settings.output.separator, settings.output.head_separator, settings.globals, settings.lines)),
        repr((settings.suffixes, settings.extension, settings.follow_links, settings.tokens)),
        # In a checkout the rules change without a new version.
        repr(sorted(_sources(Path(tui_captioner.domain.__file__ or "").parent))),
        repr(sorted(_sources(Path(tui_captioner.__file__ or "").parent / "formats"))),
        repr(sorted(_sources(Path(__file__).parent))),
    ]
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _sources(folder: Path) -> Iterator[tuple[str, int, int]]:
    for path in folder.rglob("*.py"):
        status = path.stat()
        yield str(path), status.st_size, status.st_mtime_ns


def checks_key(session: Session) -> str:
    """What findings depend on beside captions, and beside what their slots depend on."""
    settings = session.project.settings
    checks = settings.checks
    options = sorted((rule, sorted(values.items())) for rule, values in checks.options.items())
    parts = (sorted(checks.off), sorted(checks.on), options, settings.trigger, repr(settings.kind))
    more = (session.project.leaving_out.key, session.globals, settings.tokens)
    return blake2b(repr((parts, more)).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def accepted_key(session: Session) -> str:
    """Which findings are accepted, as a key."""
    text = repr(sorted(session.accepted.keys))
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def order_key(names: Sequence[str]) -> str:
    """A key of the order of the images: where it is the same, so are their places."""
    return blake2b("\n".join(names).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def load_tokenizers(session: Session) -> None:
    """Have tokens counted as exactly as they can be; where a file that the settings name can't be used, as before."""
    with suppress(CaptionerError):
        session.tokens.load_once()


def _made_of(image: ImageFile) -> bytes | None:
    """What a caption that was not edited is made of: its file by times, size and inode; None if that may change yet."""
    now = time.time_ns()
    for which, file in enumerate((image.sidecar_file, image.named_file)):
        if not file:
            continue
        try:
            status = os.stat(f"{image.root}/{file}")  # noqa: PTH116 (100,000 files)
        except FileNotFoundError:
            continue
        except OSError as error:
            return _NONE + str(error.errno).encode()
        if max(status.st_mtime_ns, status.st_ctime_ns) > now - FRESH:
            return None
        key = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        return struct.pack("<BqqqQ", which, *key)
    return _NONE
