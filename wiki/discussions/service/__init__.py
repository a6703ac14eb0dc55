"""The acts on discussions: each is one transaction and one line of the journal."""
