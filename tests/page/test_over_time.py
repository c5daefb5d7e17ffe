"""What happens over time: changes are undone, uses are listed, activity is plotted by its own day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.async_api import Route, expect

from tests.page.browser import Visit
from tests.server.conftest import Person


async def test_what_changed_since_a_day_is_undone_after_a_look_at_it(inside: Visit, person: Person) -> None:
    page = inside.page
    for said in ("I live in Ghent.", "I moved to Porto. I live in Porto now."):
        person.conversation(said)
        person.settled()
    await page.goto(f"{inside.base_url}/#/timeline")
    then = page.locator("section", has_text="What held then").last
    await expect(then).to_contain_text("Porto")
    start = page.get_by_role("button", name="Undo all of these …")

    await page.get_by_label("Since").fill((datetime.now(UTC) + timedelta(days=2)).date().isoformat())
    await expect(page.get_by_text("Nothing has changed since then.")).to_be_visible()
    await expect(start).to_have_count(0)
    await page.get_by_label("Since").fill((datetime.now(UTC) - timedelta(days=2)).date().isoformat())
    await expect(page.locator("ol.rows > li")).to_have_count(3)

    await start.click()
    dialog = page.locator("dialog")
    await expect(dialog.locator("li", has_text="No longer held true")).to_contain_text("Porto")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    (still,) = person.http.get("/api/v1/memories").json()["items"]
    assert still["content"] == "The user lives in Porto.", "to look changes nothing"

    await start.click()
    await dialog.get_by_role("button", name="Undo").click()
    await expect(page.locator(".done")).to_contain_text("Undone.")
    await expect(page.locator(".room .empty, .room section").first).to_be_visible()
    assert person.http.get("/api/v1/memories").json()["items"] == [], "nothing was known before these days"


async def test_the_changes_since_a_day_are_found_among_many(inside: Visit, person: Person) -> None:
    for said in ("I live in Ghent.", "I moved to Porto. I live in Porto now."):
        person.conversation(said)
        person.settled()
    asked: list[str] = []
    inside.page.on("request", lambda request: asked.append(request.url) if "/changes?" in request.url else None)
    await inside.page.goto(f"{inside.base_url}/#/timeline")
    await expect(inside.page.locator("ol.rows > li")).to_have_count(3)
    assert len(asked) < 12, "the day is looked for by halving, not by reading every change"


async def test_what_ended_before_it_was_told_stands_before_what_followed(inside: Visit, person: Person) -> None:
    for said in ("I live in Ghent.", "We moved to Porto last week."):
        person.conversation(said)
        person.settled()
    page = inside.page
    await page.goto(f"{inside.base_url}/#/timeline")
    spans = page.locator("svg rect.span")
    await expect(spans).to_have_count(2)
    ghent, porto = [await spans.nth(number).bounding_box() for number in range(2)]
    assert ghent is not None
    assert porto is not None
    assert "superseded" in (await spans.first.get_attribute("class") or "")
    assert ghent["x"] <= porto["x"] < porto["x"] + porto["width"]


async def test_every_use_of_a_memory_is_listed_and_leads_to_its_turn(inside: Visit, person: Person) -> None:
    page = inside.page
    told = {"type": "preference", "content": "Prefers a window seat on the train."}
    memory = person.http.post("/api/v1/memories", json=told).json()["memory_id"]
    questions = [f"Which seat is preferred on the train to stop {number}?" for number in range(21)]
    conversation = person.conversation()
    for question in questions:
        asked = {"message": question, "conversation_id": conversation}
        person.http.post("/api/v1/conversation", json=asked).raise_for_status()
    await page.goto(f"{inside.base_url}/#/memories/{memory}")
    uses = page.locator("section", has=page.get_by_role("heading", name="Where it was used"))
    await expect(uses.locator("li")).to_have_count(20)
    await expect(uses.locator("li").first).to_contain_text(questions[-1])
    await uses.get_by_role("button", name="Show earlier uses").click()
    await expect(uses.locator("li")).to_have_count(21)
    await expect(uses.get_by_role("button", name="Show earlier uses")).to_be_hidden()
    await uses.locator("li").last.get_by_role("button", name="Open in its conversation").click()
    await expect(page.locator("#turns .turn:focus .said")).to_have_text(questions[0])


async def test_activity_plots_turns_by_their_own_day_and_the_searches_of_the_service(
    inside: Visit, person: Person
) -> None:
    page = inside.page
    conversation = person.conversation()
    days = ("2025-01-06", "2025-01-06", "2025-01-08")
    turns = [{"role": "user", "content": f"Said on {day}.", "at": f"{day}T12:00:00Z"} for day in days]
    person.http.post(f"/api/v1/conversations/{conversation}/turns", json={"turns": turns}).raise_for_status()
    for _ in range(3):
        person.http.post("/api/v1/memories/search", json={"query": "What was said?"}).raise_for_status()
    await page.goto(f"{inside.base_url}/#/activity")
    plot = page.locator("figure", has_text="Turns, by the day on which they were said").locator("svg")
    await expect(plot.locator(".column")).to_have_count(3)
    await expect(plot.locator("title")).to_have_text(["6 Jan 25: 2", "7 Jan 25: 0", "8 Jan 25: 1"])
    await expect(page.get_by_text("3 searches by this page, by chat and by programs:")).to_be_visible()
    await expect(page.locator("figure", has_text="Mean time of a search").locator("title")).to_contain_text(" ms")


async def test_activity_waits_out_a_service_that_has_too_much_to_do_and_ends_with_the_last_day(inside: Visit) -> None:
    inside.expected.append("503")
    page, none = inside.page, {"searches": 0, "search_ms_mean": None, "search_ms_max": None}
    days = [{"day": day, "turns": 1, "memories": 0, **none} for day in ("2024-01-05", "2026-11-26")]
    refused: list[str] = []

    async def busy(route: Route) -> None:
        refused.append(route.request.url)
        await route.fulfill(
            status=503, json={"error": "unavailable", "message": "The service has more to do than it can."}
        )

    await page.route("**/api/v1/activity?*", lambda route: route.fulfill(json={"days": days, "up_to_seq": 2}))
    await page.route("**/api/v1/memories/stats?*", busy, times=2)
    await page.goto(f"{inside.base_url}/#/activity")
    plot = page.locator("figure", has_text="Turns")
    await expect(plot.locator("text").last).to_have_text("26 Nov 26")
    assert len(refused) == 2
    await expect(page.get_by_role("button", name="Try again")).to_have_count(0)
