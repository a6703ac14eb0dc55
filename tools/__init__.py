"""What developers and continuous integration run; nothing of it is in the wheel."""
