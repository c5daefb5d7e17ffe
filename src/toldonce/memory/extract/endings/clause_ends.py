"""Where a clause (spaced) ends, for what reads ends: the finer the cut, the less a clause may hold."""

from __future__ import annotations

import re

BEFORE_A_SUBJECT = re.compile(
    r"\s[;–—-]\s|\s?[,:]\s|\s(?:and|but|so|because|since|as)\s(?=(?:i|we|you|my|the|please|it|that|now|no)\b)",
    re.IGNORECASE,
)
"""A conjunction parts only where a subject stands behind it: "tea and coffee are over for me" is one clause."""
AT_CONJUNCTIONS = re.compile(r"\s?[;:]\s|\s[–—-]\s|\s?,\s|[.!]\s|\s(?:and|but|so|because|since|while|where|which)\s")
"""Every conjunction parts, and so does the end of a sentence: each clause names one thing."""
AROUND_NAMES = re.compile(
    r"[;:,.!?–—]|\s-\s|\b(?:and|but|so|because|since|while|where|which|that|until|before|after|i"
    r"|we)\b"
)
"""So does every new subject: what is left beside a name is said of it and of nothing else."""
