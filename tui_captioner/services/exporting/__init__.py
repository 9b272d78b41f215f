"""Captions out of a project."""
