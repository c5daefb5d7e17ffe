"""Register, tell, recall: the shortest way through toldonce.

    make run                         # in one terminal
    python examples/quickstart.py    # in another

TOLDONCE_URL names another service than http://localhost:8000.
"""

import os
import secrets

from toldonce import Client

url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
email, password = f"quickstart-{secrets.token_hex(4)}@example.com", secrets.token_urlsafe(16)

with Client(url) as client:
    client.account.register(email, password)
    client.account.login(email, password)

    conversation = client.create_conversation("Moving house")
    client.add_turns(
        conversation.conversation_id,
        [
            {"role": "user", "content": "We are moving to Lisbon in October."},
            {"role": "assistant", "content": "How exciting! Is the flat settled?"},
            {"role": "user", "content": "Yes, third floor, no lift. The piano goes to my cousin Ines."},
        ],
    )

    result = client.search("Who gets the piano?", limit=3)
    for hit in result.hits:
        print(f"{hit.score:.2f}  turn {hit.turn_number}: {hit.content}")

    reply = client.chat("Which city are we moving to?")
    print()
    print(reply.response)
