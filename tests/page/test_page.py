"""What a person does on the page, in a real browser against the real service."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from uuid import uuid4

from playwright.async_api import Locator, Page, Route, expect

from tests.page.browser import PHONE, Visit
from tests.server.conftest import PASSWORD, Person

HOSTILE = (
    '<script>window.ran = 1</script><img src=x onerror="window.ran = 1"><svg onload="window.ran = 1"> & <b>bold</b>'
)


def _message(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message")


async def test_told_once_and_asked_in_a_new_conversation(visit: Visit) -> None:
    page = visit.page
    await visit.open()
    await visit.register(f"{uuid4().hex}@example.org", PASSWORD)
    await expect(page.locator("#memories .sample")).to_contain_text("My boat is called Marisol.")
    await visit.say("My boat is called Marisol.")
    await expect(page.locator("#turns .turn.assistant .said")).to_contain_text("Noted: My boat is called Marisol.")

    await page.get_by_role("button", name="New conversation").click()
    await expect(page.locator("#turns .turn")).to_have_count(0)
    await visit.say("What is my boat called?")

    await expect(page.locator("#turns blockquote")).to_have_text("My boat is called Marisol.")
    await expect(page.locator("#turns figcaption")).to_contain_text("you said, turn 1:")
    used = page.locator("#memories .card", has_text="My boat is called Marisol.").first
    await expect(used.locator(".badge")).to_have_text("Turn")
    await expect(used.locator(".relevance")).to_have_text(re.compile(r"relevance \d+ %"))
    await expect(used).to_contain_text("You, ")
    await expect(used.locator(".where")).to_have_text("Turn 1 in “My boat is called Marisol.”")
    await expect(page.locator("#conversations button[aria-current] .title")).to_have_text("What is my boat called?")

    await used.locator(".where").click()
    await expect(page.locator("#turns .turn:focus .said")).to_have_text("My boat is called Marisol.")
    await expect(page.locator("#conversations button[aria-current] .title")).to_have_text("My boat is called Marisol.")
    await expect(used).to_be_visible()


async def test_a_question_that_nothing_answers_is_answered_plainly(inside: Visit) -> None:
    await inside.say("What is the name of my parrot?")
    await expect(inside.page.locator("#turns .turn.assistant .said")).to_contain_text("I do not know")
    await expect(inside.page.locator("#used-hint")).to_contain_text("Nothing that was told before was needed")
    await expect(inside.page.locator("#memories .card")).to_have_count(0)


async def test_a_memory_told_directly_says_its_type(inside: Visit, person: Person) -> None:
    told = {"type": "preference", "content": "Prefers a window seat on the train."}
    assert person.http.post("/api/v1/memories", json=told).status_code == 201
    await inside.say("Which seat is preferred on the train?")
    card = inside.page.locator("#memories .card", has_text="Prefers a window seat").first
    await expect(card.locator(".badge")).to_have_text("Preference")
    await expect(card.locator(".relevance")).to_be_visible()


async def test_reload_keeps_the_session_and_the_conversation(inside: Visit, person: Person) -> None:
    page = inside.page
    await inside.say("The harbour office closes at 16:30.")
    await inside.reload()
    await expect(page.locator("#who")).to_have_text(person.email)
    await expect(page.locator("#turns .turn.user .said")).to_have_text("The harbour office closes at 16:30.")
    await expect(page.locator("#turns .turn.assistant .number")).to_have_text("turn 2")
    stored = await page.evaluate(
        "({local: {...localStorage}, session: Object.keys(sessionStorage), cookie: document.cookie})"
    )
    assert list(stored.pop("local")) == ["toldonce.renewAt"], "only the time at which the session is to be prolonged"
    assert stored == {"session": [], "cookie": ""}, "no script can read a token"


async def test_an_older_answer_shows_what_was_known_then(inside: Visit, person: Person) -> None:
    page = inside.page
    person.conversation("My bicycle is a green Peugeot.", title="Bicycle")
    await inside.say("What bicycle do I have?")
    person.conversation("My bicycle is now a red Bianchi.", title="A new bicycle")
    await inside.reload()
    await page.get_by_role("button", name="What was known").click()
    await expect(page.locator("#used-title")).to_have_text("What was known")
    await expect(page.locator("#memories .card").first).to_contain_text("green Peugeot")
    await expect(page.locator("#memories")).not_to_contain_text("Bianchi")
    await expect(page.locator("#memories")).not_to_contain_text("What bicycle do I have?")


async def test_back_and_forward_move_between_conversations(inside: Visit, person: Person) -> None:
    page = inside.page
    person.conversation("First.", title="One")
    person.conversation("Second.", title="Two")
    await inside.reload()
    await page.get_by_role("button", name="One").click()
    await expect(page.locator("#turns .said")).to_have_text("First.")
    await page.get_by_role("button", name="Two").click()
    await expect(page.locator("#turns .said")).to_have_text("Second.")
    await page.go_back()
    await expect(page.locator("#turns .said")).to_have_text("First.")
    await page.go_forward()
    await expect(page.locator("#turns .said")).to_have_text("Second.")


async def test_search_finds_the_turn_and_opens_it(inside: Visit, person: Person) -> None:
    page = inside.page
    person.conversation("We moved to Porto in June.", "The flat has no lift.", title="Moving to Porto")
    person.conversation("Basil wants sun.", title="Garden")
    await inside.reload()
    await page.get_by_role("searchbox", name="Search everything that was said").fill("flat without a lift")
    hit = page.locator("#hits .card").first
    await expect(hit.locator(".content")).to_have_text("The flat has no lift.")
    await expect(hit.locator("mark")).to_have_text(["flat", "lift"])
    await expect(hit.locator(".where")).to_have_text("Turn 2 in “Moving to Porto”")
    await expect(page.locator("#found-status")).to_contain_text("the best first")
    await hit.locator(".where").click()
    await expect(page.locator("#found")).to_be_hidden()
    await expect(page.locator("#turns .turn:focus .said")).to_have_text("The flat has no lift.")


async def test_search_that_finds_nothing_says_so_and_escape_leaves_it(inside: Visit) -> None:
    page = inside.page
    await page.get_by_role("searchbox").fill("submarine <b>")
    await expect(page.locator("#found-status")).to_have_text("Nothing that was told fits “submarine <b>”.")
    await page.keyboard.press("Escape")
    await expect(page.locator("#found")).to_be_hidden()
    await expect(_message(page)).to_be_visible()
    await expect(page.get_by_role("searchbox")).to_have_value("")


async def test_a_far_turn_of_a_long_conversation_is_reached(inside: Visit, person: Person) -> None:
    page = inside.page
    person.conversation(
        "The key is under the third stone.", *(f"Line {number}." for number in range(2, 451)), title="Long"
    )
    await inside.reload()
    await page.get_by_role("button", name="Long").click()
    await expect(page.locator("#turns .turn")).to_have_count(200)
    await expect(page.locator("#turns .said").last).to_be_in_viewport()
    await page.get_by_role("searchbox").fill("Where is the key?")
    await page.locator("#hits .where").first.click()
    await expect(page.locator("#turns .turn")).to_have_count(450)
    await expect(page.locator("#turns .turn:focus .said")).to_have_text("The key is under the third stone.")
    await expect(page.locator("#turns .turn:focus")).to_be_in_viewport()
    await expect(page.locator("#turns .day")).to_have_count(1)
    await page.get_by_role("button", name="Long").click()
    await page.get_by_role("button", name="Show earlier turns").click()
    await expect(page.locator("#turns .turn")).to_have_count(450)
    await expect(page.get_by_role("button", name="Show earlier turns")).to_have_count(0)


async def test_signing_out_leaves_nothing_behind(inside: Visit) -> None:
    page = inside.page
    await inside.say("My PIN for the bicycle lock is in the blue notebook.")
    await _message(page).fill("A draft about the blue notebook")
    (refresh,) = [one["value"] for one in await page.context.cookies() if one["name"] == "toldonce_refresh"]
    async with page.expect_response("**/api/v1/auth/session") as answer:
        await page.get_by_role("button", name="Sign out").click()
    assert (await answer.value).status == 204
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    assert "blue notebook" not in await page.content()
    assert await page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]") == []
    assert await page.context.cookies() == []
    await inside.reload()
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    reused = await page.request.post(f"{inside.base_url}/api/v1/auth/refresh", data={"refresh_token": refresh})
    assert reused.status == 401


async def test_what_arrives_after_signing_out_is_not_shown(inside: Visit) -> None:
    page, released = inside.page, asyncio.Event()
    await inside.say("The spare key lies under the flower pot.")

    async def late(route: Route) -> None:
        answer = await route.fetch()
        await released.wait()
        await route.fulfill(response=answer)

    await page.route("**/api/v1/conversations?*", late)
    async with page.expect_request("**/api/v1/conversations?*"):
        await _message(page).fill("The ladder is in the shed.")
        await page.get_by_role("button", name="Send").click()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    async with page.expect_response("**/api/v1/conversations?*") as answer:
        released.set()
    assert "flower pot" in await (await answer.value).text()
    await page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 200))")
    assert "flower pot" not in await page.content()


async def test_a_wrong_password_is_said_clearly(visit: Visit, person: Person) -> None:
    visit.expected.append("status of 401")
    await visit.open()
    await visit.sign_in(person.email, "not the password")
    await expect(visit.page.get_by_role("alert")).to_have_text("The e-mail address or the password is wrong.")
    await visit.sign_in(person.email, PASSWORD)
    await expect(visit.page.locator("#who")).to_have_text(person.email)


async def test_a_refused_account_is_said_clearly(visit: Visit, person: Person) -> None:
    visit.expected += ["status of 422", "status of 409"]
    await visit.open()
    await visit.page.get_by_role("button", name="New here? Create an account").click()
    await visit.fill_door(person.email, "short")
    await visit.page.get_by_role("button", name="Create account").click()
    await expect(visit.page.get_by_role("alert")).to_have_text("The password must have 8 to 1024 characters.")
    await visit.fill_door(person.email, PASSWORD)
    await visit.page.get_by_role("button", name="Create account").click()
    await expect(visit.page.get_by_role("alert")).to_have_text("An account with this e-mail address exists.")


async def test_hostile_and_long_content_is_only_text(inside: Visit, person: Person) -> None:
    page = inside.page
    long = HOSTILE + " " + "x" * 10_000
    person.conversation(long, title=HOSTILE)
    await inside.reload()
    await page.locator("#conversations button").first.click()
    await expect(page.locator("#turns .said")).to_have_text(long)
    await expect(page.locator("#conversations .title").first).to_have_text(HOSTILE)
    await page.get_by_role("searchbox").fill("script bold window")
    await expect(page.locator("#hits .content").first).to_have_text(long)
    await page.locator("#hits").get_by_role("button", name="Show all").first.click()
    await page.locator("#hits").get_by_role("button", name="Show less").first.click()
    await page.keyboard.press("Escape")
    await page.get_by_role("searchbox").press("Escape")
    await page.get_by_role("button", name="New conversation").click()
    await inside.say(f"{HOSTILE} bold?")
    await expect(page.locator("#turns .turn.user .said")).to_have_text(f"{HOSTILE} bold?")
    for place in ("#turns", "#memories", "#conversations", "#hits"):
        assert await page.locator(f"{place} :is(script, img, svg, b:not(.by b))").count() == 0, place
    assert await page.evaluate("window.ran") is None
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_enter_sends_and_shift_enter_begins_a_line(inside: Visit) -> None:
    page = inside.page
    await _message(page).press_sequentially("My list:")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("bread and salt.")
    await expect(_message(page)).to_have_value("My list:\nbread and salt.")
    await page.keyboard.press("Enter")
    await inside.answered("My list:")
    await expect(page.locator("#turns .turn.user .said")).to_have_text("My list:\nbread and salt.", use_inner_text=True)
    await expect(_message(page)).to_have_value("")
    await expect(_message(page)).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.type("   ")
    await page.keyboard.press("Enter")
    await expect(page.locator("#turns .turn.user")).to_have_count(1)


async def test_an_access_token_about_to_expire_is_exchanged_once_and_silently(visit: Visit, person: Person) -> None:
    page = visit.page
    exchanged: list[str] = []
    page.on("request", lambda request: exchanged.append(request.url) if "/session/refresh" in request.url else None)

    async def short_lived(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, json={**await answer.json(), "expires_in": 1})

    await page.route("**/api/v1/auth/session", short_lived)
    await visit.open()
    await visit.sign_in(person.email, PASSWORD)
    await visit.say("My boat is called Marisol.")
    assert len(exchanged) == 1


async def test_an_access_token_that_is_refused_is_exchanged_silently(inside: Visit) -> None:
    inside.expected.append("status of 401")
    refused = {"error": "token_expired", "message": "The access token has expired.", "status": 401}

    async def expired(route: Route) -> None:
        await route.fulfill(status=401, content_type="application/problem+json", body=json.dumps(refused))

    await inside.page.route("**/api/v1/conversation", expired, times=1)
    await inside.say("My boat is called Marisol.")
    await expect(inside.page.locator("#turns .turn.assistant .said")).to_contain_text("Noted")
    await expect(inside.page.locator("#turns .turn")).to_have_count(2)

    exchanged: list[str] = []
    inside.page.on(
        "request", lambda request: exchanged.append(request.url) if "/session/refresh" in request.url else None
    )
    await inside.page.route("**/api/v1/conversations?*", expired, times=1)
    await inside.page.route("**/turns?*", expired, times=1)
    await inside.reload()
    await expect(inside.page.locator("#turns .turn")).to_have_count(2)
    await expect(inside.page.locator("#conversations .title")).to_have_count(1)
    assert len(exchanged) == 1, "one that both refused calls share"


async def test_a_session_that_ended_elsewhere_leads_to_the_door_and_keeps_the_draft(
    inside: Visit, person: Person
) -> None:
    inside.expected.append("status of 401")
    page = inside.page
    assert person.http.post("/api/v1/auth/logout-all").status_code == 204
    await _message(page).fill("A long thought")
    await page.get_by_role("searchbox").fill("thought")
    await expect(page.get_by_role("alert")).to_contain_text("Your session has ended: sign in again.")
    await inside.sign_in(person.email, PASSWORD)
    await expect(_message(page)).to_have_value("A long thought")


async def test_a_lost_connection_keeps_the_message_and_sends_it_once(inside: Visit, person: Person) -> None:
    page = inside.page
    inside.expected.append("net::ERR_FAILED")

    async def cut(route: Route) -> None:
        await route.fetch()  # it reaches the service, whose answer is lost
        await route.abort()

    await page.route("**/api/v1/conversation", cut, times=1)
    await _message(page).fill("The spare key is with Rui.")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_have_text(
        "The service cannot be reached. Check that it runs, then try again."
    )
    await expect(_message(page)).to_have_value("The spare key is with Rui.")
    await expect(page.locator("#turns .turn")).to_have_count(0)
    await page.keyboard.press("Enter")
    await inside.answered("The spare key is with Rui.")
    (only,) = person.http.get("/api/v1/conversations").json()["items"]
    turns = person.http.get(f"/api/v1/conversations/{only['conversation_id']}/turns").json()["items"]
    assert [turn["role"] for turn in turns] == ["user", "assistant"]


async def test_an_answer_for_a_conversation_that_was_left_disturbs_nothing(inside: Visit, person: Person) -> None:
    page = inside.page
    person.conversation("Basil wants sun.", title="Garden")
    await inside.reload()
    held: list[Route] = []
    await page.route("**/api/v1/conversation", lambda route: held.append(route), times=1)
    await _message(page).fill("The spare key is with Rui.")
    await page.keyboard.press("Enter")
    await page.locator("#turns [aria-busy]").wait_for()
    await page.get_by_role("button", name="Garden").click()
    await expect(page.locator("#turns .said")).to_have_text("Basil wants sun.")
    await held[0].continue_()
    await expect(page.locator("#conversations .title").first).to_have_text("The spare key is with Rui.")
    await expect(page.locator("#turns .said")).to_have_text("Basil wants sun.")
    await expect(page.locator("#conversations button[aria-current] .title")).to_have_text("Garden")


async def test_an_unknown_conversation_in_the_address_is_said(inside: Visit) -> None:
    inside.expected.append("status of 404")
    await inside.page.goto("about:blank")
    await inside.open(f"/#/chat/{uuid4()}")
    await expect(inside.page.get_by_role("alert")).to_contain_text("There is no such")
    await inside.say("It goes on from here.")


async def test_everything_can_be_done_with_the_keyboard(visit: Visit) -> None:
    page = visit.page

    async def tab_to(selector: str) -> None:
        for _ in range(40):
            await page.keyboard.press("Tab")
            if await page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none" or selector == "#message", f"{selector} does not show that it has the focus"
                return
        raise AssertionError(f"{selector} is not reached with Tab")

    await visit.open()
    await tab_to("#other-door")
    await page.keyboard.press("Enter")
    await expect(page.locator("#email")).to_be_focused()
    await page.keyboard.type(f"{uuid4().hex}@example.org")
    await tab_to("#password")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(_message(page)).to_be_focused()
    await page.keyboard.type("My boat is called Marisol.")
    await page.keyboard.press("Enter")
    await visit.answered("My boat is called Marisol.")
    await page.keyboard.type("What is my boat called?")
    await page.keyboard.press("Enter")
    await visit.answered("What is my boat called?")
    # Where a memory was said is looked up when its card is shown already: on a busy machine Tab went round before.
    await page.locator("#memories .where").first.wait_for()
    await tab_to("#memories .where")
    await page.keyboard.press("Enter")
    await expect(page.locator("#turns .turn:focus .said")).to_have_text("My boat is called Marisol.")
    await page.reload()
    await visit.is_ready()
    await page.evaluate("document.activeElement.blur()")
    await tab_to("#skip")
    await expect(page.locator("#skip")).to_be_in_viewport()
    await tab_to("#query")
    await page.keyboard.type("boat")
    await page.keyboard.press("Enter")
    # Whoever types slowly gets hits of what is typed so far, and these give way.
    await expect(page.locator("#found-status")).to_have_text(re.compile("the best first|nearest places"))
    await tab_to("#hits .where")
    await page.keyboard.press("Enter")
    await expect(page.locator("#found")).to_be_hidden()
    # The turn that was found takes the focus once it is there: on a busy machine that was behind the next keys.
    await expect(page.locator("#turns .turn:focus .said")).to_have_count(1)
    await page.evaluate("document.activeElement.blur()")
    await tab_to("#sign-out")
    await page.keyboard.press("Enter")
    await expect(page.locator("#email")).to_be_focused()


@contextlib.asynccontextmanager
async def _held(page: Page, address: str) -> AsyncIterator[None]:
    """Requests to this address are held while the block runs, and answered then."""
    over = asyncio.Event()

    async def hold(route: Route) -> None:
        await over.wait()
        await route.continue_()

    await page.route(address, hold)
    try:
        yield
    finally:
        over.set()


async def test_an_answer_leaves_the_focus_to_whoever_went_elsewhere(inside: Visit) -> None:
    page = inside.page
    async with _held(page, "**/api/v1/conversation"):
        await _message(page).fill("My boat is called Marisol.")
        await page.keyboard.press("Enter")
        await expect(page.locator("#stop")).to_be_visible()
        await page.locator("#query").focus()
    await inside.answered("My boat is called Marisol.")
    await expect(page.locator("#send")).to_be_visible()
    await expect(page.locator("#query")).to_be_focused()


async def test_a_card_that_is_filled_in_later_keeps_the_focus(inside: Visit, person: Person) -> None:
    page = inside.page
    person.conversation("My sister Nora lives in Ghent.", "I live in Porto.")
    person.settled()
    memory = page.locator("#memories a.link").first
    async with _held(page, "**/api/v1/memories/search"):
        await inside.say("Where does my sister live?")
        await memory.focus()
        await expect(page.locator("#memories .where")).to_have_count(0)
    await page.locator("#memories .where").first.wait_for()
    await expect(memory).to_be_focused()


async def test_a_phone_shows_one_view_at_a_time(inside: Visit) -> None:
    page = inside.page
    await page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    await inside.say("My boat is called Marisol.")
    await inside.say("What is my boat called?")
    await expect(page.locator("#list")).to_be_hidden()
    await page.get_by_role("button", name=re.compile("memor(y|ies) at hand")).last.click()
    await expect(page.locator("#memories .card").first).to_be_visible()
    await expect(page.locator("#middle")).to_be_hidden()
    await page.locator("#memories .where").first.click()
    await expect(page.locator("#turns .turn:focus")).to_be_in_viewport()
    await page.get_by_role("button", name="Conversations", exact=True).click()
    await page.locator("#conversations button").first.click()
    await expect(page.locator("#turns .turn")).to_have_count(4)
