"""Changes of many captions that are shown before they are made."""
