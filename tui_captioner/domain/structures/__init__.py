"""Structures to start from, and what becomes of captions when another one is chosen."""
