"""The pictures of this project: screenshots of the running program, and what stands in the demo dataset."""
