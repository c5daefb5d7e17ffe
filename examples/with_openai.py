"""The unmodified client of OpenAI, with a memory: toldonce passes the call on to the model it is set up for.

pip install openai; python examples/with_openai.py MODEL
The service runs at TOLDONCE_URL (http://localhost:8000 without it); TOLDONCE_API_KEY is a key of your account.
"""

import os
import sys

from openai import OpenAI

url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
with OpenAI(base_url=f"{url}/v1", api_key=os.environ["TOLDONCE_API_KEY"]) as client:
    for message in ("My bicycle lock opens with 4711.", "Which number opens my bicycle lock?"):
        answer = client.chat.completions.with_raw_response.create(
            model=sys.argv[1], user="openai-example", messages=[{"role": "user", "content": message}]
        )
        print(answer.parse().choices[0].message.content)
        print("memories used:", answer.headers.get("x-memory-used") or "none")
