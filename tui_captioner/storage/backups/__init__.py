"""Backups of a dataset: the archive, and the folder in which they are kept."""
