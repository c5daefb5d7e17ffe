"""What was told once and ended, changed or put right weeks later, in the words of everyday talk (`written`)."""
