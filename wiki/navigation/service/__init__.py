"""What follows from the pages, kept in the acts that change them."""
