"""Checks of a whole dataset."""
