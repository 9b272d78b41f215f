"""The steps of the project: what each did, back to one and forward again."""
