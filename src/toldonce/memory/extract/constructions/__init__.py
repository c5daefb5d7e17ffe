"""Roundabout constructions of English, turned into the plain clauses that the themes read."""
