"""Rules over one image's caption file: what a trainer would make of its bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from tui_captioner.domain.checks.finding import ERROR, WARNING, Finding
from tui_captioner.domain.checks.rule_names import SEVERAL_LINES
from tui_captioner.domain.reading import is_json
from tui_captioner.domain.trainers.findings import Check
from tui_captioner.domain.trainers.folder import Media, folded
from tui_captioner.domain.trainers.json_rules import json_findings
from tui_captioner.domain.trainers.reading import Outcome, Reading, decoded, stripped_lines
from tui_captioner.domain.trainers.target import CaptionSource, Lines, Target, read_as

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WEIGHT = re.compile(r"\((?=[^():]*[^\W\d_])[^():]*+:\d++(?:\.\d++)?\)")
_BRACES = re.compile(r"\{[^{}|]*+\|[^{}]*+\}")
_PLACEHOLDER = re.compile(r"\[(?:trigger|name)\]")
_TIGHT_COMMA = re.compile(r"\S,\S")
DRAWN = "drawn"
"""What findings are about that enable_wildcard mends, which our own settings set where no caption has braces."""
_DRAW = (
    "Set enable_wildcard = true, which draws a line each time, as the settings do that check --for sd-scripts ends "
    "with (check --wildcard takes it for set)"
)
_ESTIMATE_DOUBT = 1.05
"""An estimate of T5 and its like is said to be over a limit only if this many CLIP tokens are (FORMATS, section 4)."""


@dataclass(frozen=True, slots=True)
class Text:
    """A caption as a trainer gets it.

    Args:
        media: The image.
        file: Path of the caption file below the dataset.
        data: Its bytes.
        raw: The decoded text.
        reading: What the trainer named makes of it; None without one.
    """

    media: Media
    file: str
    data: bytes
    raw: str
    reading: Reading | None = None

    @property
    def trained(self) -> tuple[str, ...]:
        """The texts that are trained on, as far as that is known."""
        if self.reading is not None and self.reading.is_trained:
            return self.reading.texts
        return (self.raw.strip(),)

    def finding(self, rule: str, severity: str, message: str, mend: str, tag: str = "") -> Finding:
        """A finding on this image."""
        return Finding(rule, severity, message, mend, self.media.name, tag=tag)


def _clean(check: Check) -> str:
    """Writes every caption anew as all trainers read it, beside links to the images."""
    return f"tui-captioner export {check.place} --to sidecars -o FOLDER --images link"


def text_findings(check: Check, media: Media, file: str, data: bytes | None) -> Iterator[Finding]:
    """All that can be said of one image's caption.

    Args:
        check: What the rules look at.
        media: The image.
        file: The caption file that the trainer reads, empty if there is none.
        data: Its bytes.
    """
    if data is None:
        yield from _missing(check, media)
        return
    if file != media.stem + check.suffix:
        message = f"has no caption of its own: {check.title} takes {file}, whose name fits without the last four parts"
        yield Finding("fallback-caption", ERROR, message, "Caption the image, or rename it", media.name)
    raw = decoded(data)
    if raw is None or data.startswith(_UTF16):
        yield _undecodable(check, media, data)
        return
    reading = None if check.target is None else read_as(check.target, data, check.options)
    text = Text(media, file, data, raw, reading)
    if not raw.strip():
        yield _blank(check, text)
        return
    for rule in _RULES:
        yield from rule(check, text)
    if check.target is not None:
        for rule_for in _RULES_FOR:
            yield from rule_for(check, check.target, text)


def _missing(check: Check, media: Media) -> Iterator[Finding]:
    if media.is_mask and check.target is not None and check.target.captions is CaptionSource.SIDECAR:
        return  # the rule about names of masks has said it
    other, why = _other_caption(check, media)
    target = check.target
    if target is not None and target.captions is not CaptionSource.SIDECAR:
        does = f"{target.title} {target.missing}"
    else:
        does = "most trainers train on an empty prompt, some leave the image out or stop"
        does = does if target is None else f"{target.title} {target.missing}"
    if other:
        mend = f"Rename it to {media.stem.rpartition('/')[2]}{check.suffix}"
        if other == f"{media.stem.rpartition('/')[2]}.caption":
            mend = f"{mend}, or {_clean(check)}"
        message = f"{other} is not read as its caption ({why}): {does}"
        yield Finding("caption-unread", ERROR, message, mend, media.name)
        return
    goes_on = target is None or read_as(target, None, check.options).is_trained
    severity = WARNING if goes_on else ERROR
    mend = "Caption it, or take the image out of the folder"
    yield Finding("no-caption", severity, f"has no caption: {does}", mend, media.name)


def _other_caption(check: Check, media: Media) -> tuple[str, str]:
    """A file that looks like the caption but has not the name that is read, and what is wrong with its name."""
    folder, _, stem = media.stem.rpartition("/")
    names = check.facts.files.get(folder, frozenset())
    base = stem + media.suffix
    for name, why in ((f"{base}.txt", "it has the image's suffix in its name"), (f"{stem}.txt", "its suffix")):
        if name in names:
            return name, why
    for suffix in (".TXT", ".Txt", ".caption", ".CAPTION", ".cap"):
        if stem + suffix in names:
            return stem + suffix, "its suffix"
    wanted = stem + check.suffix
    name = _by_folded(names).get(folded(wanted), "")
    if not name.endswith(check.suffix):
        return "", ""
    return name, "other case" if name.casefold() == wanted.casefold() else "accents composed otherwise"


@lru_cache(maxsize=4)
def _by_folded(names: frozenset[str]) -> Mapping[str, str]:
    """The names of a folder by what other file systems take for the same; asked for image after image of it."""
    return {folded(name): name for name in sorted(names)}


def _undecodable(check: Check, media: Media, data: bytes) -> Finding:
    what = "is UTF-16" if data.startswith(_UTF16) else "is not UTF-8"
    does = "trainers stop, and sd-scripts and diffusion-pipe lose the whole dataset"
    if check.target is not None:
        does = f"{check.target.title} {check.target.undecodable}"
        if check.target.captions is not CaptionSource.SIDECAR:
            does = "it can't be exported"
    named = "utf-16" if data.startswith(_UTF16) else "NAME"
    mend = (
        f"tui-captioner import {check.place} --from sidecar --encoding {named}; tui-captioner show {check.place} says "
        "what it may be"
    )
    return Finding("encoding", ERROR, f"its caption {what}: {does}", mend, media.name)


def _blank(check: Check, text: Text) -> Finding:
    size = f"{len(text.data)} bytes" if text.data else "0 bytes"
    does = "sd-scripts stops at a file of 0 bytes, SimpleTuner at one of line breaks alone; others train on nothing"
    severity = WARNING
    if check.target is not None:
        does = f"{check.title} {check.target.blank}"
        crashes = text.reading is not None and text.reading.outcome is Outcome.CRASH
        severity = ERROR if crashes else WARNING
        if check.target.captions is not CaptionSource.SIDECAR:
            does = f"{check.title} gets no caption for it"
    message = f"its caption is empty ({size}): {does}"
    return text.finding("empty-caption", severity, message, "Caption it, or delete the empty file")


# --- what holds for all -----------------------------------------------------------------------------------------------


def _bom(check: Check, text: Text) -> Iterator[Finding]:
    if text.data.startswith(_BOM):
        message = "its caption begins with a BOM, which no trainer takes off: U+FEFF becomes part of the first tag"
        yield text.finding("bom", ERROR, message, f"Save it as UTF-8 without BOM, or {_clean(check)}")


def _infotext(check: Check, text: Text) -> Iterator[Finding]:
    if check.is_infotext(text.raw):
        message = "its caption is the text that A1111 writes beside its images: 'Steps: 20, ...' would be trained"
        yield text.finding("infotext", ERROR, message, "Keep the prompt and delete the rest")


def _nul(check: Check, text: Text) -> Iterator[Finding]:
    if "\0" in text.raw:
        whom = "trainers read" if check.target is None else f"{check.title} reads"
        message = f"its caption holds NUL characters, which {whom} as a part of it"
        mend = f"Delete them; where every other character is one: tui-captioner import {check.place} --from sidecar "
        yield text.finding("nul-bytes", WARNING, message, f"{mend}--encoding utf-16")


def _lines(check: Check, text: Text) -> Iterator[Finding]:
    """FORMATS, fact 2: several lines mean different things."""
    lines = len(stripped_lines(text.raw))
    target, anew = check.target, f"tui-captioner import {check.place} --from sidecar --lines alternatives"
    mend = f"Put it on one line, or take each line for a caption: {anew}"
    drawn = check.lines_are_captions and target is not None and target.lines is Lines.FIRST
    if text.reading is not None and text.reading.is_blank:
        message = f"its caption begins with an empty line: {check.title} reads the first line only, so nothing"
        found = text.finding("first-line-empty", ERROR, message, _DRAW if drawn and lines else mend)
        yield replace(found, severity=WARNING, about=DRAWN) if drawn and lines else found
    elif lines < 2:
        return
    elif target is None:
        if not check.lines_are_captions:
            message = f"its caption has {lines} lines: trainers read the first, a random one, or all with the breaks"
            yield text.finding(SEVERAL_LINES, WARNING, message, mend)
    elif target.captions is CaptionSource.SIDECAR and not _wants_lines(check, target):
        message = f"its caption has {lines} lines: {target.title} reads {target.lines.value}"
        if check.lines_are_captions:
            mend = _for_lines(check, target)
        is_lost = target.lines is Lines.FIRST and not drawn
        found = text.finding(SEVERAL_LINES, ERROR if is_lost else WARNING, message, mend)
        yield replace(found, about=DRAWN) if drawn else found


def _wants_lines(check: Check, target: Target) -> bool:
    """Whether a trainer takes each line for a caption, and that is what they are."""
    if target.lines is Lines.FIRST:
        return check.options.wildcard
    return target.lines is Lines.RANDOM and check.lines_are_captions


def _for_lines(check: Check, target: Target) -> str:
    """What to do where each line is a caption and the trainer does not take it so."""
    if target.lines is Lines.FIRST:
        return _DRAW
    if target.key == "diffusion-pipe":
        return f"tui-captioner export {check.place} --to captions-json"
    return f"tui-captioner export {check.place} --to sidecars -o FOLDER --images link writes the first one alone"


# --- what one trainer does --------------------------------------------------------------------------------------------


def _outer_blanks(check: Check, target: Target, text: Text) -> Iterator[Finding]:
    """ai-toolkit and SimpleTuner strip nothing; SimpleTuner looks its embeddings up by the stripped text."""
    if text.reading is None or all(trained == trained.strip() for trained in text.reading.texts):
        return
    if any("\r" in trained for trained in text.reading.texts):
        message = f"its lines end in CR LF: {target.title} trains on the CR too, and its cache misses the text"
    else:
        message = f"{target.title} trains on the blanks or line breaks around its caption too"
    yield text.finding("outer-blanks", WARNING, message, f"Save it without them, or {_clean(check)}")


def _commas(_check: Check, target: Target, text: Text) -> Iterator[Finding]:
    found = _TIGHT_COMMA.search(text.raw) if target.key == "ai-toolkit" and not is_json(text.raw.strip()) else None
    if found:
        message = "ai-toolkit puts a space behind each comma, so '1,000' trains as '1, 000'"
        yield text.finding("comma-split", WARNING, message, "Write ', ' between tags and no comma in a number")


def _trigger(check: Check, target: Target, text: Text) -> Iterator[Finding]:
    """FORMATS, fact 6, and Civitai's pattern `^trigger(,|$)`."""
    trigger = check.trigger
    if not trigger:
        return
    word = re.compile(rf"(?<!\w){re.escape(trigger)}(?!\w)")
    # What adds it has done so in what is trained on.
    texts = (text.raw,) if target.adds_trigger else text.trained
    stands = all(word.search(trained) for trained in texts)
    other = _other_case(trigger, text)
    if target.key == "ai-toolkit" and not stands and trigger in text.raw:
        message = f"'{trigger}' is only part of a word, so ai-toolkit takes it for there and does not add it"
        mend = f"Write '{trigger}' as a tag of its own"
        yield text.finding("trigger-substring", ERROR, message, mend, trigger)
    elif other and trigger not in text.raw and target.key in ("ai-toolkit", "civitai"):
        added = f"'{trigger} {text.raw.strip()[:30]}'" if target.key == "ai-toolkit" else f"'{trigger}, …'"
        message = f"'{other}' is not '{trigger}' to {target.title}, which puts that in front a second time: {added}"
        yield text.finding("trigger-case", WARNING, message, f"Write '{trigger}' in its place", trigger)
    elif target.key == "civitai" and stands and not re.match(f"{re.escape(trigger)}(,|$)", text.raw):
        message = f"'{trigger}' is not the first tag, so Civitai puts it in front a second time"
        yield text.finding("trigger-twice", WARNING, message, f"Begin the caption with '{trigger},'", trigger)
    elif not stands and not target.adds_trigger:
        how = f" (it has '{other}')" if other and other != trigger else ""
        how = f" as {target.title} reads it" if word.search(text.raw) else how
        message = f"'{trigger}' is not in its caption{how}, and {target.title} does not add it"
        mend = "Put the trigger word into the globals of the project"
        yield text.finding("trigger-missing", WARNING, message, mend, trigger)


