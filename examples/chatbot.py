"""A conversation in the terminal that remembers earlier ones: write a line, read the reply, end with an empty line.

    TOLDONCE_API_KEY=... python examples/chatbot.py

Make the key as docs/how-to/api-keys.md shows; it needs the scopes `chat` and `memories:write`. Start it twice: the
second conversation knows what you said in the first. With a language model connected to the service, the replies are
its own; without one they quote your memory.
"""

import os
import sys

from toldonce import Client, ToldonceError

url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
key = os.environ.get("TOLDONCE_API_KEY")
if not key:
    sys.exit("Set TOLDONCE_API_KEY to an API key of your account (docs/how-to/api-keys.md).")

with Client(url, api_key=key) as client:
    conversation = client.create_conversation()
    print("Say something; an empty line ends the conversation.")
    while True:
        try:
            message = input("you> ").strip()
        except EOFError:
            break
        if not message:
            break
        try:
            for event in client.stream_chat(message, conversation_id=conversation.conversation_id):
                if event.event == "token":
                    print(event.data, end="", flush=True)
                elif event.event == "error":
                    print(f"({event.data['message']})", end="")
            print()
        except ToldonceError as error:
            print(f"({error.message})")
