"""A sentence's clauses: where each begins, whom it is about, and what it claims."""
