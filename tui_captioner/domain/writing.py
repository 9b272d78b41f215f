"""How the slots become the line that a trainer reads.

A caption that was read and not edited is its text, to the letter. An edited one is written in the order of the slots;
marks stay where they stood, no tag crosses one, and each part between them is ordered by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tui_captioner.domain.caption import STRIDE, Caption, CaptionText, Origin, OutputRules, Tag, Tags, all_between
from tui_captioner.domain.caption_prose import BEFORE, INSTEAD
from tui_captioner.domain.structure import GLOBALS, Structure

HEAD_MARK = "|||"
"""kohya's usual `keep_tokens_separator`: what stands before the first one is kept in place, what stands behind a second
one too; between them tags are shuffled (`library/train_util.py` of sd-scripts)."""

_SUBJECT = "subject"


def assemble(structure: Structure, rules: OutputRules, globals_: Sequence[Tag], caption: Caption) -> str:
    """The caption as the trainer reads it: slots in order, nothing for an empty slot, no comma at the end; or the
    sentences that are written for it."""
    return written_text(structure, rules, globals_, caption).text


def written_text(structure: Structure, rules: OutputRules, globals_: Sequence[Tag], caption: Caption) -> CaptionText:
    """The same by its pieces: where sentences are written, they are one of them, or the only one."""
    prose = caption.prose
    if prose is None:
        return written(structure, rules, globals_, caption)
    piece = Tag(prose.text, sentence=True)
    if prose.place == INSTEAD:
        return CaptionText((piece,), ("", ""))
    tags = written(structure, rules, globals_, caption)
    if not tags.pieces:
        return CaptionText((piece,), ("", ""))
    whole, text = prose.with_tags(tags.text, rules.separator), tags.text
    if prose.place == BEFORE:
        between = whole[len(prose.text) : len(whole) - len(text)]
        return CaptionText((piece, *tags.pieces), ("", between + tags.gaps[0], *tags.gaps[1:]))
    between = whole[len(text) : len(whole) - len(prose.text)]
    return CaptionText((*tags.pieces, piece), (*tags.gaps[:-1], tags.gaps[-1] + between, ""))


def written_tags(structure: Structure, rules: OutputRules, globals_: Sequence[Tag], caption: Caption) -> Tags:
    """All tags in the order of the caption, the globals among them, repeats as often as they stand; no marks."""
    return written(structure, rules, globals_, caption).tags


def written(structure: Structure, rules: OutputRules, globals_: Sequence[Tag], caption: Caption) -> CaptionText:
    """The pieces of the caption of tags as they are written, and what is between them.

    Globals stand where the settings say; one that also stands in a slot stands there once. Those that an unedited
    caption held already when it was read stay where they are.
    """
    if caption.read is not None:
        return _as_read(rules, globals_, caption.read, caption.left_out)
    parts = _parts(structure, rules, globals_, caption)
    head_mark = _head_mark(rules, globals_, parts)
    pieces: list[Tag] = []
    for number, part in enumerate(parts):
        own = [spot.tag for spot in part.spots]
        if number == 0 and rules.globals_at != "end":
            at = _globals_place(structure, rules, part.spots)
            mark = [head_mark] if head_mark is not None and own else []
            own = [*own[:at], *globals_, *mark, *own[at:]]
        if number == len(parts) - 1 and rules.globals_at == "end":
            own = [*own, *globals_]
        pieces += [*own, *([part.mark] if part.mark is not None else [])]
    gaps = all_between(pieces, rules.separator)
    return CaptionText(tuple(pieces), ("", *gaps, "") if pieces else ("",))


def settled(structure: Structure, rules: OutputRules, caption: Caption) -> Caption:
    """The caption with a place in the text for each tag that was added to one that was read, or that has marks.

    It decides on which side of a mark such a tag stands: in the first part that has a tag of its slot, else in the last
    one that has the subject, else in the first. Around `|||` it is the part that is shuffled, so behind the first. From
    here on it stays there. A caption without marks that was typed as a whole comes back as it is.
    """
    if caption.read is not None:
        return caption
    added = [tag for tags in caption.slots.values() for tag in tags if tag.origin is None]
    if not added and all(caption.slots.values()):
        return caption  # as where a text that was read is only put in order
    spots = _spots(structure, caption)
    placed = _placed(structure, rules, spots)
    if placed is spots and all(caption.slots.values()):
        return caption
    slots: dict[str, list[Tag]] = {}
    for spot in placed:
        slots.setdefault(spot.key, []).append(spot.tag)
    kept = {key: tuple(slots[key]) for key in caption.slots if key in slots}
    return replace(caption, slots=kept)


# --- what was read ----------------------------------------------------------------------------------------------------


def _as_read(rules: OutputRules, globals_: Sequence[Tag], read: CaptionText, left_out: frozenset[str]) -> CaptionText:
    """The text with the globals that it lacks put before or behind it, and those that became globals since moved."""
    have = left_out & {piece.text for piece in read.pieces}
    missing = [tag for tag in globals_ if tag.text not in have]
    if not missing or _stand_there(rules, [tag.text for tag in globals_], [tag.text for tag in read.tags]):
        return read
    read = read.without([tag.text for tag in missing])
    if not read.pieces:
        return CaptionText.of(missing, rules.separator)
    first, last = read.pieces[0], read.pieces[-1]
    if rules.globals_at == "start":
        marks = {HEAD_MARK, rules.head_separator}
        parted = any(piece.mark and piece.text in marks for piece in read.pieces)
        if rules.head_separator and len(missing) == len(globals_) and not parted:
            missing.append(_mark(rules.head_separator))
        gaps = all_between([*missing, first], rules.separator)
        return CaptionText((*missing, *read.pieces), ("", *gaps, *read.gaps[1:]))
    gaps = all_between([last, *missing], rules.separator)
    return CaptionText((*read.pieces, *missing), (*read.gaps[:-1], *gaps, ""))


def _stand_there(rules: OutputRules, globals_: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether the globals are just where the settings want them."""
    if rules.globals_at == "start":
        return list(tags[: len(globals_)]) == list(globals_)
    return rules.globals_at == "end" and list(tags[-len(globals_) :]) == list(globals_)


