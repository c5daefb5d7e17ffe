"""What stands before every route: who may come in, at what rate, in what order, and what every answer carries."""
