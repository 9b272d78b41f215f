"""An open project: its state, its edits and their history."""