# --- parts between marks ----------------------------------------------------------------------------------------------


class _Spot(NamedTuple):
    """A tag with where it stands: number and key of its slot, how many stand before it there."""

    slot: int
    key: str
    behind: int
    tag: Tag

    @property
    def place(self) -> int:
        return 0 if self.tag.origin is None else self.tag.origin.place

    @property
    def in_text(self) -> tuple[int, int, int]:
        """For sorting by the place in the text; of those of one place the slot counts."""
        return self.place, self.slot, self.behind

    @property
    def follows(self) -> bool:
        """Whether it stays behind what it was read behind: a sentence of the text."""
        return self.tag.sentence and self.tag.origin is not None and self.tag.origin.read

    def at(self, place: int) -> _Spot:
        """This one at another place of the text, to which it was added."""
        return self._replace(tag=replace(self.tag, origin=Origin(place, read=False)))

    def moved_on(self, beyond: int) -> _Spot:
        """This one farther back, if it stands beyond a place at which a mark is put in."""
        origin = self.tag.origin
        if origin is None or origin.place <= beyond:
            return self
        return self._replace(tag=replace(self.tag, origin=origin._replace(place=origin.place + STRIDE + 1)))


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two marks, and the mark behind it."""

    spots: list[_Spot]
    mark: Tag | None


def _spots(structure: Structure, caption: Caption) -> list[_Spot]:
    """All tags and marks in the order of the slots; slots that the structure does not know come last."""
    slots, known = caption.slots, structure.own_keys
    keys = [*known, *[key for key in slots if key not in known and key != GLOBALS]]
    return [
        _Spot(number, key, behind, tag)
        for number, key in enumerate(keys)
        if key in slots
        for behind, tag in enumerate(slots[key])
    ]


def _parts(structure: Structure, rules: OutputRules, globals_: Sequence[Tag], caption: Caption) -> list[_Part]:
    """The tags between the marks, each part in its order. There is always one part."""
    spots = _placed(structure, rules, _spots(structure, caption))
    absorbed = {tag.text for tag in globals_} - caption.left_out
    own: list[_Spot] = []
    for spot in spots:
        tag = spot.tag
        if tag.mark or tag.is_left_out:
            continue
        if tag.text in absorbed:
            absorbed.discard(tag.text)
        else:
            own.append(spot)
    marks = sorted([spot for spot in spots if spot.tag.mark], key=lambda spot: spot.in_text)
    parts = _by_part(own, [mark.place for mark in marks])
    behind = [*(mark.tag for mark in marks), None]
    return [_Part(_ordered(rules, part), mark) for part, mark in zip(parts, behind, strict=True)]


def _ordered(rules: OutputRules, part: list[_Spot]) -> list[_Spot]:
    """One part in order; sentences of the text stay behind what they were read behind."""
    sentences = [spot for spot in part if spot.tag.sentence]
    if rules.order != "file" and not sentences:
        return part  # most captions: the slots say it all
    in_text = sorted(part, key=lambda spot: spot.in_text)
    if rules.order == "file":
        return in_text
    led: dict[tuple[int, int] | None, list[_Spot]] = {}
    leader: tuple[int, int] | None = None
    for spot in in_text:
        if spot.follows:
            led.setdefault(leader, []).append(spot)
        elif spot.tag.origin is not None and spot.tag.origin.read:
            leader = spot.slot, spot.behind
    order = list(led.get(None, []))
    for spot in part:
        if not spot.follows:
            order += [spot, *led.get((spot.slot, spot.behind), [])]
    return order


def _globals_place(structure: Structure, rules: OutputRules, spots: Sequence[_Spot]) -> int:
    """Where in the first part the globals stand."""
    if rules.globals_at not in structure.own_keys:
        return 0
    limit = structure.own_keys.index(rules.globals_at)
    return max((at for at, spot in enumerate(spots, 1) if spot.slot <= limit), default=0)


def _head_mark(rules: OutputRules, globals_: Sequence[Tag], parts: Sequence[_Part]) -> Tag | None:
    """The mark that the settings put behind the globals; none where the caption has one of that kind."""
    if not (rules.head_separator and rules.globals_at == "start" and globals_):
        return None
    there = any(part.mark is not None and part.mark.text in (rules.head_separator, HEAD_MARK) for part in parts)
    return None if there else _mark(rules.head_separator)


def _mark(text: str) -> Tag:
    return Tag(text, mark=True, origin=Origin(0, read=False, glue=(" ", " ")))


# --- places for what was added ----------------------------------------------------------------------------------------


def _placed(structure: Structure, rules: OutputRules, spots: list[_Spot]) -> list[_Spot]:
    """The spots with a place in the text for each; the same list where that is so, or none needs one: see `settled`."""
    added = [spot for spot in spots if spot.tag.origin is None]
    if not added:
        return spots
    if len(added) == len(spots):
        marks = [spot for spot in spots if spot.tag.mark]
        return [spot.at(STRIDE * number) for number, spot in enumerate(spots, 1)] if marks else spots
    placed = [spot for spot in spots if spot.tag.origin is not None]
    return sorted(_with_places(structure, rules, placed, added))


def _with_places(structure: Structure, rules: OutputRules, placed: list[_Spot], added: Sequence[_Spot]) -> list[_Spot]:
    """Those that were read, and the added ones with a place each. Marks first: they part what the others go into."""
    for spot in [spot for spot in added if spot.tag.mark]:
        first = not any(other.slot <= spot.slot for other in placed)
        beyond = _behind_its_slot(placed, spot) - (STRIDE if first else 0)
        placed = [other.moved_on(beyond) for other in placed]
        placed.append(spot.at(beyond + 1))
    marks = sorted([spot.place for spot in placed if spot.tag.mark])
    heads = [spot for spot in placed if spot.tag.mark and spot.tag.text in (HEAD_MARK, rules.head_separator)]
    for spot in [spot for spot in added if not spot.tag.mark]:
        parts = _by_part(placed, marks)
        number = _part_for(structure, spot, parts, kohya=bool(heads))
        before = marks[number - 1] if number else 0
        placed.append(spot.at(_behind_its_slot(parts[number], spot) if parts[number] else before + 1))
    return placed


def _behind_its_slot(spots: Sequence[_Spot], new: _Spot) -> int:
    """The place of what a new tag stands behind: the tag before it in its slot, else the last one of the slot nearest
    before, else the first of all, which it then stands before."""
    own = [spot for spot in spots if spot.slot == new.slot and spot.behind < new.behind and not spot.tag.mark]
    if own:
        return max(own, key=lambda spot: spot.behind).place
    mates = [spot for spot in spots if spot.slot == new.slot and spot.behind > new.behind and not spot.tag.mark]
    if mates:
        return min(mates, key=lambda spot: spot.behind).place
    earlier = [spot for spot in spots if spot.slot < new.slot and not spot.tag.mark]
    if not earlier:
        tags = [spot.place for spot in spots if not spot.tag.mark and not spot.follows]
        return min(tags) if tags else max((spot.place for spot in spots if not spot.tag.mark), default=0)
    nearest = max(spot.slot for spot in earlier)
    return max(spot.place for spot in earlier if spot.slot == nearest)


def _by_part(spots: Sequence[_Spot], marks: Sequence[int]) -> list[list[_Spot]]:
    if not marks:
        return [list(spots)]
    parts: list[list[_Spot]] = [[] for _ in range(len(marks) + 1)]
    for spot in spots:
        if not spot.tag.mark:
            parts[bisect_left(marks, spot.place)].append(spot)
    return parts


def _part_for(structure: Structure, new: _Spot, parts: Sequence[Sequence[_Spot]], *, kohya: bool) -> int:
    """The part that a new tag goes into; see `settled`."""
    if kohya:
        return min(1, len(parts) - 1)
    if len(parts) == 1:
        return 0
    same = [number for number, part in enumerate(parts) if any(spot.slot == new.slot for spot in part)]
    if same:
        return same[0]
    subject = structure.own_keys.index(_SUBJECT) if _SUBJECT in structure.own_keys else -1
    return max((number for number, part in enumerate(parts) if any(spot.slot == subject for spot in part)), default=0)
