"""What a sentence tells in passing, whatever it is about: "the trams in Ghent, where I live, are late again"."""
