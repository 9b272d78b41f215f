"""One image under edit: the caption in view, the slot at hand, and the edits of just that, whoever asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_captioner.domain.alternatives import Captions, replaced
from tui_captioner.domain.caption import Caption, CaptionText, Tag, Tags
from tui_captioner.domain.caption_prose import Prose
from tui_captioner.domain.profiles.leaving_out import newly_left_out, said
from tui_captioner.domain.review import Spot, confirmed, unsure_spots
from tui_captioner.domain.standing import new_and_known, place_of, slot_of
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.templating.names import SENTENCE
from tui_captioner.domain.typed_text import clean_text
from tui_captioner.domain.writing import written, written_text
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.many_changes import Alongside
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord

if TYPE_CHECKING:
    from tui_captioner.domain.edits import Edit

_NAMED = 3
"""Tags that a message names."""


class ImageEditor:
    """Where the user is, and edits of what is there. What should be known of an edit is said by `message`.

    Edits are imported where one is made: Python takes 7 ms to make their classes, and a start makes no edit.

    Args:
        session: The open dataset.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.name = session.position
        self._alternative = 0
        self.slot = session.structure.own_keys[0] if session.globals else GLOBALS
        self.message = ""
        self.warning = False

    def say(self, message: str, *, warning: bool = False) -> None:
        """Have a short message shown until the next key."""
        self.message, self.warning = self.session.project.told_shortly(message), warning

    @property
    def captions(self) -> Captions:
        """All captions of the image, the first one first."""
        if not self.name:
            return (Caption(),)
        record = self.session.record(self.name)
        return record.caption, *record.alternatives

    @property
    def alternative(self) -> int:
        """Which of the captions is in view, 0 for the first; always one that is there."""
        return min(self._alternative, len(self.captions) - 1) if self._alternative else 0

    def view(self, index: int) -> None:
        """Bring a caption into view: the one of that index, the first or the last if it lies beyond."""
        self._alternative = max(0, min(index, len(self.captions) - 1))

    @property
    def caption(self) -> Caption:
        """The tags of the image, in the caption that is in view."""
        return self.captions[self.alternative]

    @property
    def written(self) -> CaptionText:
        """The tags of the caption in view as they are written, and what is between them, the globals among them."""
        settings = self.session.project.settings
        return written(settings.structure, settings.output, self.session.globals, self.caption)

    @property
    def written_text(self) -> CaptionText:
        """The caption in view as the trainer will read it, by its pieces: tags, or sentences."""
        settings = self.session.project.settings
        return written_text(settings.structure, settings.output, self.session.globals, self.caption)

    def tags(self, slot: str) -> Tags:
        """The tags that stand in a slot of the composer."""
        return self.session.globals if slot == GLOBALS else self.caption.tags(slot)

    # --- edits ----------------------------------------------------------------------------------------------------

    def edit(self, title: str, caption: Caption) -> bool:
        """Put this in place of the caption in view, as one step; see `Session.edit`."""
        before = self.caption
        read = before.read
        if self.alternative == 0:
            changed = self.session.edit(self.name, title, caption)
        else:
            changed = self.change(title, replaced(self.captions, self.alternative, caption))
        now = self.caption.prose
        if changed and now is not None and before.prose is None and not now.is_kept and not before.is_empty:
            name = self.session.project.settings.template
            self.say(f"This caption is written by template {name} now, not as tags; undo gives that back")
            return changed
        reordered = changed and now is None and read is not None and self._is_reordered(read)
        if reordered:
            self.say("This caption is in the order of the slots now, not its file's; undo gives that back")
        gone = newly_left_out(before, self.caption) if changed else []
        if gone:
            count, first = f"{len(gone)} tag{'s' if len(gone) > 1 else ''}", ", ".join(gone[:_NAMED])
            more = ", …" if len(gone) > _NAMED else ""
            kept = f"{count} {'are' if len(gone) > 1 else 'is'} kept and not written: {first}{more}"
            order = "In the order of the slots now. " if reordered else ""
            self.say(f"{order}Profile {self.session.project.settings.profile}: {kept}; undo gives that back")
        return changed

    @property
    def sentence_text(self) -> str:
        """The sentences of the caption in view: those that are written, else those that a template would make."""
        caption, settings = self.caption, self.session.project.settings
        if caption.prose is not None:
            return caption.prose.text
        return "" if caption.is_empty else self.session.rendered(settings.template or SENTENCE, caption).text

    def write_sentence(self, text: str) -> None:
        """Keep what somebody wrote as the sentences of the caption in view; nothing: as the template has it."""
        said, before = clean_text(text), self.caption.prose
        if not said:
            self.template_sentence()
            return
        place = self.session.project.settings.template_place if before is None else before.place
        new = Prose(said, place).written_for(self.caption.written_texts(self.session.globals))
        if before is not None and not before.is_kept and before.text == said:
            self.say("The sentence is the template's, and follows the tags")
        elif self.edit("write the sentence", replace(self.caption, prose=new)):
            self.say("This sentence is kept as it is, whatever becomes of the tags")

    def template_sentence(self) -> None:
        """Have the caption in view written by the template of the project again, or as its tags where there is none."""
        name = self.session.project.settings.template
        if self.caption.prose is not None and self.edit(
            "write the template's sentence", replace(self.caption, prose=Prose() if name else None)
        ):
            self.say(f"Written by template {name}, anew with each edit" if name else "Written as its tags again")
        else:
            self.say("No sentence of somebody's own is written here")

    def write_or_leave_out(self, index: int | None = None) -> None:
        """Have the slot at hand written in this caption though the profile leaves it out, or left out again; or one tag
        of it alone."""
        tags = [tag for number, tag in enumerate(self.tags(self.slot)) if not tag.mark and index in (None, number)]
        if self.slot == GLOBALS or not tags:
            self.say("There is no tag here that could be left out")
            return
        written = any(tag.is_left_out for tag in tags)
        what = quoted(tags) if index is not None else self.session.structure.title(self.slot)
        done = said(self.caption, self.slot, written=written, index=index)
        if self.edit(f"{'write' if written else 'leave out'} {what}", done):
            self.say(f"{what}: {'written' if written else 'kept and not written'} in this caption")

    def _is_reordered(self, read: CaptionText) -> bool:
        """Whether the tags that stood in the text stand in another order now."""
        if self.caption.read is not None:
            return False
        before, after = [tag.text for tag in read.tags], [tag.text for tag in self.written.tags]
        return [text for text in before if text in set(after)] != [text for text in after if text in set(before)]

    def change(self, title: str, captions: Captions) -> bool:
        """Give the image these captions, as one step; see `Session.edit_record`."""
        return self.session.edit_record(self.name, title, self._record(captions))

    def edit_globals(self, title: str, texts: Sequence[str], own: Caption | None = None) -> Job:
        """Change the globals, and with them the caption in view, as one step; see `Session.set_globals`."""
        if own is None or self.alternative == 0:
            return self.session.set_globals(texts, title, self.name, own)
        record = self._record(replaced(self.captions, self.alternative, own))
        return self.session.change_many(title, [(self.name, record)], Alongside(globals=texts))

    def _record(self, captions: Captions) -> ImageRecord:
        return self.session.record(self.name).with_caption(captions[0], captions[1:])

    def delete(self, index: int) -> Job | None:
        """Delete a tag of the slot at hand."""
        from tui_captioner.domain.edits import Remove

        text = self.tags(self.slot)[index].text
        if self.slot == GLOBALS:
            texts = [tag.text for tag in self.session.globals]
            return self.edit_globals(f"delete global '{text}'", [*texts[:index], *texts[index + 1 :]])
        self.do(f"delete '{text}'", Remove(self.slot, index))
        return None

    def reword(self, index: int, text: str) -> Job | None:
        """Give a tag of the slot at hand another text; where that stands elsewhere already, it is said."""
        tag = self.tags(self.slot)[index]
        if self.slot != GLOBALS:
            self.replace(index, (replace(tag.reworded(text), unsure=False),))
            return None
        if not self.new_globals((Tag(text),), index):
            return None
        texts = [other.text for other in self.session.globals]
        return self.edit_globals(f"edit global '{tag.text}'", [*texts[:index], text, *texts[index + 1 :]])

    def clear(self) -> Job | None:
        """Take all tags out of the slot at hand, as one step. Marks stay: they part the tags of other slots too."""
        from tui_captioner.domain.edits import Clear

        count, title = len(self.tags(self.slot)), self.session.structure.title(self.slot)
        if self.slot == GLOBALS and count:
            return self.edit_globals(f"clear {title}", [])
        if self.slot != GLOBALS and self.do(f"clear {title}", Clear(self.slot)):
            self.say(f"Took {count} tag{'' if count == 1 else 's'} out of {title}; undo gives them back")
        else:
            self.say(f"{title} is empty already")
        return None

    def clear_all(self) -> None:
        """Take all tags out of the caption in view, marks too, as one step; the globals stay."""
        count = _count(self.caption)
        if self.edit("clear the caption", Caption(left_out=self.caption.left_out)):
            self.say(f"Took all {count} tags out; undo gives them back")
        else:
            self.say("The caption is empty already")

    def do(self, title: str, edit: Edit) -> bool:
        """Carry out an edit of the caption in view, as one step; see `Session.edit`."""
        return self.edit(title, edit.apply(self.caption, self.session.globals))

    def add(self, tags: Tags) -> None:
        """Add tags to the slot at hand, but for those that the caption has already: it is said where they stand."""
        from tui_captioner.domain.edits import Add

        new, before = self.new(tags), self.caption
        if new:
            self.do(f"add {quoted(new)}", Add(self.slot, new))
        self._say_alike(new, before)
        self._say_standing([tag for tag in tags if tag not in new], before)

    def replace(self, index: int, tags: Tags) -> None:
        """Put tags in place of one of the slot at hand. One that stands elsewhere already is not added: it is said."""
        from tui_captioner.domain.edits import Replace

        old = self.caption.tags(self.slot)[index]
        if tags == (old,):
            return
        others = self.caption.removed(self.slot, index)
        new = tags if [tag.text for tag in tags] == [old.text] else self.new(tags, others)
        self.do(f"edit '{old.text}'", Replace(self.slot, index, tags))
        self._say_standing([tag for tag in tags if tag not in new], others)

    def new(self, tags: Tags, caption: Caption | None = None) -> Tags:
        """Those of the tags that a caption, by default the one in view, has not already in any slot."""
        known = self.caption if caption is None else caption
        return new_and_known(tags, self.session.globals, known)[0]

    def new_globals(self, tags: Tags, edited: int | None = None) -> Tags:
        """Those of the tags that are no globals yet, the edited one left out; it is said which ones are."""
        others = tuple(tag for place, tag in enumerate(self.session.globals) if place != edited)
        new, known = new_and_known(tags, others, Caption())
        self._say_standing(known, Caption())
        return new

    def _say_standing(self, tags: Sequence[Tag], caption: Caption) -> None:
        """Say of tags that were not added where they stand."""
        structure = self.session.structure
        keys = [slot_of(tag.text, structure, self.session.globals, caption, self.slot) for tag in tags]
        said = [
            f"'{tag.text}' is there already, in {structure.title(key) if key in structure.keys else 'the caption'}"
            for tag, key in zip(tags, keys, strict=True)
        ]
        if said:
            self.say("; ".join(said), warning=True)

    def _say_alike(self, tags: Sequence[Tag], before: Caption) -> None:
        """Say of tags that were added where one stands that differs in capitals, hyphens and the like alone."""
        structure = self.session.structure
        there = {_spelling(tag.text): (structure.title(key), tag.text) for key, tag in before.all_tags(structure)}
        there |= {_spelling(tag.text): (structure.title(GLOBALS), tag.text) for tag in self.session.globals}
        for tag in tags:
            found = there.get(_spelling(tag.text))
            if found is not None and not tag.mark:
                self.say(f"Added '{tag.text}'; '{found[1]}' stands in {found[0]} already", warning=True)

    def is_taken(self, text: str) -> bool:
        """Whether the caption in view has this tag in one of its own slots."""
        caption = self.caption
        return any(place_of(text, slot, caption) is not None for slot in caption.slots)

    def give_back(self, text: str) -> None:
        """Take a tag out of the caption in view, first out of the slot at hand."""
        from tui_captioner.domain.edits import Remove

        for slot in (self.slot, *self.caption.slots):
            place = place_of(text, slot, self.caption)
            if place is not None:
                self.do(f"delete '{text}'", Remove(slot, place))
                self.say(f"Gave '{text}' back")
                return

    def move(self, index: int, to_index: int) -> Job | None:
        """Move a tag of the slot at hand to another place of it."""
        from tui_captioner.domain.edits import Move

        text = self.tags(self.slot)[index].text
        if self.slot == GLOBALS:
            texts = [tag.text for tag in self.session.globals]
            texts.insert(to_index, texts.pop(index))
            return self.edit_globals(f"move global '{text}'", texts)
        self.do(f"move '{text}'", Move(self.slot, index, self.slot, to_index))
        return None

    def move_to_slot(self, index: int, target: str) -> Job | None:
        """Move a tag of the slot at hand to another slot, be it into the globals or out of them."""
        from tui_captioner.domain.edits import Move, Remove

        tag = self.tags(self.slot)[index]
        title = f"move '{tag.text}' to {self.session.structure.title(target)}"
        texts = [other.text for other in self.session.globals]
        if GLOBALS not in (target, self.slot):
            self.do(title, Move(self.slot, index, target))
            return None
        if target == GLOBALS:
            own = Remove(self.slot, index).apply(self.caption)
            return self.edit_globals(title, [*texts, tag.text], own)
        texts.remove(tag.text)
        own = self.caption.added(target, (replace(tag, unsure=False),))
        return self.edit_globals(title, texts, own)

    def take_from(self, name: str, slots: Sequence[str]) -> None:
        """Add the tags that another image has in these slots, but for those that the caption has already."""
        from tui_captioner.domain.edits import Add

        before, caption = self.caption, self.caption
        theirs = self.session.peek(name).caption
        for slot in slots:
            caption = Add(slot, tuple(tag.taken_over() for tag in theirs.tags(slot))).apply(
                caption, self.session.globals
            )
        if caption is before:
            self.say(f"Nothing to take from {name}")
            return
        count = _count(caption) - _count(before)
        self.edit(f"take {count} tags from {name}", caption)
        self.say(f"Took {count} tag{'s' if count != 1 else ''} from {name}")

    # --- review ---------------------------------------------------------------------------------------------------

    @property
    def unsure_spots(self) -> list[Spot]:
        """Where the tags of the caption in view stand whose slot was guessed."""
        return list(unsure_spots(self.caption, self.session.structure))

    def confirm(self, spots: Sequence[Spot]) -> None:
        """Say that the tags at these spots stand right, as one step."""
        one = len(spots) == 1
        what = f"'{self.tags(spots[0][0])[spots[0][1]].text}'" if one else f"{len(spots)} tags"
        self.edit(f"confirm {what}", confirmed(self.caption, spots))

    def toggle_done(self) -> None:
        """Mark the image as done, or as draft again; as empty if it has no tag."""
        again = "empty" if self.captions[0].is_empty else "draft"
        self.session.set_state(self.name, again if self.session.is_finished(self.name) else "done")


def _spelling(text: str) -> str:
    """What two tags have in common that differ in capitals, underscores, hyphens or blanks alone."""
    return "".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _count(caption: Caption) -> int:
    return sum(len(tags) for tags in caption.slots.values())


def quoted(tags: Sequence[Tag]) -> str:
    """Tags as a title or message names them."""
    return ", ".join(f"'{tag.text}'" for tag in tags)
