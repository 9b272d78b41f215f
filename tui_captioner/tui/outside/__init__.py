"""Sidecars that other programs changed: decided all together, or one by one."""
