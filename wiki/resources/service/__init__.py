"""What follows from the sheets of resources and paths; what members tick."""
