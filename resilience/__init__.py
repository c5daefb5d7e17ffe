"""Breaks the service on purpose and measures what it keeps of its promises; not in the wheel."""
