"""That something changed, told across clauses and sentences: since when it is so, and what took the place of what."""
