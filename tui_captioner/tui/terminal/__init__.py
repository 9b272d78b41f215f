"""What the terminal can, and what passes between it and the program."""
