"""More work than there is time for."""
