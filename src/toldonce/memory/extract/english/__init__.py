"""English, whoever speaks it: words, verb forms, noun phrases and time phrases. Knows nothing of what is told."""
