"""Generated lives of a thousand turns whose truth is known, and what the memory makes of them."""
