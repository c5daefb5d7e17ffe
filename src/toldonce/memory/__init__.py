"""What a memory is, without SQL and HTTP: turns to memories, queries to hits to context (docs/architecture.md)."""
