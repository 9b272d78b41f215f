"""Yes/no: one tag over many images, a key for each; the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual import events, work
from textual.getters import query_one
from textual.widget import Widget

from tui_captioner.domain.caption import Tag
from tui_captioner.services.bulk.tag_edits import check_own, one_tag
from tui_captioner.services.lookalikes.likelihood import looks_like as known_looks
from tui_captioner.services.session.session import Session
from tui_captioner.services.sweeping.likelihood import Likelihood, LooksLike, likelihood_of
from tui_captioner.services.sweeping.usual_slot import usual_slot
from tui_captioner.services.sweeping.yes_no import AHEAD, NO, SKIP, YES, YesNo
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.sweep import yes_no_views as views
from tui_captioner.tui.sweep.actions import TO_SLOT_MODE, YES_NO, YES_NO_MODE
from tui_captioner.tui.sweep.page import Handler, SweepPage
from tui_captioner.tui.terminal.passing_on import passed_on
from tui_captioner.tui.widgets.frame_lines import part
from tui_captioner.tui.widgets.lines import Lines

_NEAR = (*range(1, AHEAD + 1), -1)
"""Pictures that are got ready, by how far off they are."""


def asked_tag(session: Session, text: str) -> Tag:
    """The tag that is asked about.

    Raises:
        CaptionerError: If it is none, several, or a global, which stands in every caption already.
    """
    tag = one_tag(session, text)
    check_own(session, [tag.text])
    return tag


class YesNoScreen(SweepPage):
    """Asks about one tag, image by image.

    Args:
        place: What it works on.
        tag: The tag.
        names: The images; those that have the tag are asked about on request alone.
        looks_like: What pictures say of how likely it is; what is known of look-alikes if not given.
        asks_all: Whether those that have the tag are asked about by themselves where no image lacks it.
    """

    declared = YES_NO
    caption_rows = 3

    beside = query_one("#answers", Lines)

    def __init__(
        self,
        place: Workplace,
        tag: Tag,
        names: Sequence[str],
        looks_like: LooksLike | None = None,
        *,
        asks_all: bool = False,
    ) -> None:
        super().__init__(place)
        self._tag, self._asked, self._asks_all = tag, names, asks_all
        self._looks_like = looks_like or known_looks(self.session)
        self.sweep: YesNo | None = None
        self._sure = True
        self._to_slot = False

    def widgets_beside(self) -> Iterator[Widget]:
        """The last answers."""
        yield Lines(id="answers")

    def own_handlers(self) -> Mapping[str, Handler]:
        """The handler of each action, besides those of both sweeps."""
        number = self.keymap.number
        return {
            "yes_no_yes": lambda _: self._answer(YES),
            "yes_no_no": lambda _: self._answer(NO),
            "yes_no_skip": lambda _: self._skip(),
            "yes_no_back": lambda _: self._take_back(),
            "undo": lambda _: self._take_back(),
            "yes_no_others": lambda _: self._ask_others(),
            "yes_no_slot": lambda _: self._ask_slot(),
            "yes_no_to_slot": lambda key: self._put_into(number("yes_no_to_slot", key)),
            "yes_no_stay": lambda _: self._stay(),
            "yes_no_help": lambda _: self.show_help(),
            "yes_no_leave": lambda _: self._leave(),
        }

    # --- getting ready --------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Find out which images lack the tag, and which of them are likely to need it."""
        super().on_mount()
        self._prepare()

    @work(exclusive=True, group="prepare")
    async def _prepare(self) -> None:
        found = await self.asked(likelihood_of(self._tag.text, self._asked, self._looks_like))
        likelihood = found or Likelihood(self._asked, (), ())
        slot, self._sure = usual_slot(self.session, self._tag.text, likelihood.slots)
        self.sweep = YesNo(self.session, self._tag, slot, likelihood)
        if self._asks_all and not self.sweep.name:
            self.sweep.ask_others()
        self._name_shown = None
        if likelihood.spelt:
            self.say(f"The captions have '{likelihood.spelt}'; this asks about '{self._tag.text}'", warning=True)
        if found is None:
            self.say("The captions can't be looked through just now: asked in the order of the list", warning=True)
        self.follow()

    # --- where one is ---------------------------------------------------------------------------------------------

    @property
    def name_at(self) -> str:
        """The image that is asked about."""
        return "" if self.sweep is None else self.sweep.name

    @property
    def nothing(self) -> str:
        """What stands in place of a picture."""
        if self.sweep is None:
            return "Looking which images lack it"
        return "All were asked" if self.sweep.answers else "No image lacks it"

    def near(self) -> Sequence[str]:
        """The images that are likely to come next."""
        return [] if self.sweep is None else [self.sweep.near(step) for step in _NEAR]

    @property
    def mode(self) -> str:
        """What the screen is at."""
        return TO_SLOT_MODE if self._to_slot else YES_NO_MODE

    # --- drawing --------------------------------------------------------------------------------------------------

    def draw(self, width: int, beside: int) -> None:
        """Draw all lines but the last one."""
        sweep = self.sweep
        if sweep is None:
            self.header.tell([part(self.folder, "dim", 1), part(f'"{self._tag.text}"?', "accent")])
            return
        self.header.tell(*views.header(sweep, self.folder, width))
        self.fill(self.beside, views.answer_lines(sweep, beside, self.keymap.first("yes_no_back")))
        rows = self.caption_rows - 1
        caption = views.caption_lines(sweep, width, rows)
        self.caption.show_lines([*caption, views.landing_line(sweep, width, self._sure)])

    def hints(self) -> Sequence[tuple[str, str]]:
        """What helps now."""
        sweep = self.sweep
        if sweep is not None and not sweep.name:
            skipped = (("yes_no_skip", "ask the skipped again"),) if sweep.counts[SKIP] else ()
            others = (("yes_no_others", f"ask the other {sweep.left_out:,} too"),) if sweep.left_out else ()
            return (("yes_no_leave", "done"), ("yes_no_back", "take back"), *skipped, *others, ("help", "keys"))
        others = (("yes_no_others", f"{sweep.left_out:,} more"),) if sweep is not None and sweep.left_out else ()
        return (
            *(("yes_no_yes", "yes"), ("yes_no_no", "no"), ("yes_no_skip", "skip"), ("yes_no_back", "take back")),
            *(("yes_no_leave", "done"), ("yes_no_slot", "to slot"), *others, ("help", "keys")),
        )

    # --- keys -----------------------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Every key is this screen's."""
        if passed_on(event, self):
            return
        event.stop()
        event.prevent_default()
        action = self.keymap.lookup(event.key, self.mode)
        if action is not None:
            await self.run_action_of(action, event.key)

    def _answer(self, word: str) -> None:
        if self.sweep is not None and self.sweep.name:
            self.sweep.answer(word)

    def _skip(self) -> None:
        sweep = self.sweep
        if sweep is not None and not sweep.name:
            count = sweep.ask_skipped()
            self.say(f"{count:,} skipped once more" if count else "None was skipped")
            return
        self._answer(SKIP)

    def _take_back(self) -> None:
        sweep = self.sweep
        if sweep is None:
            return
        back = sweep.take_back()
        if back is not None:
            self.say(f"Took back: {back.word} for {back.name}")
        elif sweep.answers:
            self.say("Other steps were made since: the history takes it back", warning=True)
        else:
            self.say("No answer is left to take back")

    def _ask_others(self) -> None:
        if self.sweep is not None:
            count = self.sweep.ask_others()
            self.say(f"{count:,} more: those that have it, and those that got a no" if count else "There are no others")

    def _ask_slot(self) -> None:
        structure = self.session.structure
        numbered = [f"{structure.index(key) + 1} {structure.title(key)}" for key in structure.own_keys]
        self._to_slot = self.sweep is not None
        self.say(f"into {' '.join(numbered)}")

    def _put_into(self, number: int) -> None:
        structure = self.session.structure
        self._to_slot = False
        key = structure.keys[number - 1] if number <= len(structure.keys) else ""
        if key not in structure.own_keys or self.sweep is None:
            self.say(f"{number} is no slot of a caption", warning=True)
            return
        self.sweep.slot, self._sure = key, True
        self.say(f"From now on into {structure.title(key)}")

    def _stay(self) -> None:
        self._to_slot = False

    def _leave(self) -> None:
        """Back to where one came from, with what was done."""
        sweep = self.sweep
        if sweep is None or not sweep.answers:
            self.dismiss("")
            return
        counts = sweep.counts
        skipped = f", {counts[SKIP]:,} skipped" if counts[SKIP] else ""
        one = "; one step, Ctrl+Z takes it back" if sweep.changed else ""
        self.dismiss(f"'{sweep.tag.text}': {counts[YES]:,} yes, {counts[NO]:,} no{skipped}{one}")
