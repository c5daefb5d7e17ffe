"""The unmodified client of Mem0, at toldonce.

pip install mem0ai; python examples/with_mem0.py
The service runs at TOLDONCE_URL (http://localhost:8000 without it); TOLDONCE_API_KEY is a key of your account.
"""

import os

from mem0 import MemoryClient

url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
client = MemoryClient(api_key=os.environ["TOLDONCE_API_KEY"], host=url)
client.add("I am allergic to shellfish.", user_id="mem0-example")
for hit in client.search("What can I not eat?", filters={"user_id": "mem0-example"}, threshold=0.0)["results"]:
    print(hit["memory"])
client.client.close()
