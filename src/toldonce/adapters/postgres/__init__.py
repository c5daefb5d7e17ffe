"""adapters/postgres."""
