"""Ease of use, measured: ten thousand memories scroll smoothly, every place by keyboard alone, motion when wanted."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.async_api import Browser, Route, expect

from tests.page.browser import PHONE, Visit, visiting
from tests.page.screenshots import PLACES
from tests.server.conftest import PASSWORD, Person, Service

MANY = 10_000
PAGE_SIZE = 200
FRAME_MS = 1000 / 60
SCROLL = """async (many) => {
  const view = document.querySelector(".window");
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const work = [], frames = [];
  let most = 0, began = performance.now(), last = await frame();
  while (!view.textContent.includes(`Memory number ${many - 1}`)) {
    const before = performance.now();
    view.scrollTop = Math.min(view.scrollTop + 4_000, view.scrollHeight);
    view.dispatchEvent(new Event("scroll"));
    view.offsetHeight;
    work.push(performance.now() - before);
    most = Math.max(most, view.querySelectorAll("li").length);
    const now = await frame();
    frames.push(now - last);
    last = now;
    if (performance.now() - began > 240_000) throw new Error("the end is never reached");
  }
  const at = (values, share) => values.sort((one, other) => one - other)[Math.floor(share * (values.length - 1))];
  const both = (values) => [at(values, 0.5), at(values, 0.95)];
  return { most, steps: work.length, work: both(work), frames: both(frames) };
}"""
"""Scrolls through everything, 4,000 pixels in each frame: the milliseconds of the work in a step and between frames."""


def _memory(number: int) -> dict[str, Any]:
    return {
        "memory_id": f"00000000-0000-7000-8000-{number:012d}",
        "type": "fact",
        "content": f"Memory number {number}",
        "slot": None,
        "status": "current",
        "origin": "user",
        "confidence": 0.9,
        "valid_from": None,
        "valid_to": None,
        "recorded_at": "2026-01-01T00:00:00Z",
        "evidence_count": 1,
    }


async def test_ten_thousand_memories_are_scrolled_smoothly_through_a_window(
    inside: Visit, record_property: Any
) -> None:
    async def listed(route: Route) -> None:
        begin = int(parse_qs(urlsplit(route.request.url).query).get("cursor", ["0"])[0])
        end = begin + PAGE_SIZE
        items = [_memory(number) for number in range(begin, end)]
        await route.fulfill(json={"items": items, "next_cursor": str(end) if end < MANY else None})

    page = inside.page
    await page.route("**/api/v1/memories?*", listed)
    await page.goto(f"{inside.base_url}/#/memories")
    await expect(page.locator(".window li").first).to_contain_text("Memory number 0")
    busy_seconds = await inside.timed()
    before = await busy_seconds()
    measured = await page.evaluate(SCROLL, MANY)
    measured["cpu"] = 1000 * (await busy_seconds() - before) / measured["steps"]
    record_property("scrolling", measured)
    print(f"scrolling {MANY} memories: {measured}")
    assert measured["most"] < 60, "only what is seen is in the document"
    assert measured["cpu"] < FRAME_MS, "a step takes less of the processor than a frame, fetching and layout included"


MARK = """() => {
  const all = [...document.querySelectorAll("#room :is(a[href], button, input, select, summary)")];
  const there = all.filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0);
  for (const [number, one] of there.entries()) one.dataset.stop = number;
  return there.length;
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  return [Number(one.dataset.stop ?? -1), one.type === "date" || getComputedStyle(one).outlineStyle !== "none"];
}"""
"""The number of what has the focus, and whether it shows that; a date shows it at the part that has it."""


@pytest.mark.parametrize("place", PLACES)
async def test_everything_in_a_place_is_reached_with_the_keyboard(inside: Visit, person: Person, place: str) -> None:
    page = inside.page
    person.conversation("My sister Nora and my brother Tiago live in Ghent.", "I live in Porto.")
    person.settled()
    await page.goto(f"{inside.base_url}/#/{place}")
    await page.locator(f"#room:not([aria-busy]) .room.{place} h2").wait_for()
    await expect(page.locator(".room h2")).to_be_focused()
    stops = await page.evaluate(MARK)
    reached: set[int] = set()
    for _ in range(3 * stops + 10):  # a date has several stops of its own
        await page.keyboard.press("Tab")
        stop, is_shown = await page.evaluate(FOCUSED)
        assert is_shown or stop < 0, "what has the focus shows it"
        reached.add(stop)
        if reached >= set(range(stops)):
            return
    raise AssertionError(f"not reached: {set(range(stops)) - reached}")


TOO_SMALL = """() => [...document.querySelectorAll("#frame :is(a[href], button, input, select, summary)")]
  .filter((one) => one.checkVisibility() && !one.closest("p, .unseen") && !["checkbox", "radio"].includes(one.type))
  .map((one) => [one.textContent || one.type || one.id, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
"""What is smaller than a finger hits: 24 pixels each way, WCAG 2.2's "Target Size (Minimum)", texts left out."""


async def test_a_finger_hits_what_it_aims_at(browser: Browser, service: Service, person: Person) -> None:
    person.conversation("My sister Nora lives in Ghent.", "I live in Porto.", "I moved to Rome.")
    person.settled()
    async with visiting(browser, service.base_url, viewport=PHONE, has_touch=True, is_mobile=True) as visit:
        await visit.open()
        await visit.sign_in(person.email, PASSWORD)
        await visit.page.locator("#house").wait_for()
        await visit.say("Where do I live?")
        assert await visit.page.evaluate(TOO_SMALL) == []
        for place in PLACES:
            await visit.page.goto(f"{visit.base_url}/#/{place}")
            await visit.page.locator(f"#room:not([aria-busy]) .room.{place} h2").wait_for()
            assert await visit.page.evaluate(TOO_SMALL) == [], place


async def test_where_one_writes_shows_that_it_has_the_focus(inside: Visit) -> None:
    shown = "[getComputedStyle(document.querySelector('#say')).outlineStyle, document.activeElement.id]"
    await inside.page.locator("#message").focus()
    assert await inside.page.evaluate(shown) == ["solid", "message"]
    await inside.page.locator("#query").focus()
    assert await inside.page.evaluate(shown) == ["none", "query"]


async def test_a_memory_is_corrected_and_a_dialog_answered_without_a_mouse(inside: Visit, person: Person) -> None:
    page = inside.page
    person.conversation("I live in Ghent.")
    person.settled()
    await page.goto(f"{inside.base_url}/#/you")
    await page.locator("#room:not([aria-busy]) .room.you h2").wait_for()

    async def tab_to(name: str) -> None:
        for _ in range(30):
            await page.keyboard.press("Tab")
            if await page.evaluate("document.activeElement.textContent") == name:
                return
        raise AssertionError(f"{name} is not reached")

    await tab_to("Correct")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("textbox", name="New wording")).to_be_focused()
    await page.keyboard.press("Control+A")
    await page.keyboard.type("The user lives in Bruges.")
    await tab_to("Save")
    await page.keyboard.press("Enter")
    await expect(page.locator(".card.memory .content")).to_have_text("The user lives in Bruges.")
    await tab_to("Forget")
    await page.keyboard.press("Enter")
    await expect(page.locator("dialog").get_by_role("button", name="Cancel")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog")).to_have_count(0)
    await expect(page.locator(".card.memory").get_by_role("button", name="Forget")).to_be_focused()


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
async def test_nothing_moves_when_less_motion_is_wished(
    browser: Browser, service: Service, person: Person, wish: str, moves: bool
) -> None:
    async with visiting(browser, service.base_url, reduced_motion=wish) as visit:
        await visit.open("/#/you")
        await visit.sign_in(person.email, PASSWORD)
        await visit.page.locator(".room.you h2").wait_for()
        names = await visit.page.evaluate(
            "[...document.querySelectorAll('*')].map((one) => getComputedStyle(one))"
            ".filter((one) => one.animationName !== 'none' || parseFloat(one.transitionDuration) > 0).length"
        )
        assert (names > 0) is moves
