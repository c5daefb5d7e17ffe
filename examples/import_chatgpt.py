"""Import your ChatGPT export and ask something about it.

    TOLDONCE_API_KEY=... python examples/import_chatgpt.py chatgpt-export.zip "Which books did I ask about?"

The file is the zip that ChatGPT sends you, or the conversations.json inside it. Repeating the import adds nothing.
"""

import os
import sys
import time
from pathlib import Path

from toldonce import Client

FINAL = {"done", "degraded", "dead"}

url = os.environ.get("TOLDONCE_URL", "http://localhost:8000")
key = os.environ.get("TOLDONCE_API_KEY")
if not key:
    sys.exit("Set TOLDONCE_API_KEY to an API key of your account (docs/how-to/api-keys.md).")
if len(sys.argv) != 3:
    sys.exit("Usage: python examples/import_chatgpt.py FILE QUESTION")
file, question = Path(sys.argv[1]), sys.argv[2]

with Client(url, api_key=key, timeout=300) as client:
    job = client.start_import(file.read_bytes(), "chatgpt")
    while job.status not in FINAL:
        time.sleep(0.5)
        job = client.job(job.job_id)
        print(f"{job.status}: {job.progress.get('done', 0)} of {job.progress.get('total', '?')}", file=sys.stderr)

    if job.status == "dead":
        sys.exit(f"The import failed: {job.failures[-1].reason}")
    print(f"{job.progress['added']} turns added, {job.progress['repeated']} were there already.")
    for skipped in job.progress["skipped"]:
        print(f"Skipped {skipped['count']}: {skipped['reason']}")

    print()
    for hit in client.search(question, limit=5).hits:
        print(f"{hit.score:.2f}  {hit.at:%d %B %Y}  {hit.content[:100]}")
