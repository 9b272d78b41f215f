"""Widgets of the composer. They draw what they are given and hold no state of the project."""
