"""Having a tagger look at the pictures that come next, in a thread, while somebody captions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.taggers.reported import SILENT, Reported, seen, spelt
from tui_captioner.domain.vocabulary import Term
from tui_captioner.services.drafting.tag_terms import TagTerms
from tui_captioner.services.drafting.tagging import FINER, check_place
from tui_captioner.storage.images.image_errors import ImageUnreadable
from tui_captioner.storage.images.pictures import PictureStore
from tui_captioner.storage.images.thumbnails import FileVersion
from tui_captioner.storage.taggers.seen_before import SeenBefore
from tui_captioner.storage.taggers.tagger import Tagger, TaggerError
from tui_captioner.storage.taggers.tagger_files import TaggerFiles

_LEAST = 0.1
"""Lower scores say as little as none."""
_MOST_TAGS = 100
"""Tags of a picture that are told, the likeliest."""
_NICENESS = 10
"""By how much all other work goes before that of the tagger, which would take all processors."""
_END_SECONDS = 0.5
_FAILURES = 2
"""Pictures in a row on which a tagger may fail before it is given up."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A tagger is there.

    Args:
        known: All tags that it may report, by `match_key`.
    """

    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What it saw in the picture of an image.

    Args:
        name: The image.
        tags: The tags, the likeliest first.
        terms: The terms of those that were not told before.
    """

    name: str
    tags: Sequence[Reported]
    terms: Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What it saw in pictures before.

    Args:
        seen: By image, as far as it is kept.
    """

    seen: Sequence[Seen]


@dataclass(frozen=True, slots=True)
class Failed:
    """It can't be asked, now or any more.

    Args:
        error: Why.
    """

    error: CaptionerError


Told = Opened | Seen | Remembered | Failed


class LookingAhead:
    """The thread. The tagger is started with the first picture that nobody looked at before.

    Args:
        root: The dataset.
        folder: The folder of the tagger.
        pictures: Decodes pictures; closed with this.
        terms: Gives the terms of tags; called in the thread.
        tell: Called in the thread with what came of it: first whether there is a tagger.
    """

    def __init__(
        self, root: Path, folder: Path, pictures: PictureStore, terms: TagTerms, tell: Callable[[Told], object]
    ) -> None:
        self._root, self._folder, self._pictures, self._terms, self._tell = root, folder, pictures, terms, tell
        self._tagger: Tagger | None = None
        self._wanted: dict[str, Path] = {}
        self._recalled: dict[str, Path] = {}
        self._changed, self._closed = threading.Condition(), False
        self._failures = 0
        self._thread = threading.Thread(target=self._run, name="looking ahead", daemon=True)
        self._thread.start()

    def want(self, pictures: Mapping[str, Path]) -> None:
        """Have these looked at next, in this order, in place of what was wanted before.

        Args:
            pictures: The files, by the names of the images.
        """
        with self._changed:
            self._wanted = dict(pictures)
            self._changed.notify()

    def recall(self, pictures: Mapping[str, Path]) -> None:
        """Have told what is kept of these from before; none of them is looked at."""
        with self._changed:
            self._recalled |= pictures
            self._changed.notify()

    def close(self) -> None:
        """Break off what is under way, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        tagger = self._tagger
        if tagger is not None:
            tagger.close()
        # One that loads a large model is not waited for: it ends with the pipe to us.
        self._thread.join(_END_SECONDS)
        self._pictures.close()

    def _run(self) -> None:
        try:
            self._work()
        except CaptionerError as error:
            self._say(Failed(error))
        except Exception as error:  # whatever it is, work goes on without a tagger
            self._say(Failed(CaptionerError(f"the tagger failed ({type(error).__name__}: {error})")))
        finally:
            if self._tagger is not None:
                self._tagger.close()

    def _work(self) -> None:
        check_place(self._root, self._folder)
        files = TaggerFiles(self._folder)
        kept = SeenBefore(files.key)
        try:
            labels = (label for label in files.labels if label.category not in SILENT)
            self._say(Opened(frozenset(match_key(spelt(label.name)) for label in labels)))
            while self._wait():
                self._remember(kept)
                self._look_at_next(kept)
        finally:
            kept.close()

    def _wait(self) -> bool:
        """Wait until there is something to do; whether there is, else this ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._wanted or self._recalled)
            return not self._closed

    def _remember(self, kept: SeenBefore) -> None:
        """Tell what is kept."""
        with self._changed:
            recalled, self._recalled = self._recalled, {}
        found = [(name, _kept_of(path, kept)) for name, path in recalled.items()]
        if recalled:
            self._say(Remembered([self._seen(name, tags) for name, tags in found if tags is not None]))

    def _look_at_next(self, kept: SeenBefore) -> None:
        """Look at the picture that is wanted most."""
        with self._changed:
            if not self._wanted:
                return
            name = next(iter(self._wanted))
            path = self._wanted.pop(name)
        found = _kept_of(path, kept)
        version = FileVersion.of(path)
        if found is None and version is not None:
            found = self._ask(path)
            if found is not None and FileVersion.of(path) == version:
                kept.put(version, found)
        if found is not None:
            self._say(self._seen(name, found))

    def _seen(self, name: str, found: Sequence[Reported]) -> Seen:
        tags = [tag for tag in found if tag.score >= _LEAST][:_MOST_TAGS]
        return Seen(name, tags, self._terms.new(tag.text for tag in tags))

    def _ask(self, path: Path) -> Sequence[Reported] | None:
        """What the tagger sees; None where it, or the picture, failed."""
        if self._tagger is None:
            self._tagger = Tagger(self._folder, niceness=_NICENESS)
        with suppress(ImageUnreadable):
            picture = self._pictures.pixels(path, self._tagger.side * FINER, cancelled=lambda: self._closed)
            try:
                found = seen(self._tagger.labels, self._tagger.scores(picture))
            except TaggerError:
                self._failures += 1
                if self._failures >= _FAILURES:
                    raise
                return None
            self._failures = 0
            return [tag for tag in found if tag.category not in SILENT]
        return None

    def _say(self, told: Told) -> None:
        if not self._closed:
            self._tell(told)


def _kept_of(path: Path, kept: SeenBefore) -> Sequence[Reported] | None:
    version = FileVersion.of(path)
    return None if version is None else kept.get(version)
