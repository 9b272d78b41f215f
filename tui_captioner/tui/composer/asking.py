"""Screens that come up over the composer, and what follows from their answers.

They are imported where they are asked for: the composer is on the screen a tenth of a second sooner for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.one_importer import ONE_IMPORTER
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.text import visible
from tui_captioner.services.session.sidecars import SidecarChangedError
from tui_captioner.tui.composer.actions import COMPOSER
from tui_captioner.tui.composer.background import BackgroundScreen
from tui_captioner.tui.composer.composing import Composing
from tui_captioner.tui.dialogs.unasked import show_unasked
from tui_captioner.tui.keymap import ScreenKeymap
from tui_captioner.tui.lists.workplace import Workplace
from tui_captioner.tui.pictures import Pictures
from tui_captioner.tui.widgets.pane_place import Place

if TYPE_CHECKING:
    from tui_captioner.services.bulk.proposal import Proposal
    from tui_captioner.tui.browse.browsing import Browsing
    from tui_captioner.tui.dialogs.dialog import Dialog, Result
    from tui_captioner.tui.dialogs.project import ProjectAnswer

_NOTHING = "Nothing can be changed"
_LATER = (
    "tui_captioner.domain.edits",
    *(
        f"tui_captioner.tui.{folder}.screen"
        for folder in (
            "browse",
            "tags",
            "history",
            "numbers",
            "findings",
            "outside",
            "proposals",
            "importing",
            "viewer",
        )
    ),
    *(
        f"tui_captioner.tui.dialogs.{file}"
        for file in ("captions", "conflict", "find", "findings", "help", "note", "project")
    ),
    "tui_captioner.tui.findings.telling",
    "tui_captioner.services.session.rendering",
)
"""What keys of the composer lead to, and what the first word with a slip needs."""


class AskingScreen(BackgroundScreen):
    """A screen over a composer's state that asks by other screens.

    Args:
        state: The state of the composer.
        keymap: Which key does what.
        pictures: How pictures are shown.
        remarks: What is said at the start beside what the scan of the folder found.
    """

    def __init__(self, state: Composing, keymap: ScreenKeymap, pictures: Pictures, remarks: Sequence[str] = ()) -> None:
        super().__init__(state)
        self._remarks = remarks
        self.keymap = keymap
        self._pictures = pictures

    @cached_property
    def _browsing(self) -> Browsing:
        # Here, not above: see `import_later`.
        from tui_captioner.tui.browse.browsing import Browsing

        return Browsing(self.session)

    @property
    def undo_key(self) -> str:
        """The key that takes a step back, as a person reads it."""
        return self.keymap.first("undo") or "'Undo' in the palette"

    def import_later(self) -> None:
        """Import the other screens, so that the first key that asks for one need not wait."""
        for name in _LATER:
            import_module(name)
        with ONE_IMPORTER:
            import_module("rapidfuzz.distance.OSA")

    def room_beside(self) -> Place | None:
        """Where a dialog leaves the picture standing; none where there is no picture or no room."""
        raise NotImplementedError

    def _ask(self, dialog: Dialog[Result], answered: Callable[[Result | None], None]) -> None:
        """Show a dialog, beside the picture if there is one."""
        dialog.stand_beside(self.room_beside)
        self.app.push_screen(dialog, answered)

    def show_help(self) -> None:
        """Show all keys."""
        from tui_captioner.tui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self.keymap, COMPOSER))

    def find_image(self) -> None:
        """Have an image found by name or number, and go there."""

        from tui_captioner.tui.dialogs.find import FindScreen

        def found(name: str | None) -> None:
            if name:
                self.state.show(name)
                self.follow()

        self._ask(FindScreen(self.keymap, self.session.names), found)

    def ask_project(self, *, new: bool = False) -> None:
        """Ask for trigger word, profile and model; nothing is written before they are kept.

        Args:
            new: Whether the dataset is new here.
        """
        from tui_captioner.services.bulk.new_project import captions_there, captions_told
        from tui_captioner.tui.dialogs.project import ProjectAnswer, ProjectQuestion, ProjectScreen

        session = self.session
        settings, count = session.project.settings, captions_there(session) if new else 0
        now = ProjectAnswer(settings.trigger, settings.profile, settings.tokens.model)
        title, there = "Trigger word and profile", ""
        if new:
            title = f"A new project: {len(session.names):,} images"
            title += f", {captions_told(session)}"
            there = "Captions that are there stay as they are until you edit them." if count else ""
        question = ProjectQuestion(title, now, tuple(settings.profiles.values()), session.structure, there)

        def answered(answer: ProjectAnswer | None) -> None:
            if answer is not None and (new or answer != now):
                self.run_worker(self._keep_project(now, answer, new=new))
            elif answer is None and new:
                self.state.say(f"Skipped; {self.keymap.first('project') or 'the palette'} asks again")
            self.redraw()

        screen = ProjectScreen(self.keymap, question)
        if new:
            show_unasked(self.app, screen, answered, withdraws=True)
        else:
            self.app.push_screen(screen, answered)

    async def _keep_project(self, before: ProjectAnswer, answer: ProjectAnswer, *, new: bool) -> None:
        """Keep what was chosen, and show what that would change in captions that were edited."""
        from tui_captioner.domain.structures.shipped import FOR_MODEL
        from tui_captioner.services.bulk.new_project import begin
        from tui_captioner.services.bulk.profile_change import Choice, ProfileChange

        session = self.session
        choice = Choice(answer.profile, answer.trigger, answer.model)
        await self.carry_out(lambda: session.own(begin(session, choice)))
        settings = session.project.settings
        if (settings.profile, settings.trigger) != (answer.profile, answer.trigger):
            return  # that it could not be kept is said already
        said = f"Profile {answer.profile}" + (f", trigger word {answer.trigger}" if answer.trigger else "")
        fitting = FOR_MODEL.get(answer.model, "") if session.structure == DEFAULT_STRUCTURE else ""
        slots = f". Slots for it: tui-captioner structure DATASET {fitting}" if fitting else ""
        self.state.say(f"{said}; {self.keymap.first('project') or 'the palette'} changes it{slots}")
        self.load_tokenizers()
        self.follow()
        if before.profile != answer.profile and not new:
            self.propose(ProfileChange(session), f"{said}; no caption reads otherwise by it", asked=False)

    def ask_note(self, title: str, text: str, then: Callable[[str], None]) -> None:
        """Have a note written; nothing where that is left.

        Args:
            title: What it is for.
            text: The note so far.
            then: Takes it; its errors are shown.
        """
        from tui_captioner.tui.dialogs.note import NoteScreen

        def written(note: str | None) -> None:
            try:
                if note is not None:
                    then(note)
            except SidecarChangedError as changed:
                self.ask_about(changed)
                return
            except CaptionerError as problem:
                self.complain(problem)
            self.follow()

        self._ask(NoteScreen(self.keymap, title, text), written)

    def show_whole_picture(self) -> None:
        """Show the picture in the whole window."""
        from tui_captioner.tui.viewer.screen import Gallery, PictureScreen

        gallery = Gallery(self.session.names, lambda name: self.session.image(name).path)
        self.app.push_screen(PictureScreen(gallery, self.state.name, self._pictures, self.keymap), self._come_back)

    def _come_back(self, name: str | None) -> None:
        """Go to the picture that was looked at last."""
        if name and name != self.state.name:
            self.state.show(name)
        self.follow()

    def compare_captions(self) -> None:
        """Show the captions of the image beside each other, and go to the one that is chosen."""
        from tui_captioner.tui.dialogs.captions import CaptionsScreen

        state, settings = self.state, self.session.project.settings
        if len(state.captions) == 1:
            state.say("This image has one caption")
            return

        def chosen(index: int | None) -> None:
            if index is not None:
                state.view(index)
            self.redraw()

        screen = CaptionsScreen(
            self.keymap, state.captions, settings.structure, settings.output, self.session.globals, state.alternative
        )
        self._ask(screen, chosen)

    # --- screens with a list --------------------------------------------------------------------------------------

    @property
    def place(self) -> Workplace:
        """What a screen with a list is given here."""
        return Workplace(self.session, self.keymap, self._pictures, self.state.show, completer=self.completer)

    def _open(self, screen: Screen[str], *, asked: bool = True) -> None:
        """Open a screen with a list, and say what was done there.

        Args:
            screen: The screen.
            asked: Whether the user asked for it just now.
        """

        def closed(done: str | None) -> None:
            if done:
                self.state.say(done)
            self.follow()

        if asked:
            self.app.push_screen(screen, closed)
        else:
            show_unasked(self.app, screen, closed)

    def propose(self, proposal: Proposal, nothing: str, *, asked: bool = True) -> None:
        """Show a change of many captions, image by image; it is made if the user agrees.

        Args:
            proposal: The change.
            nothing: What to say if no caption would read otherwise.
            asked: Whether the user asked for it just now.
        """
        from tui_captioner.tui.proposals.screen import ProposalScreen

        self._open(ProposalScreen(self.place, proposal, nothing=nothing), asked=asked)

    def browse(self) -> None:
        """Show all images in a list, at this one."""
        from tui_captioner.tui.browse.screen import BrowseScreen

        self._open(BrowseScreen(self.place, self._browsing, self.state.name))

    def show_tags(self) -> None:
        """Show all tags."""
        from tui_captioner.tui.tags.screen import TagsScreen

        self._open(TagsScreen(replace(self.place, show_tag=self._browse_tag)))

    def _browse_tag(self, text: str) -> None:
        from tui_captioner.domain.query.at_cursor import written as as_typed

        self._browse_filter(f"tag=={as_typed(text)}")

    def show_numbers(self) -> None:
        """Show statistics of the images that are gone through."""
        from tui_captioner.tui.numbers.screen import NumbersScreen

        self._open(NumbersScreen(self.place, self.state.scope.asked, self._browse_filter))

    def _browse_filter(self, text: str) -> None:
        from tui_captioner.tui.browse.screen import BrowseScreen

        self._open(BrowseScreen(self.place, self._browsing, self.state.name, wanted=text))

    def import_captions(self) -> None:
        """Import captions from a file, or from beside the images."""
        from tui_captioner.tui.importing.screen import ImportScreen

        self._open(ImportScreen(self.place))

    def restore_backup(self) -> None:
        """Show the backups of the dataset, and what one would bring back."""
        from tui_captioner.tui.restoring.screen import RestoreScreen

        self._open(RestoreScreen(self.place))

    def show_history(self) -> None:
        """Show all steps."""
        from tui_captioner.tui.history.screen import HistoryScreen

        self._open(HistoryScreen(self.place))

    def show_changed_outside(self, at: str = "") -> None:
        """Show all sidecars that other programs changed, the cursor at that of an image, or at the first one."""
        from tui_captioner.tui.outside.screen import OutsideScreen

        self.outside_asked = True
        self._open(OutsideScreen(self.place, at), asked=not at)

    # --- questions ------------------------------------------------------------------------------------------------

    def ask_about(self, error: SidecarChangedError) -> None:
        """Have the user choose between the two texts of a sidecar that was changed outside."""
        from tui_captioner.tui.dialogs.conflict import ConflictScreen

        conflict = error.conflict
        if len(self.outside) > 1 and not self.outside_asked:
            # They were all changed at once, so they are decided at once; later each is asked about by itself.
            self.show_changed_outside(conflict.name)
            return

        def chosen(answer: str | None) -> None:
            if answer == "all":
                self.show_changed_outside(conflict.name)
                return
            try:
                if answer == "ours":
                    self.session.keep_ours(conflict)
                elif answer == "theirs":
                    self.session.take_theirs(conflict)
            except SidecarChangedError as changed:
                # It was changed once more while both texts were shown.
                self.ask_about(changed)
                return
            except CaptionerError as problem:
                self.complain(problem)
            self.follow()

        dialog = ConflictScreen(self.keymap, conflict)
        dialog.stand_beside(self.room_beside)
        show_unasked(self.app, dialog, chosen)

    def show_notices(self, *, at_start: bool) -> None:
        """Say what the scan of the folder found, and what else should be known; at the start nothing if all is well."""
        notices = [*self._remarks, *(notice.message for notice in self.session.notices)]
        project = self.session.project
        if project.read_only:
            notices.insert(0, f"Read-only: {project.read_only}. {project.what_to_do or _NOTHING}")
        if self.session.globals_edited_by_hand:
            notices.insert(
                0, "The globals were edited by hand: 'Apply globals' in the palette writes them to all captions"
            )
        if self.offer.message:
            notices.append(self.offer.message)
        if self._pictures.choice.remedy and not at_start:
            notices.append(self._pictures.choice.remedy)
        for message in notices:
            self.notify(visible(message), severity="warning", timeout=6, markup=False)
        if not notices and not at_start:
            self.state.say("The scan of the folder found nothing odd")
