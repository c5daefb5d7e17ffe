"""The unmodified client of Anthropic, with a memory: toldonce passes the call on to the model it is set up for.

pip install anthropic; python examples/with_anthropic.py MODEL
The service runs at TOLDONCE_URL (http://localhost:8000 without it); TOLDONCE_API_KEY is a key of your account.
"""

import os
import sys

from anthropic import Anthropic

url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
whose = {"X-Memory-Subject": "anthropic-example"}
with Anthropic(base_url=url, api_key=os.environ["TOLDONCE_API_KEY"], default_headers=whose) as client:
    for message in ("My bicycle lock opens with 4711.", "Which number opens my bicycle lock?"):
        answer = client.messages.with_raw_response.create(
            model=sys.argv[1], max_tokens=200, messages=[{"role": "user", "content": message}]
        )
        print(answer.parse().content[0].text)
        print("memories used:", answer.headers.get("x-memory-used") or "none")
