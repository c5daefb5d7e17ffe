"""Who somebody is and who is theirs, as people tell it in passing: each sentence made plain before it is read."""