def _other_case(trigger: str, text: Text) -> str:
    """The trigger word as a word of its own in other letters, empty if it is not there so."""
    found = re.search(rf"(?<!\w){re.escape(trigger)}(?!\w)", text.raw, re.IGNORECASE)
    return found.group() if found else ""


def _placeholders(check: Check, target: Target, text: Text) -> Iterator[Finding]:
    found = _PLACEHOLDER.search(text.raw)
    if found is None or (target.key == "ai-toolkit" and check.trigger):
        return
    does = "deletes it and leaves a lone comma" if target.key == "ai-toolkit" else "trains on it as it stands"
    message = f"'{found.group()}' is in its caption: {target.title} {does}"
    yield text.finding("placeholder", ERROR, message, "Write the trigger word in its place", found.group())


def _syntax(check: Check, target: Target, text: Text) -> Iterator[Finding]:
    """Marks that one trainer knows and the others train on; FORMATS, table and sd-scripts specifics."""
    if is_json(text.raw.strip()):
        return
    kohya = target.key == "sd-scripts"
    found = _WEIGHT.search(text.raw)
    if found:
        unless = " unless weighted_captions is set" if kohya else ""
        message = f"'{found.group()}' is a weight, which {target.title} trains on as it stands{unless}"
        yield text.finding("weight", WARNING, message, "Write the word without weight", found.group())
    found = _BRACES.search(text.raw)
    if found and not (kohya and check.options.wildcard):
        unless = " unless enable_wildcard is set" if kohya else ""
        message = f"'{found.group()}' is a choice, which {target.title} trains on as it stands{unless}"
        yield text.finding("braces", WARNING, message, "Write one of the words", found.group())
    for mark, setting in (("|||", "keep_tokens_separator"), (";;;", "secondary_separator")):
        if mark in text.raw and not (kohya and check.head_separator == mark):
            unless = f" unless {setting} is set" + (" and shuffling or dropout is on" if mark == "|||" else "")
            message = f"'{mark}' is in its caption: {target.title} trains on it as it stands{unless if kohya else ''}"
            yield text.finding("separator-mark", WARNING, message, "Write a comma in its place", mark)


