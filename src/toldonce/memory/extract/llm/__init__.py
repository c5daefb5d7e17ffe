"""Extraction by a language model, of which nothing is believed that the turn's words do not bear out."""
