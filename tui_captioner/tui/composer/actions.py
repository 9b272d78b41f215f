"""What can be done in the composer, and on which keys."""

from __future__ import annotations

from typing import Literal

from tui_captioner.tui.action import Action, ScreenActions
from tui_captioner.tui.common_actions import HELP, OPEN_BROWSE, PALETTE, REDO, UNDO
from tui_captioner.tui.composer.machine_tag_actions import MACHINE_TAG_ACTIONS
from tui_captioner.tui.composer.marking_actions import MARKING_ACTIONS
from tui_captioner.tui.composer.sentence_actions import SENTENCE_ACTIONS
from tui_captioner.tui.composer.tag_cursor_actions import TAG_CURSOR_ACTIONS

Mode = Literal["empty", "typing", "tags", "pasted", "marking", "proposed"]
"""What the composer is at: an empty input, text in it, the tag cursor, a pasted caption that is offered, a state that
the next key gives, or the tags that a model proposed."""

_DIGITS = tuple("123456789")
_COMMAS = ("comma", "fullwidth_comma", "ideographic_comma")

COMPOSER = ScreenActions(
    "composer",
    contexts={
        "always": ("empty", "typing", "tags", "proposed"),
        "input": ("empty", "typing"),
        "empty": ("empty",),
        "typing": ("typing",),
        "tags": ("tags",),
        "pasted": ("pasted",),
        "marking": ("marking",),
        "proposed": ("proposed",),
    },
    actions=(
        Action(
            "take",
            "Take suggestion",
            "Take the marked suggestion, or what is greyed where none is marked.",
            ("tab",),
            "typing",
            "Tags",
        ),
        Action(
            "keep", "Keep typed text", "Keep exactly what was typed, or the chosen row.", ("enter",), "typing", "Tags"
        ),
        Action(
            "take_used",
            "Take the used spelling",
            "Take the used tag that what was typed is a near-duplicate of.",
            ("alt+n",),
            "typing",
            "Tags",
        ),
        Action("end_tag", "End the tag", "A comma ends a tag as typed.", _COMMAS, "input", "Tags"),
        Action(
            "pick",
            "Take a prediction",
            "Take the predicted tag of that number, or give it back; a space first types a digit.",
            _DIGITS,
            "empty",
            "Tags",
            palette=False,
        ),
        Action("more", "Other predictions", "Number another nine predictions.", ("0",), "empty", "Tags"),
        Action("choose_next", "Choose next row", "Choose the next suggestion.", ("down",), "input", "Tags"),
        Action("choose_previous", "Choose previous row", "Choose the suggestion before.", ("up",), "input", "Tags"),
        Action(
            "ghost", "Take ghost text", "At the end of the text: take the greyed text.", ("right",), "typing", "Tags"
        ),
        Action("ghost_word", "Take ghost word", "Take the next greyed word.", ("ctrl+right",), "typing", "Tags"),
        Action("take_run", "Take the run", "On an empty input: take all the greyed tags.", ("right",), "empty", "Tags"),
        Action(
            "take_run_tag",
            "Take a tag of the run",
            "On an empty input: take the next greyed tag.",
            ("ctrl+right",),
            "empty",
            "Tags",
        ),
        Action("take_back", "Take back a tag", "Take back the last tag of this slot.", ("backspace",), "empty", "Tags"),
        Action("sentence", "Sentence mode", "Switch sentence mode: commas stay in the text.", ("f2",), "input", "Tags"),
        Action(
            "line",
            "Line mode",
            "Switch line mode: words without commas are cut into known tags, for their slots.",
            ("alt+l",),
            "input",
            "Tags",
        ),
        Action(
            "lay_pasted",
            "Lay pasted tags",
            "A pasted caption: lay its tags into their slots, as one step.",
            ("enter", "tab"),
            "pasted",
            "Tags",
            palette=False,
        ),
        Action(
            "pasted_text",
            "Pasted as text",
            "A pasted caption: put it into the input as text.",
            ("escape",),
            "pasted",
            "Tags",
            palette=False,
        ),
        Action("let_go", "Let go", "Drop the choice, then the text.", ("escape",), "input", "Tags"),
        Action(
            "next_slot", "Next slot", "Next slot; after the last one the image is done.", ("enter",), "empty", "Slots"
        ),
        Action(
            "slot_after",
            "Slot after",
            "On an empty input: go to the slot after; a chosen row is taken.",
            ("tab",),
            "empty",
            "Slots",
        ),
        Action("previous_slot", "Previous slot", "Go to the slot before.", ("shift+tab",), "always", "Slots"),
        Action(
            "slot",
            "Go to slot",
            "Go to that slot.",
            tuple(f"alt+{digit}" for digit in _DIGITS),
            "always",
            "Slots",
            palette=False,
        ),
        Action("slot_by_number", "Go to slot...", "Then a digit: go to that slot.", ("ctrl+g",), "always", "Slots"),
        Action(
            "clear_slot", "Clear slot", "Take all tags out of this slot, as one step.", ("alt+c",), "always", "Slots"
        ),
        Action(
            "write_slot",
            "Write or leave out",
            "Have this slot, or the tag at the cursor, written in this caption or left out of it.",
            ("alt+w",),
            "always",
            "Slots",
        ),
        Action("tag_cursor", "Tag cursor", "Walk over the tags of the slot.", ("left",), "empty", "Tag cursor"),
        *TAG_CURSOR_ACTIONS,
        Action("next_image", "Next image", "Go to the next image.", ("pagedown",), "always", "Images"),
        Action("previous_image", "Previous image", "Go to the image before.", ("pageup",), "always", "Images"),
        Action("first_image", "First image", "Go to the first image.", ("ctrl+home",), "always", "Images"),
        Action("last_image", "Last image", "Go to the last image.", ("ctrl+end",), "always", "Images"),
        Action(
            "next_unfinished",
            "Next that needs work",
            "Go to the next image that is not done, or has a slot that is flagged or draft.",
            ("ctrl+n",),
            "always",
            "Images",
        ),
        OPEN_BROWSE,
        Action("find_image", "Find an image", "Find an image by name or number.", ("ctrl+f",), "always", "Images"),
        Action("done", "Mark done", "Mark the image as done, or as draft again.", ("ctrl+d",), "always", "Images"),
        Action(
            "take_slot",
            "Slot from previous",
            "Take this slot from the previous image.",
            ("ctrl+t",),
            "always",
            "Images",
        ),
        Action(
            "take_all", "All from previous", "Take all slots from the previous image.", ("ctrl+r",), "always", "Images"
        ),
        Action(
            "take_alike",
            "From the most alike",
            "Take the tags of the most alike image that has a caption; shown first.",
            ("alt+r",),
            "always",
            "Images",
        ),
        Action(
            "draft_image",
            "Draft this image",
            "Have the model of the settings propose tags for what is empty, while you go on; once more stops it.",
            ("alt+g",),
            "always",
            "Images",
        ),
        Action(
            "clear_caption",
            "Clear caption",
            "Take all tags out of this caption, as one step.",
            ("alt+x",),
            "always",
            "Images",
        ),
        Action(
            "next_unsure",
            "Next unsure tag",
            "Go to the next unsure tag, each is asked about once; then to the next image with proposed tags.",
            ("f9",),
            "always",
            "Images",
        ),
        Action(
            "next_split",
            "Next tag in two slots",
            "Go to a tag that stands in two slots of the dataset.",
            (),
            "always",
            "Images",
        ),
        Action(
            "confirm_all", "Confirm all tags", "All tags of this caption are in their slot.", (), "always", "Images"
        ),
        *MARKING_ACTIONS,
        *SENTENCE_ACTIONS,
        *MACHINE_TAG_ACTIONS,
        Action(
            "new_alternative",
            "New caption",
            "Add a caption to this image: a copy to change.",
            ("f4",),
            "always",
            "Captions",
        ),
        Action(
            "empty_alternative", "New empty caption", "Add an empty caption to this image.", (), "always", "Captions"
        ),
        Action("next_alternative", "Next caption", "Go to the image's next caption.", ("f7",), "always", "Captions"),
        Action(
            "previous_alternative",
            "Previous caption",
            "Go to the image's caption before.",
            ("f6",),
            "always",
            "Captions",
        ),
        Action(
            "compare_alternatives",
            "Compare captions",
            "See where the image's captions differ.",
            ("ctrl+l",),
            "always",
            "Captions",
        ),
        Action("first_alternative", "Make caption the first", "The file gets this caption.", (), "always", "Captions"),
        Action("delete_alternative", "Delete caption", "Delete this caption of the image.", (), "always", "Captions"),
        UNDO,
        REDO,
        Action("picture", "Whole picture", "Show the picture in the whole window.", ("ctrl+o",), "always", "Project"),
        Action("toggle_picture", "Picture on or off", "Hide or show the picture.", ("f8",), "always", "Project"),
        Action("pace", "Pace", "How many images are to go, and how long that takes.", (), "always", "Project"),
        Action("theme", "Light or dark", "The other theme, until the program ends.", (), "always", "Project"),
        Action("notices", "Notices", "What the scan of the folder found.", ("f3",), "always", "Project"),
        Action("apply_globals", "Apply globals", "Write globals that were edited by hand.", (), "always", "Project"),
        Action(
            "adopt_globals",
            "Adopt globals",
            "Make the tags that open nearly all captions globals.",
            (),
            "always",
            "Project",
        ),
        Action(
            "project",
            "Trigger word and profile",
            "What you teach, its trigger word, and for which model.",
            ("alt+p",),
            "always",
            "Project",
        ),
        Action(
            "apply_profile",
            "Apply profile",
            "Leave out of all captions what the profile leaves out; shown first.",
            (),
            "always",
            "Project",
        ),
        Action(
            "put_in_order",
            "Put all captions in order",
            "Write every caption in slot order; shown first.",
            (),
            "always",
            "Project",
        ),
        Action("all_tags", "All tags", "All tags: rename, merge, move, delete, add.", ("f12",), "always", "Project"),
        Action(
            "caption_findings",
            "Findings here",
            "What checks found on this caption: details, mend, accept.",
            ("alt+k",),
            "always",
            "Project",
        ),
        Action(
            "findings",
            "Findings",
            "What checks found in all captions, or in the filtered ones, by rule.",
            ("alt+shift+k",),
            "always",
            "Project",
        ),
        Action("numbers", "Numbers", "Statistics of all captions, or of the filtered ones.", (), "always", "Project"),
        Action(
            "changed_outside",
            "Changed outside",
            "Decide about all sidecars that other programs changed.",
            (),
            "always",
            "Project",
        ),
        Action(
            "edit_here",
            "Edit here",
            "Change the dataset here once the session that holds it has ended.",
            ("alt+o",),
            "always",
            "Project",
        ),
        Action(
            "import_captions",
            "Import captions",
            "Captions of a file, or of files beside the images; what each image would get is shown first.",
            (),
            "always",
            "Project",
        ),
        Action("history", "History", "All steps: what each did, back to one, forward again.", (), "always", "Project"),
        PALETTE,
        HELP,
        Action(
            "help_empty",
            "Keys",
            "Show all keys, on an empty input.",
            ("question_mark",),
            "empty",
            "Project",
            palette=False,
        ),
        Action("suspend", "Suspend", "Back to the shell for a while; its fg comes back here.", (), "always", "Project"),
        Action("quit", "Quit", "Quit; everything is saved already.", ("ctrl+q",), "always", "Project", everywhere=True),
    ),
)
