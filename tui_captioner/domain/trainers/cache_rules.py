"""Rules over what trainers keep of a dataset: caches that go on holding an old caption or an old picture.

What each keeps, and whether it looks for changes: sd-scripts and musubi-tuner keep texts and pictures beside the images
and look at names alone; sd-scripts keeps all captions in `metadata_cache.json` with `cache_info`; ai-toolkit keeps
pictures by name (texts by what they say, so those are never old); diffusion-pipe keeps pictures by what it knows of
them, which is not what they show, and texts by what they say unless it runs with `--trust_cache`; SimpleTuner keeps
the sizes of pictures. The caches of OneTrainer and finetrainers, and SimpleTuner's others, lie elsewhere.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from tui_captioner.domain.checks.finding import ERROR, INFO, WARNING, Finding
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import Media
from tui_captioner.domain.trainers.reading import decoded, stripped_lines

Changed = Callable[[Media], float | None]
"""When the caption of an image was last changed, in seconds; None if there is none."""

KEPT = re.compile(r"_te\.safetensors$|_[0-9]{4,5}x[0-9]{4,5}_[a-z0-9]+\.safetensors$|\.npz$")
"""Ends the names of files that sd-scripts and musubi-tuner keep beside images."""
KEPT_FOLDERS = frozenset({"_latent_cache", "_clip_vision_cache", "_controls"})
"""Folders in which ai-toolkit keeps what it made of the images in the folder above."""
INFO_CACHE = "metadata_cache.json"
"""sd-scripts' file of captions and sizes (library/train_util.py: DreamBoothDataset.IMAGE_INFO_CACHE_FILE)."""
SIZES = "aspect_ratio_bucket_metadata"
"""Begins the name of SimpleTuner's file of sizes (helpers/data_backend/builders/base.py)."""
PIPE_CACHE = "cache"
"""diffusion-pipe's folder in a dataset (utils/dataset.py: DirectoryDataset)."""

_TEXT = re.compile(r"(.+)_te(?:_outputs)?\.(npz|safetensors)$", re.DOTALL)
_PICTURE = {
    "sd-scripts": re.compile(r"(.+?)(?:_[0-9]{4,5}x[0-9]{4,5}(?:_[a-z0-9]+)?)?\.npz$", re.DOTALL),
    "musubi": re.compile(r"(.+?)(?:_[0-9]{5}-[0-9]{3,})?_[0-9]{4,5}x[0-9]{4,5}_[a-z0-9]+\.safetensors$", re.DOTALL),
    "ai-toolkit": re.compile(r"(.+?)(?:_[A-Za-z0-9_-]{22}\.safetensors|\.[a-z_0-9]+\.(?:jpg|png|webp))$", re.DOTALL),
}
_ANEW = "Delete the file; it is made anew"
_LONGEST = 40


def cache_findings(check: Check, changed: Changed) -> Iterator[Finding]:
    """Caches that are older than what they were made of.

    Args:
        check: What the rules look at.
        changed: When the caption of an image was last changed.
    """
    target = check.target
    if target is None:
        return
    if target.caches:
        yield from _text_caches(check, changed)
    if target.key in _PICTURE:
        yield from _picture_caches(check, _PICTURE[target.key])
    elif target.key == "diffusion-pipe":
        yield from _pipe_cache(check, changed)
    elif target.key == "simpletuner":
        yield from _kept_sizes(check)


# --- texts ------------------------------------------------------------------------------------------------------------


def _text_caches(check: Check, changed: Changed) -> Iterator[Finding]:
    """Outputs of text encoders are looked up by the name of the image alone."""
    images, fresh = _images_by_stem(check), []
    for cache, time in check.facts.caches.items():
        found = _TEXT.fullmatch(cache)
        if found is None or not _is_its_own(check, cache):
            continue
        stem = found.group(1)
        media = next((images[part] for part in _shorter(stem) if part in images), None)
        if media is None:
            continue
        since = changed(media)
        if since is not None and since > time:
            message = f"{cache} is older than its caption: {check.title} goes on training the old text"
            yield Finding("stale-cache", ERROR, message, _ANEW, media.name)
        else:
            fresh.append(cache)
    if fresh:
        some = f"{fresh[0]}" + (f" and {len(fresh) - 1} more" if len(fresh) > 1 else "")
        keep = "keeps" if len(fresh) == 1 else "keep"
        message = f"{some} {keep} the texts as they are now: {check.title} does not look whether a caption changes"
        yield Finding("text-cache", WARNING, message, "Delete them after editing captions")


def _is_its_own(check: Check, cache: str) -> bool:
    return cache.endswith(".npz") is (check.target is not None and check.target.key == "sd-scripts")


def _images_by_stem(check: Check) -> Mapping[str, Media]:
    """Images by their path without suffix, also by that below a folder of caches beside them."""
    return {media.stem: media for media in reversed(check.facts.media)}


def _shorter(stem: str) -> Iterator[str]:
    """A stem, then without up to two words at its end for the model; the same in the folder above."""
    folder, _, base = stem.rpartition("/")
    above = folder.rpartition("/")[0]
    for _ in range(3):
        yield f"{folder}/{base}" if folder else base
        if folder:
            yield f"{above}/{base}" if above else base
        base = base.rpartition("_")[0]
        if not base:
            return


# --- pictures ---------------------------------------------------------------------------------------------------------


