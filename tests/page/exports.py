"""Exports of ChatGPT and Claude of a person who moved house, as the browser would drop them on the page."""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import datetime
from pathlib import Path

from playwright.async_api import Page

DROP = """async ([name, type, content]) => {
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name, { type }));
  const place = document.querySelector(".drop");
  const how = { dataTransfer: carried, bubbles: true, cancelable: true };
  const fire = (kind) => place.dispatchEvent(new DragEvent(kind, how));
  const entered = !fire("dragover") && place.classList.contains("over");
  const dropped = !fire("drop") && !place.classList.contains("over");
  return [entered, dropped];
}"""
"""Carries a file over the place and drops it there, as a browser does; whether the page took both events."""
MOVES = (
    ("First flat", "2023-03-04T10:00:00+00:00", "I live in Ghent."),
    ("Moving", "2024-09-01T10:00:00+00:00", "I moved to Madrid. I live in Madrid now."),
)


def chatgpt_export(folder: Path) -> Path:
    """The file, in ``folder``."""
    conversations = []
    for number, (title, at, said) in enumerate(MOVES):
        seconds = datetime.fromisoformat(at).timestamp()
        root, node = f"root-{number}", f"node-{number}"
        message = {
            "id": node,
            "author": {"role": "user"},
            "create_time": seconds,
            "content": {"content_type": "text", "parts": [said]},
        }
        conversations.append(
            {
                "id": f"00000000-0000-4000-8000-00000000000{number}",
                "title": title,
                "create_time": seconds,
                "update_time": seconds,
                "current_node": node,
                "mapping": {
                    root: {"id": root, "message": None, "parent": None, "children": [node]},
                    node: {"id": node, "message": message, "parent": root, "children": []},
                },
            }
        )
    file = folder / "conversations.json"
    file.write_text(json.dumps(conversations), encoding="utf-8")
    return file


def claude_export(folder: Path) -> Path:
    """The same, as Claude exports it."""
    conversations = [
        {
            "uuid": f"00000000-0000-4000-8000-00000000010{number}",
            "name": title,
            "created_at": at,
            "updated_at": at,
            "chat_messages": [
                {
                    "uuid": f"00000000-0000-4000-8000-00000000020{number}",
                    "sender": "human",
                    "text": said,
                    "content": [{"type": "text", "text": said}],
                    "created_at": at,
                }
            ],
        }
        for number, (title, at, said) in enumerate(MOVES)
    ]
    file = folder / "conversations.json"
    file.write_text(json.dumps(conversations), encoding="utf-8")
    return file


async def drop(page: Page, file: Path, name: str | None = None) -> None:
    """Drop a file, under its own or another name, on the page's place for it."""
    content = base64.b64encode(await asyncio.to_thread(file.read_bytes)).decode()
    taken = await page.evaluate(DROP, [name or file.name, "application/octet-stream", content])
    assert taken == [True, True], "else the browser would open the file"
