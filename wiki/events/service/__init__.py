"""What follows from the sheets of events."""
