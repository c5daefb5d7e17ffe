"""What Mem0's service can be asked for and this one does not do: refused, so that nobody takes it for done."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from toldonce.errors import InvalidRequest

WHOLE = "what is sent is kept whole: send only what shall be remembered, and leave this out."
NO_INSTRUCTIONS = "what is read in a message is not steered by instructions: leave this out."
OWN_CATEGORIES = (
    "the categories are fact, preference, commitment, instruction, entity, event and turn: put your own into metadata."
)
NO_SCHEMA = "what is read in a message has the shape of a memory: leave this out."
WHEN_ADDING: Mapping[str, str] = {
    "includes": WHOLE,
    "excludes": WHOLE,
    "custom_instructions": NO_INSTRUCTIONS,
    "agent_custom_instructions": NO_INSTRUCTIONS,
    "prompt": NO_INSTRUCTIONS,
    "custom_categories": OWN_CATEGORIES,
    "structured_data_schema": NO_SCHEMA,
    "memory_type": "the type follows from what is said: leave this out.",
    "output_format": "answers have the format v1.1 only: leave this out.",
}
WHEN_SEARCHING: Mapping[str, str] = {
    "custom_categories": OWN_CATEGORIES,
    "retrieval_criteria": "hits are ranked by words, meaning and time only: leave this out.",
    "output_format": "answers have the format v1.1 only: leave this out.",
}
WHEN_EXPORTING: Mapping[str, str] = {
    "export_instructions": "an export is filled from what is known, without a language model: leave this out."
}
ONLY_FORMAT = ("output_format", "v1.1")


def refuse(request: BaseModel, sentences: Mapping[str, str]) -> None:
    """Raise `InvalidRequest` for an option that is set and has a sentence; what else is unknown changes nothing."""
    for name, value in (request.model_extra or {}).items():
        if name in sentences and value and (name, value) != ONLY_FORMAT:
            raise InvalidRequest(f"{name}: {sentences[name]}")
