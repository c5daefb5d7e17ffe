"""What `evals.bench` is made of: growing subjects, the open load, the floor, and the rival beside it."""
