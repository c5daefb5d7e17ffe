"""A small learned reader for what the rules leave unread (docs/decisions/0019-a-learned-reader.md)."""
