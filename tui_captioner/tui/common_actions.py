"""Actions that several screens have: each stands in the list of every screen that carries it out."""

from __future__ import annotations

from tui_captioner.tui.action import Action

UNDO = Action("undo", "Undo", "Take back the last change, whichever image it was in.", ("ctrl+z",), "always", "Project")
REDO = Action("redo", "Redo", "Do again what was taken back.", ("ctrl+y",), "always", "Project")
OPEN_BROWSE = Action(
    "browse", "Browse", "All images in a list: filter, sort, choose, change many.", ("f5",), "always", "Images"
)
PALETTE = Action(
    "palette", "Command palette", "Find any action by name.", ("ctrl+p",), "always", "Project", palette=False
)
HELP = Action("help", "Keys", "Show all keys, and from there the manual.", ("f1",), "always", "Project")
