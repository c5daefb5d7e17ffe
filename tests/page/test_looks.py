"""Accessible in light and dark, at the desk and on a phone; nothing is wider than the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser

from tests.page.browser import DESKTOP, PHONE, SETTLED, TABLET, Visit, visiting
from tests.page.example import PASSWORD as EXAMPLE_PASSWORD
from tests.page.example import QUESTION, tell
from tests.page.screenshots import PLACES
from tests.server.conftest import PASSWORD, Person, Service

EMAIL = "looks@example.org"
SEEN = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && !one.closest(".unseen, .skip"))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 || one.getBoundingClientRect().left < -0.5)
  .map((one) => one.outerHTML.slice(0, 120))"""

COVERED = """(wanted) => [...document.querySelectorAll(wanted)].filter((one) => {
  if (!one.checkVisibility()) return false;
  one.scrollIntoView({ block: "nearest" });
  const { left, top, width, height } = one.getBoundingClientRect();
  return !one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}).map((one) => one.outerHTML.slice(0, 120))"""
"""What something else covers, also after it was scrolled into view."""
SCHEMES = ("light", "dark")
"""The colours that the reader's system may ask for."""
VIOLATIONS = """async (isDark) => {
  const chosen = isDark ? { runOnly: ["color-contrast", "link-in-text-block"] } : {};
  const { violations } = await axe.run({ resultTypes: ["violations"], ...chosen });
  return violations.map(({ id, nodes }) => [id, nodes.map((one) => [one.html.slice(0, 160), one.failureSummary])]);
}"""
"""What axe finds. In dark it looks at colours alone: nothing else of the page differs."""
REDNESS = "Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])"


@pytest.fixture(scope="module")
def account(service: Service) -> str:
    """An account with a history and with words that are wider than a phone."""
    tell(service.base_url, EMAIL)
    client = service.client()
    pair = client.post("/api/v1/auth/login", json={"email": EMAIL, "password": EXAMPLE_PASSWORD}).json()
    client.headers["Authorization"] = f"Bearer {pair['access_token']}"
    wide = "Nora" + "x" * 250
    made = client.post("/api/v1/conversations", json={"title": wide}).json()
    told = client.post(
        f"/api/v1/conversations/{made['conversation_id']}/turns",
        json={
            "turns": [
                {"role": "user", "content": f"bake for Nora {wide} https://example.org/{wide}", "speaker": wide[:200]}
            ]
        },
    )
    assert told.status_code == 201, told.text
    return EMAIL


@pytest.fixture(params=[DESKTOP, PHONE, TABLET], ids=["desktop", "phone", "tablet"])
async def screen(request: pytest.FixtureRequest, browser: Browser, service: Service) -> AsyncIterator[Visit]:
    """A tab of one size."""
    async with visiting(browser, service.base_url, viewport=request.param) as visit:
        yield visit
        assert visit.unexpected() == []


async def _faults(visit: Visit) -> list[Any]:
    """What is wrong with what is shown, in light and then in dark."""
    page = visit.page
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    faults: list[Any] = []
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme)
        await page.evaluate(SETTLED)
        red = await page.evaluate(REDNESS)
        assert red > 200 if scheme == "light" else red < 60, "the colours follow the system"
        found = [*await page.evaluate(VIOLATIONS, scheme == "dark"), *await page.evaluate(SEEN)]
        faults += [(scheme, fault) for fault in found]
    return faults


async def _look(visit: Visit, *views: str) -> None:
    """Look at the page, on a narrow screen at each of its views."""
    assert await _faults(visit) == []
    if await visit.page.locator("#views").is_visible():
        for view in (*views, "Talk"):
            await visit.page.get_by_role("button", name=view, exact=True).click()
            assert await _faults(visit) == []


async def test_the_door(screen: Visit) -> None:
    screen.expected.append("status of 401")
    await screen.open()
    assert await _faults(screen) == []
    await screen.sign_in("nobody@example.org", PASSWORD)
    await screen.page.locator("#door-fault:not(:empty)").wait_for()
    assert await _faults(screen) == []
    await screen.page.get_by_role("button", name="New here? Create an account").click()
    assert await _faults(screen) == []


async def test_the_house(screen: Visit, account: str) -> None:
    page = screen.page
    await screen.open()
    await screen.sign_in(account, EXAMPLE_PASSWORD)
    await page.locator("#conversations button").first.wait_for(state="attached")
    await _look(screen, "Conversations", "Memories")
    await screen.say(QUESTION)
    await page.locator("#memories .where").first.wait_for(state="attached")
    await _look(screen, "Conversations", "Memories")
    await page.get_by_role("searchbox").fill("bake Nora")
    await page.locator("#hits .card").first.wait_for()
    assert await _faults(screen) == []
    await page.locator("#hits .where").first.click()
    await page.locator("#turns .turn:focus").wait_for()
    assert await _faults(screen) == []


