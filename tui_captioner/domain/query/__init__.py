"""The filter language: what a filter says, how it is read, and what may be typed next."""
