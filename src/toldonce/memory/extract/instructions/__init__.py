"""What the assistant is told to do for good or to leave, what to call its user, and that it is over."""
