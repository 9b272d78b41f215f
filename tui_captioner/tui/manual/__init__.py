"""The pages of the manual, drawn; the screens that show them are dialogs."""
