"""What is at hand in the composer: an image, one of its captions, a slot of it; and edits of just that."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.alternatives import Captions, replaced
from tui_captioner.domain.caption import Caption, CaptionText, Tag, Tags
from tui_captioner.domain.standing import new_tags, place_of, slot_of
from tui_captioner.domain.structure import GLOBALS
from tui_captioner.domain.writing import written
from tui_captioner.services.session.jobs import Job
from tui_captioner.services.session.session import Session
from tui_captioner.storage.project.records import ImageRecord


class AtHand:
    """Where the user is, and edits of what is there.

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
        self.message, self.warning = message, warning

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
        """The caption in view as the trainer will read it, by its pieces, the globals among them."""
        settings = self.session.project.settings
        return written(settings.structure, settings.output, self.session.globals, self.caption)

    def tags(self, slot: str) -> Tags:
        """The tags that stand in a slot of the composer."""
        return self.session.globals if slot == GLOBALS else self.caption.tags(slot)

    # --- edits ----------------------------------------------------------------------------------------------------

    def edit(self, title: str, caption: Caption) -> bool:
        """Put this in place of the caption in view, as one step; see `Session.edit`."""
        read = self.caption.read
        if self.alternative == 0:
            changed = self.session.edit(self.name, title, caption)
        else:
            changed = self.change(title, replaced(self.captions, self.alternative, caption))
        if changed and read is not None and self._is_reordered(read):
            self.say("This caption is in the order of the slots now, not its file's; undo gives that back")
        return changed

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
        return self.session.change_many(title, [(self.name, record)], globals_=texts)

    def _record(self, captions: Captions) -> ImageRecord:
        return self.session.record(self.name).with_caption(captions[0], captions[1:])

    def delete(self, index: int) -> Job | None:
        """Delete a tag of the slot at hand."""
        text = self.tags(self.slot)[index].text
        if self.slot == GLOBALS:
            texts = [tag.text for tag in self.session.globals]
            return self.edit_globals(f"delete global '{text}'", [*texts[:index], *texts[index + 1 :]])
        self.edit(f"delete '{text}'", self.caption.removed(self.slot, index))
        return None

    def add(self, tags: Tags) -> None:
        """Add tags to the slot at hand, but for those that the caption has already: it is said where they stand."""
        new, before = self.new(tags), self.caption
        if new:
            self.edit(f"add {quoted(new)}", before.added(self.slot, new))
        self._say_standing([tag for tag in tags if tag not in new], before)

    def replace(self, index: int, tags: Tags) -> None:
        """Put tags in place of one of the slot at hand. One that stands elsewhere already is not added: it is said."""
        old = self.caption.tags(self.slot)[index]
        if tags == (old,):
            return
        others = self.caption.removed(self.slot, index)
        new = tags if [tag.text for tag in tags] == [old.text] else self.new(tags, others)
        changed = self.caption.replaced(self.slot, index, new) if new else others
        self.edit(f"edit '{old.text}'", changed)
        self._say_standing([tag for tag in tags if tag not in new], others)

    def new(self, tags: Tags, caption: Caption | None = None) -> Tags:
        """Those of the tags that a caption, by default the one in view, has not already in any slot."""
        known = self.caption if caption is None else caption
        return new_tags(tags, self.session.structure, self.session.globals, known)

    def new_globals(self, tags: Tags, edited: int | None = None) -> Tags:
        """Those of the tags that are no globals yet, the edited one left out; it is said which ones are."""
        others = tuple(tag for place, tag in enumerate(self.session.globals) if place != edited)
        new = new_tags(tags, self.session.structure, others, Caption())
        self._say_standing([tag for tag in tags if tag not in new], Caption())
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

    def is_taken(self, text: str) -> bool:
        """Whether the caption in view has this tag in one of its own slots."""
        return any(place_of(text, slot, self.caption) is not None for slot in self.caption.slots)

    def give_back(self, text: str) -> None:
        """Take a tag out of the caption in view, first out of the slot at hand."""
        for slot in (self.slot, *self.caption.slots):
            place = place_of(text, slot, self.caption)
            if place is not None:
                self.edit(f"delete '{text}'", self.caption.removed(slot, place))
                self.say(f"Gave '{text}' back")
                return


def quoted(tags: Sequence[Tag]) -> str:
    """Tags as a title or message names them."""
    return ", ".join(f"'{tag.text}'" for tag in tags)
