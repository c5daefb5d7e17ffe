"""A small learned reader for what the rules leave unread (docs/decisions/0024-a-learned-reader-behind-the-rules.md)."""
