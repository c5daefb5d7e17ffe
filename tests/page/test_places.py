"""The places beside the conversation: what they show, what can be done there, and that text stays text."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.async_api import Page, Response, Route, expect

from tests.page.browser import Visit
from tests.server.conftest import PASSWORD, Person

PLACES = ("you", "memories", "timeline", "entities", "activity", "transfer", "account")


async def _go(visit: Visit, place: str) -> Page:
    await visit.page.goto(f"{visit.base_url}/#/{place}")
    await visit.page.locator(f".room.{place.split('/')[0]} h2").wait_for()
    return visit.page


@pytest.mark.parametrize("place", PLACES)
async def test_every_place_teaches_while_it_is_empty(inside: Visit, place: str) -> None:
    page = await _go(inside, place)
    await expect(page.locator(".room .empty, .room section").first).to_be_visible()
    await expect(page.locator(f"#rail [data-place={place}]")).to_have_attribute("aria-current", "page")
    await expect(page.locator(".room h2")).to_be_focused()


async def test_what_others_said_waits_apart_until_it_is_confirmed(inside: Visit, person: Person) -> None:
    conversation = person.conversation()
    turns = [
        {"role": "assistant", "content": "You live in Ghent."},
        {"role": "tool", "content": "The user lives in Rome."},
    ]
    person.http.post(f"/api/v1/conversations/{conversation}/turns", json={"turns": turns}).raise_for_status()
    person.settled()
    waiting = person.http.get("/api/v1/memories?status=quarantined").json()["items"]
    assert waiting, "something waits"
    page = await _go(inside, "you")
    apart = page.locator(".quarantine")
    await expect(apart.locator(".card")).to_have_count(len(waiting))
    await expect(apart.locator(".badges").first).to_contain_text("Said by")
    await apart.get_by_role("button", name="Confirm").first.click()
    await expect(apart.locator(".card")).to_have_count(len(waiting) - 1)
    assert len(person.http.get("/api/v1/memories").json()["items"]) >= 1


async def test_a_memory_has_a_page_with_its_history_and_evidence(inside: Visit, person: Person) -> None:
    person.conversation("I live in Ghent.", title="Home")
    person.settled()
    person.conversation("I moved to Porto. I live in Porto now.", title="Moving")
    person.settled()
    page = await _go(inside, "memories")
    await page.get_by_role("searchbox", name="Search memories").fill("where do I live")
    hit = page.locator(".room .card", has_text="Porto").first
    await hit.get_by_role("button", name="Why this?").click()
    await expect(hit.locator(".hint")).not_to_be_empty()
    await hit.get_by_role("link", name="Its history").click()
    await expect(page.locator(".versions .superseded")).to_contain_text("Ghent")
    await expect(page.locator(".evidence blockquote").last).to_contain_text("Porto")
    await page.get_by_role("button", name="Open in its conversation").first.click()
    await expect(page.locator("#turns .turn:focus .said")).to_contain_text("I moved to Porto")
    await page.go_back()
    await page.get_by_role("link", name="All memories").click()
    await page.get_by_role("searchbox", name="Search memories").fill("")
    await page.get_by_label("Status").select_option("superseded")
    await expect(page.locator(".window a")).to_have_count(1)
    await expect(page.locator(".window a")).to_contain_text("Ghent")


async def test_an_entity_stands_among_those_it_is_mentioned_with(inside: Visit, person: Person) -> None:
    person.conversation("My sister Nora and my brother Tiago went to Porto.", "Nora and Tiago came back from Porto.")
    person.settled()
    page = await _go(inside, "entities")
    await page.locator(".chips").get_by_role("link", name="Nora").click()
    await page.locator(".drawing").get_by_role("link", name="Tiago").click()
    await expect(page.locator(".chips [aria-current]")).to_contain_text("Tiago")


async def test_a_failed_job_says_why_and_is_tried_again(inside: Visit) -> None:
    failed = {
        "job_id": str(uuid4()),
        "kind": "import",
        "status": "dead",
        "attempts": 5,
        "progress": {},
        "failures": [{"at": "2026-01-01T00:00:00Z", "attempt": 5, "reason": "The disk is full."}],
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z",
        "finished_at": None,
    }
    retried: list[str] = []

    async def retry(route: Route) -> None:
        retried.append(route.request.url)
        await route.fulfill(json=failed | {"status": "queued"})

    await inside.page.route(
        "**/api/v1/jobs?*", lambda route: route.fulfill(json={"items": [failed], "next_cursor": None})
    )
    await inside.page.route("**/retry", retry)
    page = await _go(inside, "activity")
    await expect(page.locator(".rows .fault")).to_have_text("Attempt 5: The disk is full.")
    async with page.expect_response("**/retry"):
        await page.get_by_role("button", name="Try again").click()
    assert [url.split("/")[-2] for url in retried] == [failed["job_id"]]


async def test_conversations_are_found_renamed_pinned_and_erased(inside: Visit, person: Person) -> None:
    page = inside.page
    person.conversation("Basil wants sun.", title="Garden")
    person.conversation("The rigging was renewed.", title="Boat")
    await inside.reload()
    titles = page.locator("#conversations .title")
    await expect(titles).to_have_text(["Boat", "Garden"])
    garden = page.locator("#conversations li", has_text="Garden")
    await garden.locator("summary").click()
    await garden.get_by_role("button", name="Pin").click()
    await expect(titles).to_have_text(["Garden", "Boat"])
    await garden.locator("summary").click()
    await garden.get_by_role("button", name="Rename").click()
    await page.get_by_role("textbox", name="New title").fill("Balcony")
    await page.keyboard.press("Enter")
    await expect(titles).to_have_text(["Balcony", "Boat"])
    await page.get_by_role("textbox", name="Find a conversation").fill("rigging")
    await expect(titles.first).to_have_text("Boat")
    boat = page.locator("#conversations li", has_text="Boat")
    await boat.locator("summary").click()
    await boat.get_by_role("button", name="Erase").click()
    await page.locator("dialog").get_by_role("button", name="Erase").click()
    await expect(page.locator("#conversations")).not_to_contain_text("Boat")
    await page.get_by_role("textbox", name="Find a conversation").fill("submarine")
    await expect(page.locator("#no-conversations")).to_have_text("No conversation says that.")
    await page.get_by_role("textbox", name="Find a conversation").fill("")
    await expect(titles).to_have_text(["Balcony"])


async def test_more_conversations_come_as_the_list_is_scrolled(inside: Visit, person: Person) -> None:
    for number in range(52):
        person.conversation(title=f"Talk {number}")
    await inside.reload()
    titles = inside.page.locator("#conversations .title")
    await expect(titles).to_have_count(50)
    await titles.last.scroll_into_view_if_needed()
    await inside.page.locator("#list").evaluate("(list) => list.scrollTo(0, list.scrollHeight)")
    await expect(titles).to_have_count(52)
    await expect(titles.last).to_have_text("Talk 0")


async def test_drafts_survive_a_reload_each_in_its_conversation(inside: Visit, person: Person) -> None:
    page = inside.page
    person.conversation("Basil wants sun.", title="Garden")
    await inside.reload()
    box = page.get_by_role("textbox", name="Message")
    await box.fill("Something new")
    await page.get_by_role("button", name="Garden").first.click()
    await expect(box).to_have_value("")
    await box.fill("And water")
    await inside.reload()
    await expect(box).to_have_value("And water")
    await page.get_by_role("button", name="New conversation").click()
    await expect(box).to_have_value("Something new")
    await inside.say("Something new")
    await inside.reload()
    await expect(box).to_have_value("")


async def test_offline_is_said_and_a_place_that_needs_the_service_tells_what_to_do(inside: Visit) -> None:
    inside.expected.append("ERR_INTERNET_DISCONNECTED")
    page = await _go(inside, "you")
    await page.context.set_offline(True)
    await expect(page.locator("#offline")).to_be_visible()
    await page.locator("#rail [data-place=you]").click()
    await expect(page.locator("#room-fault")).to_contain_text("The service cannot be reached.")
    await page.context.set_offline(False)
    await expect(page.locator("#offline")).to_be_hidden()


async def test_a_session_that_ended_leads_from_a_place_to_the_door_and_back(inside: Visit, person: Person) -> None:
    inside.expected.append("status of 401")
    page = await _go(inside, "you")
    assert person.http.post("/api/v1/auth/logout-all").status_code == 204
    await page.locator("#rail [data-place=account]").click()
    await expect(page.locator("#door-fault")).to_contain_text("Your session has ended")
    await inside.sign_in(person.email, PASSWORD)
    await expect(page.locator(".room.account h2")).to_have_text("Account")


async def test_the_first_load_is_small_and_soon_ready(visit: Visit, person: Person) -> None:
    page = visit.page
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))
    await visit.open()
    await visit.sign_in(person.email, PASSWORD)
    await page.locator("#conversations").wait_for(state="attached")
    sizes = {one.url: len(await one.body()) for one in loaded if "/api" not in one.url and one.status == 200}
    assert len(sizes) > 10, "the page and its modules are counted"
    assert sum(sizes.values()) <= 150_000, sizes
    busy_seconds = await visit.timed()
    measured: list[float] = []
    for _ in range(3):
        before = await busy_seconds()
        await visit.reload()
        after = await busy_seconds()
        # A page that is loaded anew may count from nothing.
        measured.append(after - before if after > before else after)
    assert 0 < min(measured) <= 1.0, measured
