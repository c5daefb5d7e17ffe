"""What a sentence says by the words that stand in it together, where no grammar read it."""
