"""Use cases. `session` alone owns the state of an open project."""
