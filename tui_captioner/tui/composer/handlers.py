"""Which function carries out which action of the registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from tui_captioner.domain.templating.names import TAGS
from tui_captioner.services.session.caption_list import Alternatives
from tui_captioner.services.session.jobs import Job
from tui_captioner.tui.composer.marking import Marking
from tui_captioner.tui.composer.proposed import Proposed
from tui_captioner.tui.composer.review import Review
from tui_captioner.tui.composer.slot_offers import SlotOffers

if TYPE_CHECKING:
    from tui_captioner.tui.composer.host import Host

Handler = Callable[[str], Job | None]
"""Takes the key that was pressed, empty from the palette; returns what is left to do if it may take long."""

_LOOKED_AT = 1000
"""Images of a step among which that in view is looked for before undo goes to the first of them."""
_NAMED = 3
"""Images that are named where undo left some as they are."""
_COMMAS = {"fullwidth_comma": "，", "ideographic_comma": "、"}
"""What the keys that end a tag type in a sentence, where it is no plain comma."""


class Handlers:
    """The actions of the composer, carried out on its screen and its state.

    Args:
        screen: The screen that they are carried out on.
    """

    def __init__(self, screen: Host) -> None:
        self._screen = screen
        self._state = screen.state
        self._offers = SlotOffers(screen.state, screen.keymap.first("all_into"))

    def table(self) -> Mapping[str, Handler]:
        """The handler of each action, by its id."""
        screen, state, session, number = self._screen, self._state, self._screen.session, self._screen.keymap.number
        review = Review(state, screen.keymap.first("confirm"))
        alternatives = Alternatives(state)
        marking = {name: _plain(act) for name, act in Marking(state, screen.ask_note).table().items()}
        table: dict[str, Handler] = {
            **marking,
            **{name: _plain(act) for name, act in Proposed(state).table().items()},
            "take": _job(state.take),
            "keep": _job(state.keep),
            "take_used": _job(state.take_used),
            "end_tag": self._end_tag,
            "pick": _plain_key(lambda key: state.digits.press(key, number("pick", key))),
            "more": _plain_key(lambda key: state.digits.press(key, 0)),
            "choose_next": _plain(state.choose_next),
            "choose_previous": _plain(state.choose_previous),
            "ghost": _plain(lambda: self._take_ghost(word=False)),
            "ghost_word": _plain(lambda: self._take_ghost(word=True)),
            "take_run": _plain(state.take_run),
            "take_run_tag": _plain(lambda: state.take_run(longest=1)),
            "take_back": _job(state.take_back),
            "sentence": _plain(state.switch_sentence),
            "line": _plain(self._switch_line),
            "lay_pasted": _plain(state.lay_pasted),
            "pasted_text": _plain(screen.insert_pasted),
            "let_go": _plain(state.let_go),
            "next_slot": _job(self._next_slot),
            "slot_after": _job(self._slot_after),
            "previous_slot": _plain(state.previous_slot),
            "slot": _plain_key(lambda key: state.go_to_slot(number("slot", key))),
            "slot_by_number": _plain(screen.await_slot),
            "clear_slot": _job(state.clear_slot),
            "clear_caption": _plain(state.clear_caption),
            "tag_cursor": _plain(state.cursor.set),
            "tag_left": _plain(lambda: state.walk(-1)),
            "tag_right": _plain(lambda: state.walk(1)),
            "tag_first": _plain(state.cursor.first),
            "tag_last": _plain(state.cursor.set),
            "tag_up": _plain(lambda: state.cursor.walk_slot(-1)),
            "tag_down": _plain(lambda: state.cursor.walk_slot(1)),
            "edit_tag": _plain(state.edit_tag),
            "delete_tag": _job(state.cursor.delete),
            "delete_first_word": _job(lambda: state.cursor.delete_word(first=True)),
            "delete_last_word": _job(lambda: state.cursor.delete_word(first=False)),
            "move_left": _job(lambda: state.cursor.move(-1)),
            "move_right": _job(lambda: state.cursor.move(1)),
            "move_to_slot": lambda key: self._offers.move(number("move_to_slot", key)),
            "all_into": _job(self._all_into),
            "leave_tags": _plain(state.leave_tags),
            "next_image": _plain(lambda: state.step_image(1)),
            "previous_image": _plain(lambda: state.step_image(-1)),
            "first_image": _plain(lambda: state.go_to_row(0)),
            "last_image": _plain(lambda: state.go_to_row(-1)),
            "browse": _plain(screen.browse),
            "next_unfinished": _plain(state.next_unfinished),
            "find_image": _plain(screen.find_image),
            "done": _plain(state.toggle_done),
            "take_slot": _plain(lambda: state.take_from_previous([state.slot])),
            "take_all": _plain(lambda: state.take_from_previous(session.structure.own_keys)),
            "take_alike": _plain(screen.take_from_alike),
            "draft_image": _plain(screen.draft_image),
            "next_unsure": _job(review.next_question),
            "next_split": _job(self._offers.next_split),
            "confirm": _job(review.confirm),
            "confirm_all": _plain(review.confirm_all),
            "new_alternative": _plain(alternatives.add_copy),
            "empty_alternative": _plain(alternatives.add_empty),
            "next_alternative": _plain(lambda: alternatives.go_on(1)),
            "previous_alternative": _plain(lambda: alternatives.go_on(-1)),
            "compare_alternatives": _plain(screen.compare_captions),
            "first_alternative": _plain(alternatives.make_first),
            "delete_alternative": _plain(alternatives.delete),
            "undo": _job(lambda: self._turn(undone=True)),
            "redo": _job(lambda: self._turn(undone=False)),
            "picture": _plain(screen.show_whole_picture),
            "toggle_picture": _plain(screen.toggle_picture),
            "show_template": _plain(screen.sentence.show_next),
            "show_json": _plain(screen.sentence.show_next_json),
            "edit_sentence": _plain(self._edit_sentence),
            "template_sentence": _plain(state.template_sentence),
            "write_by_template": _plain(
                lambda: self._write_by(screen.sentence.name or session.project.settings.template)
            ),
            "write_as_tags": _plain(lambda: self._write_by(TAGS)),
            "pace": _plain(screen.tell_pace),
            "theme": _plain(screen.switch_theme),
            "notices": _plain(lambda: screen.show_notices(at_start=False)),
            "apply_globals": _job(session.apply_globals),
            "adopt_globals": _plain(self._adopt_globals),
            "write_slot": _plain(lambda: state.write_or_leave_out(state.cursor.place)),
            "project": _plain(screen.ask_project),
            "apply_profile": _plain(self._apply_profile),
            "put_in_order": _plain(self._put_in_order),
            "changed_outside": _plain(screen.show_changed_outside),
            "edit_here": _plain(screen.edit_here),
            "open_again": _plain(screen.open_again),
            "history": _plain(screen.show_history),
            "all_tags": _plain(screen.show_tags),
            "caption_findings": _plain(screen.show_caption_findings),
            "findings": _plain(screen.show_findings),
            "numbers": _plain(screen.show_numbers),
            "import_captions": _plain(screen.import_captions),
            "restore_backup": _plain(screen.restore_backup),
            "palette": _plain(screen.app.action_command_palette),
            "help": _plain(screen.show_help),
            "help_empty": _plain(screen.show_help),
            "suspend": _plain(screen.app.action_suspend_process),
            "quit": _plain(screen.app.exit),
        }
        return {
            action_id: handler if action_id == "all_into" else self._of_something_else(handler)
            for action_id, handler in table.items()
        }

    def _of_something_else(self, handler: Handler) -> Handler:
        """A handler of an action that takes no offer: what was offered before it stands no longer."""

        def handle(key: str) -> Job | None:
            self._offers.forget()
            return handler(key)

        return handle

    # --- what keys do beyond the state ----------------------------------------------------------------------------

    def _next_slot(self) -> Job | None:
        state = self._state
        if state.choice is not None:
            return state.take()
        state.next_slot()
        return None

    def _slot_after(self) -> Job | None:
        state = self._state
        if state.marked is not None:
            return state.take()
        state.slot_after()
        return None

    def _switch_line(self) -> None:
        self._state.switch_line()
        if self._state.line_mode:
            self._screen.learn_lines()

    def _end_tag(self, key: str) -> Job | None:
        state = self._state
        # Between the words of a line it is a border that is sure.
        if state.sentence or (state.cuts_line and state.text and not self._screen.input.cursor_at_end):
            self._screen.input.insert_text_at_cursor(_COMMAS.get(key, ","))
            return None
        state.choice = None
        return state.keep() if state.text.strip() else None

    def _take_ghost(self, *, word: bool) -> None:
        self._state.typed(self._state.text + self._state.ghost_part(word=word))

    def _turn(self, *, undone: bool) -> Job | None:
        """Undo or redo: first to the image that it is about, so that it is seen."""
        state, session = self._state, self._screen.session
        title = session.undo_title() if undone else session.redo_title()
        word = "Undone" if undone else "Done again"
        if not title:
            state.say(f"Nothing to {'undo' if undone else 'redo'}")
            return None
        if state.is_half_typed():
            return None
        names = session.turnable_images(_LOOKED_AT, undone=undone)
        there = [name for name in names if name in session.project.images]
        if there and state.name not in there:
            state.show(there[0])
        where = f" in {names[0]}" if len(names) == 1 else ""
        return self._turned(session.undo() if undone else session.redo(), f"{word}{where}: {title}")

    def _turned(self, job: Job, said: str) -> Job:
        before = self._state.captions
        yield from job
        self._state.look_at_change(before)
        count, left_out = self._screen.session.turned, self._screen.session.left_out
        if count > 1:
            said += f" ({count} captions)"
        if left_out:
            more = f" and {len(left_out) - _NAMED} more" if len(left_out) > _NAMED else ""
            said += f"; left as they are, since changed outside: {', '.join(islice(left_out, _NAMED))}{more}"
        self._state.say(said, warning=bool(left_out))

    def _all_into(self) -> Job | None:
        asked = self._offers.asked()
        return None if asked is None else self._preview_all(*asked)

    def _preview_all(self, text: str, slot: str) -> Job:
        from tui_captioner.services.bulk.slot_questions import all_into

        session = self._screen.session
        proposal = yield from all_into(session, text, slot)
        nothing = f"'{text}' stands in {session.structure.title(slot)} alone"
        # Not from in here: a progress bar may still be the screen on top.
        self._screen.app.call_later(self._screen.propose, proposal, nothing)

    def _put_in_order(self) -> None:
        from tui_captioner.services.bulk.ordering import Ordering

        ordering = Ordering(self._screen.session)
        ordering.difference.advice = self._screen.offer.message
        self._screen.propose(ordering, "Every caption is in order already")

    def _edit_sentence(self) -> None:
        state = self._state
        if state.name:
            title = "The sentence; empty: as the template has it"
            self._screen.ask_note(title, state.sentence_text, state.write_sentence)

    def _write_by(self, template: str) -> None:
        from tui_captioner.services.bulk.template_change import TemplateChange, choose_template

        session = self._screen.session
        if not template:
            self._state.say("No template is shown: 'Show as a sentence' in the palette shows one", warning=True)
            return
        chosen = choose_template(session, template, session.project.settings.template_place)
        self._screen.sentence.hide()
        self._state.say(f"Captions are written by template {template} from their next edit on")
        change = TemplateChange(session, chosen=chosen)
        self._screen.propose(change, f"Captions are written by template {template}; none reads otherwise by it")

    def _apply_profile(self) -> None:
        from tui_captioner.services.bulk.profile_change import ProfileChange

        session = self._screen.session
        name = session.project.settings.profile
        self._screen.propose(ProfileChange(session), f"Every caption is as profile {name} wants it already")

    def _adopt_globals(self) -> None:
        from tui_captioner.services.bulk.globals_adoption import Adoption

        screen = self._screen
        if not screen.offer.stands:
            reading = "" if screen.surveyed else " yet; the captions are still being read"
            there = (
                "There are globals already" if screen.session.globals else f"No tag opens nearly all captions{reading}"
            )
            self._state.say(there)
            return
        screen.propose(Adoption(screen.session, screen.offer.texts), "")


def _plain(function: Callable[[], object]) -> Handler:
    """A handler that is done at once and needs no key."""

    def handler(_: str) -> Job | None:
        function()
        return None

    return handler


def _plain_key(function: Callable[[str], object]) -> Handler:
    """A handler that is done at once and takes the key."""

    def handler(key: str) -> Job | None:
        function(key)
        return None

    return handler


def _job(function: Callable[[], Job | None]) -> Handler:
    """A handler that needs no key and may leave something to do."""
    return lambda _: function()