def _json(check: Check, target: Target, text: Text) -> Iterator[Finding]:
    """Captions of newer models; `json_rules`."""
    for found in json_findings(target, text.raw, check.trigger, wildcard=check.options.wildcard):
        yield text.finding(*found)


def _length(check: Check, target: Target, text: Text) -> Iterator[Finding]:
    """Every trainer cuts what is too long, without a word; what one encoder cuts, a longer one still reads."""
    for trained in text.trained:
        for limit, count in check.counters:
            if trained.isascii() and len(trained) <= limit.tokens:
                continue  # no tokenizer makes more tokens than there are characters
            tokens, exact = count(trained)
            doubt = 1.0 if exact else _ESTIMATE_DOUBT / limit.encoder.per_clip_token
            if tokens * doubt > limit.tokens:
                shown = f"{'' if exact else '~'}{tokens}"
                whose = f" for {check.model}" if check.model else ""
                message = (
                    f"its caption has {shown} tokens of {limit.encoder.title}: {target.title} cuts it "
                    f"after {limit.tokens}{whose}, without a word"
                )
                severity = ERROR if exact else WARNING
                mend = "Shorten it; what stands last is lost first. Another model: [tokens] model in project.toml"
                yield text.finding("over-limit", severity, message, mend)
                return


_RULES: tuple[Callable[[Check, Text], Iterator[Finding]], ...] = (_bom, _infotext, _nul, _lines)
_RULES_FOR: tuple[Callable[[Check, Target, Text], Iterator[Finding]], ...] = (
    _outer_blanks,
    _commas,
    _trigger,
    _placeholders,
    _syntax,
    _json,
    _length,
)
