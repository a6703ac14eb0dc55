"""The acts on pages: each is one transaction and one line of the journal."""
