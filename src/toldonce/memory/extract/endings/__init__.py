"""What a sentence says is over, whatever it was: tastes, pastimes, habits, and what the assistant was told."""
