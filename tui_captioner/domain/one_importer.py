"""Libraries that are imported when they are first needed, and whose parts import each other.

Two threads that import one of them at the same time may each get a module of it that the other has half made
(`ImportError: cannot import name ... from partially initialized module`), so one waits for the other:

    with ONE_IMPORTER:
        from rapidfuzz import process
"""

from threading import RLock

ONE_IMPORTER = RLock()
"""Held while such a library is imported. Only inside functions: a module that waits for it while it is itself imported
would hold up whoever waits for that module."""
