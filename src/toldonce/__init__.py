"""toldonce: tell it once, and it is there at turn 1,000."""

__version__ = "0.1.0"
