"""What people, files and programs wrote shows as text wherever it stands, and never becomes markup or a script."""

from __future__ import annotations

import json
from uuid import uuid4

from playwright.async_api import Page, Route, expect

from tests.page.browser import Visit
from tests.server.conftest import Person

HOSTILE = (
    '<script>window.ran = 1</script><img src=x onerror="window.ran = 1"> [a](javascript:window.ran=1) **bold** '
    "javascript:window.ran=1 <a href='javascript:window.ran=1'>b</a>"
)
LONG = f"{HOSTILE} {'x' * 10_000}"
MARKUP = ":is(script, img, strong, em, iframe, a[href^='javascript' i])"


async def _is_only_text(page: Page, where: str) -> None:
    for part in ("#house", "#room", "dialog", "#list"):
        assert await page.locator(f"{part} {MARKUP}:not(h1 img)").count() == 0, f"{where}: {part}"
    assert await page.evaluate("window.ran") is None, where
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        f"{where} is wider than the screen"
    )


async def _go(visit: Visit, place: str) -> Page:
    await visit.page.goto(f"{visit.base_url}/#/{place}")
    await visit.page.locator(f".room.{place.split('/')[0]} h2").wait_for()
    await visit.page.locator("#room:not([aria-busy])").wait_for()
    return visit.page


async def test_memories_and_their_dialogs(inside: Visit, person: Person) -> None:
    memory = person.http.post("/api/v1/memories", json={"content": LONG}).json()["memory_id"]
    changed = person.http.get(f"/api/v1/memories/{memory}")
    body, version = {"content": f"Changed. {LONG}"}, {"If-Match": changed.headers["ETag"]}
    corrected = person.http.patch(f"/api/v1/memories/{memory}", json=body, headers=version).json()["memory_id"]
    page = await _go(inside, f"memories/{corrected}")
    await expect(page.locator(".card.memory .content")).to_have_text(f"Changed. {LONG}")
    await expect(page.locator(".versions .superseded .said")).to_have_text(LONG)
    await _is_only_text(page, "a memory")
    await page.get_by_role("button", name="Correct").click()
    await expect(page.get_by_role("textbox", name="New wording")).to_have_value(f"Changed. {LONG}")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Forget").click()
    await expect(page.locator("dialog")).to_contain_text("Changed. <script>")
    await _is_only_text(page, "forgetting")
    await page.keyboard.press("Escape")
    await _go(inside, "timeline")
    await page.get_by_role("button", name="Undo all of these …").click()
    await expect(page.locator("dialog li").first).to_contain_text("<script>")
    await _is_only_text(page, "undoing")
    await page.keyboard.press("Escape")
    await _go(inside, "memories")
    await page.get_by_role("searchbox", name="Search memories").fill("window ran bold")
    await page.get_by_role("button", name="Why this?").first.click()
    await expect(page.locator(".card .hint").first).not_to_be_empty()
    await _is_only_text(page, "searching")


async def test_conversations_and_uses(inside: Visit, person: Person) -> None:
    page = inside.page
    person.conversation(LONG, title=HOSTILE[:200])
    await inside.reload()
    await expect(page.locator("#conversations .title").first).to_have_text(HOSTILE[:200].strip())
    await page.locator("#conversations summary").first.click()
    await page.get_by_role("button", name="Erase").click()
    await expect(page.locator("dialog h2")).to_contain_text("<script>")
    await _is_only_text(page, "erasing a conversation")
    await page.keyboard.press("Escape")
    memory = person.http.post("/api/v1/memories", json={"content": "The boat is bold."}).json()["memory_id"]
    person.http.post("/api/v1/conversation", json={"message": f"Is the boat bold? {LONG}"}).raise_for_status()
    await _go(inside, f"memories/{memory}")
    await expect(page.locator("section", has_text="Where it was used").locator("li")).to_contain_text("<script>")
    await _is_only_text(page, "uses")


async def test_keys_jobs_and_faults(inside: Visit, person: Person) -> None:
    inside.expected += ["status of 500", "status of 404"]
    name = HOSTILE[:200].strip()
    person.http.post("/api/v1/auth/api-keys", json={"name": name}).raise_for_status()
    page = await _go(inside, "account")
    await expect(page.locator(".rows b", has_text="<script>")).to_have_text(name)
    await page.get_by_role("button", name="Revoke").click()
    await expect(page.locator("dialog h2")).to_contain_text("<script>")
    await _is_only_text(page, "keys")
    await page.keyboard.press("Escape")

    failed = {
        "job_id": str(uuid4()),
        "kind": LONG,
        "status": "dead",
        "progress": {},
        "failures": [{"at": "2026-01-01T00:00:00Z", "attempt": 1, "reason": LONG}],
        "created_at": "2026-01-01T00:00:00Z",
    }
    jobs = "**/api/v1/jobs?*"
    await page.route(jobs, lambda route: route.fulfill(json={"items": [failed], "next_cursor": None}))
    await _go(inside, "activity")
    await expect(page.locator(".rows .fault")).to_contain_text("<script>")
    await _is_only_text(page, "jobs")

    async def broken(route: Route) -> None:
        problem = {"error": "internal", "message": LONG, "status": 500}
        await route.fulfill(status=500, content_type="application/problem+json", body=json.dumps(problem))

    await page.route("**/api/v1/profile?*", broken)
    await page.locator("#rail [data-place=you]").click()
    await expect(page.locator("#room-fault")).to_contain_text("<script>")
    await _is_only_text(page, "a fault")


async def test_what_others_said_and_whom_they_named(inside: Visit, person: Person) -> None:
    conversation = person.conversation()
    turns = [
        {"role": "user", "content": f"My sister Nora lives in Ghent. {LONG}", "speaker": HOSTILE[:200].strip()},
        {"role": "assistant", "content": f"You live in Ghent. {LONG}"},
        {"role": "tool", "content": f"The user lives in Rome. {LONG}"},
    ]
    person.http.post(f"/api/v1/conversations/{conversation}/turns", json={"turns": turns}).raise_for_status()
    person.settled()
    for place in ("you", "entities", "timeline", "activity", f"chat/{conversation}"):
        page = inside.page
        if place.startswith("chat"):
            await page.goto(f"{inside.base_url}/#/{place}")
            await expect(page.locator("#turns .said").first).to_contain_text("<script>")
        else:
            await _go(inside, place)
        await _is_only_text(page, place)
