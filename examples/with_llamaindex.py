"""A LlamaIndex chat that knows what was said on another day. The model is a stand-in: put your own there.

pip install "toldonce[llamaindex]"; python examples/with_llamaindex.py
The service runs at TOLDONCE_URL (http://localhost:8000 without it); TOLDONCE_API_KEY is a key of your account.
"""

import os

from llama_index.core.chat_engine import SimpleChatEngine
from llama_index.core.llms import MockLLM

from toldonce import Client
from toldonce.integrations.llamaindex import ToldonceMemory

url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
with Client(url, api_key=os.environ["TOLDONCE_API_KEY"], subject="llamaindex") as memory:
    monday = SimpleChatEngine.from_defaults(llm=MockLLM(), memory=ToldonceMemory(memory, "monday"))
    monday.chat("I grow tomatoes on my balcony.")
    tuesday = ToldonceMemory(memory, "tuesday")
    print(tuesday.get("What do I grow?")[0].content)
