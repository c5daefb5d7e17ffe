"""The verbs of one subject's memory, by theme; `toldonce.memory.service` puts them together."""