async def test_every_place(screen: Visit, account: str, tmp_path: Path) -> None:
    page = screen.page
    await screen.open("/#/you")
    await screen.sign_in(account, EXAMPLE_PASSWORD)
    for place in (*PLACES, "memory"):
        await page.goto(f"{screen.base_url}/#/{'memories' if place == 'memory' else place}")
        await page.locator(f".room.{'memories' if place == 'memory' else place} h2").wait_for()
        if place == "memory":
            await page.locator(".window a").first.click()
            await page.locator(".room h3", has_text="Related").wait_for()
        if place == "account":
            await page.get_by_text("Make a new key").click()
            await page.get_by_label("Name, such as").fill("laptop")
            await page.get_by_role("button", name="Make the key").click()
            await page.locator(".secret").wait_for()
        await page.wait_for_load_state("networkidle")
        picture = tmp_path / f"{place}.png"
        await page.screenshot(path=picture)
        assert picture.stat().st_size > 10_000, "something is shown"
        assert await _faults(screen) == [], place


@pytest.mark.parametrize(
    ("window", "text"),
    [({"width": 320, "height": 256}, 16), (PHONE, 32), (DESKTOP, 32)],
    ids=["four times as large", "large text on a phone", "large text at the desk"],
)
async def test_nothing_is_lost_in_a_small_window_and_in_large_text(
    browser: Browser, service: Service, person: Person, window: dict[str, int], text: int
) -> None:
    assert person.http.post("/api/v1/memories", json={"content": "I live in Porto."}).status_code == 201
    async with visiting(browser, service.base_url, viewport=window) as visit:
        page = visit.page
        devtools = await page.context.new_cdp_session(page)

        async def look(wanted: str, where: str) -> None:
            await devtools.send("Page.setFontSizes", {"fontSizes": {"standard": text, "fixed": text}})
            assert await page.evaluate("getComputedStyle(document.body).fontSize") == f"{text}px"
            assert await page.locator(wanted).count() > 1, where
            assert await page.evaluate(COVERED, wanted) == [], where
            assert await page.evaluate(SEEN) == [], where

        await visit.open()
        await look("#sign-in input, #sign-in button", "the door")
        await visit.sign_in(person.email, PASSWORD)
        await page.get_by_role("textbox", name="Message").wait_for()
        await look("header input, header button, #rail a, #views button, #say textarea, #say button", "the chat")
        assert await page.locator("#log").evaluate("(log) => log.clientHeight") >= 5 * text
        for place in PLACES:
            await page.goto(f"{service.base_url}/#/{place}")
            await page.locator(f"#room:not([aria-busy]) .room.{place} h2").wait_for()
            await look("#rail a, .room :is(button, input:not(.unseen), select)", place)
        assert visit.unexpected() == []


async def test_dialogs_and_what_is_edited_in_place(screen: Visit, account: str) -> None:
    page = screen.page
    await screen.open("/#/timeline")
    await screen.sign_in(account, EXAMPLE_PASSWORD)
    await page.get_by_label("Since").fill("2020-01-01")
    await page.get_by_role("button", name="Undo all of these …").click()
    await page.locator("dialog").wait_for()
    assert await _faults(screen) == [], "undoing"
    await page.keyboard.press("Escape")
    await page.goto(f"{screen.base_url}/#/you")
    card = page.locator(".card.memory").first
    await card.get_by_role("button", name="Evidence").click()
    await card.locator(".evidence").wait_for()
    assert await _faults(screen) == [], "evidence"
    await card.get_by_role("button", name="Forget").click()
    await page.locator("dialog").wait_for()
    assert await _faults(screen) == [], "forgetting"
    await page.keyboard.press("Escape")
    await card.get_by_role("button", name="Correct").click()
    assert await _faults(screen) == [], "correcting"


async def test_empty_places_offline_and_a_fault(screen: Visit) -> None:
    screen.expected.append("ERR_INTERNET_DISCONNECTED")
    page = screen.page
    await screen.open()
    await screen.register(f"{uuid4().hex}@example.org", PASSWORD)
    await _look(screen, "Conversations", "Memories")
    for place in PLACES:
        await page.goto(f"{screen.base_url}/#/{place}")
        await page.locator(f"#room:not([aria-busy]) .room.{place} h2").wait_for()
        assert await _faults(screen) == [], place
    await page.context.set_offline(True)
    await page.locator("#rail [data-place=you]").click()
    await page.locator("#room-fault:not(:empty)").wait_for()
    assert await _faults(screen) == [], "offline"
