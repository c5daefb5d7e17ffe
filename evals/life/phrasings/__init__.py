"""How people say things, in two halves that share no sentence."""
