"""Faults of processes, machines and neighbours."""
