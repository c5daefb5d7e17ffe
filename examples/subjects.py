"""An application with many end users: one account, one subject for each of them, and nobody sees another's memory.

python examples/subjects.py
"""

import os
import secrets

from toldonce import Client

url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
email, password = f"application-{secrets.token_hex(4)}@example.com", secrets.token_urlsafe(16)

# Once: the application's account, and a key that may read and write memories but not touch the account.
with Client(url) as owner:
    owner.account.register(email, password)
    owner.account.login(email, password)
    key = owner.account.create_key("shop assistant", scopes=["memories:read", "memories:write"]).api_key


def remember(customer: str, message: str) -> None:
    """Store what a customer said."""
    with Client(url, api_key=key, subject=customer) as client:
        conversation = client.create_conversation()
        client.add_turns(conversation.conversation_id, [{"role": "user", "content": message}])


def prompt(customer: str, question: str) -> str:
    """What the application's language model is asked: the question, and what is known about this customer."""
    with Client(url, api_key=key, subject=customer) as client:
        context = client.context(question, max_tokens=400)
    return f"What is known about this customer:\n{context.text or '(nothing yet)'}\n\nThey ask: {question}"


remember("customer-17", "I wear size 46 and my feet are wide.")
remember("customer-18", "My daughter's shoe size is 31.")

for customer in ("customer-17", "customer-18", "customer-19"):
    print(f"--- {customer}")
    print(prompt(customer, "Which shoe size should I order?"))
    print()
