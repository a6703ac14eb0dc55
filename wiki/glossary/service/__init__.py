"""What follows from the sheets of words."""
