"""Quality and speed harness: speaks to toldonce through its public face only."""
