"""Captions into a project."""