def _picture_caches(check: Check, pattern: re.Pattern[str]) -> Iterator[Finding]:
    """Pictures are looked up by name and size, so another picture of that size in its place is not noticed."""
    images = _images_by_stem(check)
    for cache, time in check.facts.caches.items():
        in_folder = cache.rpartition("/")[0].rpartition("/")[2] in KEPT_FOLDERS
        found = pattern.fullmatch(cache.rpartition("/")[2])
        if found is None or _TEXT.fullmatch(cache) or in_folder is not (check.title == "ai-toolkit"):
            continue
        folder = cache.rpartition("/")[0]
        folder = folder.rpartition("/")[0] if in_folder else folder
        stems = _shorter(f"{folder}/{found.group(1)}".lstrip("/"))
        media = images.get(next(stems)) or images.get(next(stems, ""))
        if media is not None and media.changed > time * 1e9:
            message = f"{cache} is older than the picture: {check.title} goes on training the old one"
            yield Finding("stale-picture", ERROR, message, _ANEW, media.name)


def _pipe_cache(check: Check, changed: Changed) -> Iterator[Finding]:
    """diffusion-pipe makes all anew when a caption, a size or the list of files changes, and else nothing."""
    times = [time for cache, time in check.facts.caches.items() if cache.startswith(f"{PIPE_CACHE}/")]
    if not times:
        return
    made, trained = max(times), check.trained()
    edited = [media for media in trained if (since := changed(media)) is not None and since > made]
    if edited:
        message = (
            f"{len(edited)} caption{'s' if len(edited) > 1 else ''} changed since {PIPE_CACHE}/ was made, first that "
            f"of {edited[0].name}: diffusion-pipe makes it anew, but with --trust_cache it trains the old ones"
        )
        yield Finding(
            "stale-cache", INFO, message, f"Leave --trust_cache out, or delete {check.shown_path(PIPE_CACHE)}"
        )
        return
    known = b"".join(data for file, data in check.facts.contents.items() if file.startswith(f"{PIPE_CACHE}/"))
    for media in trained:
        if (
            media.changed > made * 1e9
            and f"/{media.file.rpartition('/')[2]}".encode("utf-8", "surrogateescape") in known
        ):
            message = f"{PIPE_CACHE}/ is older than the picture: diffusion-pipe goes on training the old one"
            mend = f"Start it with --regenerate_cache, or delete {check.shown_path(PIPE_CACHE)}"
            yield Finding("stale-picture", ERROR, message, mend, media.name)


def _kept_sizes(check: Check) -> Iterator[Finding]:
    """SimpleTuner keeps size and crop of each picture by its path."""
    for file, data in check.facts.contents.items():
        if not file.rpartition("/")[2].startswith(SIZES):
            continue
        made = check.facts.caches.get(file, 0.0)
        for media in check.trained():
            base = json.dumps(media.file.rpartition("/")[2])  # in signs of ASCII, as it is written there
            if media.changed > made * 1e9 and f"/{base[1:]}".encode() in data:
                message = f"{file} has the size and crop of an older picture, which SimpleTuner goes by"
                yield Finding("stale-picture", WARNING, message, _ANEW, media.name)


# --- sd-scripts' cache_info -------------------------------------------------------------------------------------------


class InfoCaches:
    """What sd-scripts has kept of captions with `cache_info = true`; it then reads nothing else of the folder.

    Args:
        check: What the rules look at.
    """

    def __init__(self, check: Check) -> None:
        self._check = check
        self._tables: dict[str, Mapping[str, object]] = {}
        self._left: dict[str, set[str]] = defaultdict(set)
        if check.target is None or check.target.key != "sd-scripts":
            return
        for file, data in check.facts.contents.items():
            folder, _, base = file.rpartition("/")
            if base == INFO_CACHE:
                self._tables[folder] = _by_name(data)
                self._left[folder] = set(self._tables[folder])

    def findings(self, media: Media, data: bytes | None) -> Iterator[Finding]:
        """Whether what is kept of an image is what its caption file says.

        Args:
            media: The image.
            data: The bytes of its caption file, None if there is none.
        """
        table = self._tables.get(media.folder)
        if table is None:
            return
        base, file = media.file.rpartition("/")[2], f"{media.folder}/{INFO_CACHE}".lstrip("/")
        mend = f"Delete {self._check.shown_path(file)}; it is made anew"
        self._left[media.folder].discard(base)
        kept = table.get(base)
        if not isinstance(kept, dict):
            message = f"is not in {file}: with cache_info = true sd-scripts does not train on it"
            yield Finding("stale-cache", ERROR, message, mend, media.name)
            return
        text = None if data is None else decoded(data)
        said = kept.get("caption") or ""
        # Without a caption file it may be that of class_tokens.
        if text is not None and said not in (text.split("\n", 1)[0].strip(), "\n".join(stripped_lines(text))):
            message = f"{file} has another caption, '{_short(said)}': with cache_info = true sd-scripts trains on that"
            yield Finding("stale-cache", ERROR, message, mend, media.name)
        head, size = self._check.facts.heads.get(media.file), kept.get("resolution")
        if head is not None and head.width and isinstance(size, list) and size != [head.width, head.height]:
            message = f"{file} has another size of it, {'x'.join(map(str, size))}: sd-scripts goes by that"
            yield Finding("stale-picture", WARNING, message, mend, media.name)

    def gone(self) -> Iterator[Finding]:
        """Images that are kept and not there any more; to be asked at the end."""
        for folder, left in self._left.items():
            file = f"{folder}/{INFO_CACHE}".lstrip("/")
            for base in sorted(left):
                message = f"{file} names '{base}', which is not there: with cache_info = true sd-scripts stops at it"
                yield Finding("stale-cache", ERROR, message, f"Delete {self._check.shown_path(file)}")


def _by_name(data: bytes) -> dict[str, object]:
    """What is kept, by the names of the images in the folder; nothing where it can't be read."""
    try:
        table = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(table, dict):
        return {}
    return {key.replace("\\", "/").rpartition("/")[2]: value for key, value in table.items()}


def _short(text: object) -> str:
    shown = str(text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
