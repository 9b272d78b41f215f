"""Taggers in a folder: their files, and the process that runs one."""
