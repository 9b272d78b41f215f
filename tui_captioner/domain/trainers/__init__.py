"""What each trainer makes of a dataset: its readers as models of the described behaviour, and rules over a folder."""
