"""A LangGraph graph whose notes are kept in toldonce and found by meaning.

pip install "toldonce[langgraph]"; python examples/with_langgraph.py
The service runs at TOLDONCE_URL (http://localhost:8000 without it); TOLDONCE_API_KEY is a key of your account.
"""

import os
from typing import TypedDict

from langgraph.graph import END, START, StateGraph
from langgraph.store.base import BaseStore

from toldonce import Client
from toldonce.integrations.langgraph import ToldonceStore


class State(TypedDict):
    """What was said, and the note that fits the question."""

    said: str
    note: str


def remember(state: State, *, store: BaseStore) -> dict[str, str]:
    """Keep what was said, then look for what is known about animals."""
    store.put(("notes",), state["said"][:8], {"text": state["said"]})
    return {"note": store.search(("notes",), query="Which animals do I like?")[0].value["text"]}


url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
with Client(url, api_key=os.environ["TOLDONCE_API_KEY"], subject="langgraph") as memory:
    graph = StateGraph(State)
    graph.add_node("remember", remember)
    graph.add_edge(START, "remember")
    graph.add_edge("remember", END)
    compiled = graph.compile(store=ToldonceStore(memory))
    for sentence in ("Herons are my favourite animals.", "The tax form is due."):
        print(compiled.invoke({"said": sentence, "note": ""})["note"])
