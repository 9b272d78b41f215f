"""Screens: the composer and what opens over it."""
