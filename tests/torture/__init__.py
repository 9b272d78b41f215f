"""The real program, killed and hindered at random moments: nothing that it accepted may be lost."""
