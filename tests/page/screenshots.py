"""Pictures of the page for the documentation: ``python -m tests.page.screenshots docs/images``."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

from playwright.async_api import Browser, Request

from tests.live import serving
from tests.page.browser import DESKTOP, PHONE, SETTLED, TABLET, Visit, chromium, visiting
from tests.page.example import EMAILS, PASSWORD, QUESTION, tell

SIZES = {"desktop": DESKTOP, "phone": PHONE, "tablet": TABLET}
PLACES = ("you", "memories", "timeline", "entities", "activity", "transfer", "account")
COMMAND = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", "PORT"]


async def take(base_url: str, folder: Path, *, everything: bool) -> list[Path]:
    """The pictures in light and dark; with ``everything`` also every view, dialog and state, at every size."""
    for email in EMAILS.values():
        tell(base_url, email)
    async with chromium() as browser:
        made = [await _answer(browser, base_url, folder, scheme) for scheme in EMAILS]
        if everything:
            for size, screen in SIZES.items():
                for scheme in EMAILS:
                    async with visiting(browser, base_url, viewport=screen, color_scheme=scheme) as visit:
                        made += await Tour(visit, folder, f"{size}-{scheme}").all()
    return made


async def _answer(browser: Browser, base_url: str, folder: Path, scheme: str) -> Path:
    """In light an answer beside what it was made from, in dark the timeline moved to an earlier day."""
    async with visiting(browser, base_url, color_scheme=scheme) as visit:
        await visit.open()
        await visit.sign_in(EMAILS[scheme], PASSWORD)
        await visit.page.get_by_role("textbox", name="Message").wait_for()
        if scheme == "light":
            await visit.say(QUESTION)
            await visit.page.locator("#memories .where").first.wait_for()
            await visit.page.get_by_role("textbox", name="Message").blur()
        else:
            await visit.page.goto(f"{base_url}/#/timeline")
            await visit.page.get_by_role("slider").fill("40")
            await visit.page.locator(".rows li", has_text="Lisbon").first.wait_for()
        file = folder / f"page-{scheme}.png"
        await visit.page.screenshot(path=file)
        return file


class Tour:
    """One tab that is led through everything there is to see, with a picture of each."""

    def __init__(self, visit: Visit, folder: Path, name: str) -> None:
        self.visit = visit
        self.page = visit.page
        self.folder = folder
        self.name = name
        self.made: list[Path] = []
        self.running: set[Request] = set()
        self.page.on("request", self.asked)
        self.page.on("response", lambda response: self.answered(response.request))
        self.page.on("requestfailed", self.answered)

    async def all(self) -> list[Path]:
        """The files, in the order of the tour."""
        await self.door()
        await self.empty_places()
        await self.leave()
        await self.chat()
        await self.places()
        await self.dialogs()
        await self.faults()
        return self.made

    async def picture(self, what: str) -> None:
        """Wait until nothing is loading or moving any more, and keep what is seen."""
        await self.quiet()
        if await self.page.locator("#room").is_visible():
            await self.page.locator("#room:not([aria-busy])").wait_for()
        await self.page.evaluate(SETTLED)
        self.made.append(self.folder / f"{self.name}-{what}.png")
        await self.page.screenshot(path=self.made[-1])

    def asked(self, request: Request) -> None:
        """Remember what was asked of the service until it is answered; files that the browser has may never be."""
        if request.resource_type == "fetch":
            self.running.add(request)

    def answered(self, request: Request) -> None:
        """Forget what was answered."""
        self.running.discard(request)

    async def quiet(self) -> None:
        """Wait until everything that was asked of the service is answered, and for a moment nothing else is."""
        for _ in range(3):
            while self.running:
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.15)

    async def go(self, place: str) -> None:
        """Go to a place by its address, and wait for it."""
        await self.page.goto(f"{self.visit.base_url}/#/{place}")
        await self.page.locator(f".room.{place.split('/')[0]} h2").wait_for()
        await self.page.locator("#room:not([aria-busy])").wait_for()

    async def door(self) -> None:
        """Before anybody is signed in."""
        await self.visit.open()
        await self.picture("door")
        await self.visit.sign_in(EMAILS["light"], "a wrong password")
        await self.page.locator("#door-fault:not(:empty)").wait_for()
        await self.picture("door-fault")

    async def empty_places(self) -> None:
        """What an account sees that has told nothing yet."""
        await self.visit.open()
        await self.visit.register(f"{uuid4().hex}@example.org", PASSWORD)
        await self.picture("empty-chat")
        for place in PLACES:
            await self.go(place)
            await self.picture(f"empty-{place}")

    async def leave(self) -> None:
        """Sign out, and come back as somebody with a history."""
        await self.page.get_by_role("button", name="Sign out").click()
        await self.page.locator("#door").wait_for()
        await self.visit.sign_in(EMAILS["light"], PASSWORD)
        await self.page.get_by_role("textbox", name="Message").wait_for()
        await self.page.locator("#conversations button").first.wait_for(state="attached")

    async def chat(self) -> None:
        """The conversation and what stands around it."""
        await self.picture("welcome")
        await self.visit.say(QUESTION)
        await self.page.locator("#memories .where").first.wait_for(state="attached")
        await self.picture("answer")
        if await self.page.locator("#views").is_visible():
            for view in ("Conversations", "Memories"):
                await self.page.get_by_role("button", name=view, exact=True).click()
                await self.picture(f"answer-{view.lower()}")
            await self.page.get_by_role("button", name="Conversations", exact=True).click()
        await self.page.locator("#conversations summary").first.click()
        await self.picture("conversation-menu")
        await self.page.get_by_role("searchbox").fill("hazelnut cake")
        await self.page.locator("#hits .card").first.wait_for()
        await self.picture("search")
        await self.page.get_by_role("searchbox").fill("submarine")
        await self.page.locator("#found-status", has_text="Nothing that was told").wait_for()
        await self.picture("search-none")

    async def places(self) -> None:
        """Every other place with something in it, also further down."""
        for place in PLACES:
            await self.go(place)
            await self.picture(place)
            await self.page.locator("#room").evaluate("(room) => room.scrollTo(0, room.scrollHeight)")
            await self.picture(f"{place}-end")
        await self.go("memories")
        await self.page.get_by_role("searchbox", name="Search memories").fill("where do I live")
        await self.page.get_by_role("button", name="Why this?").first.click()
        await self.page.locator(".card .hint:not(:empty)").first.wait_for()
        await self.picture("memories-why")
        await self.page.get_by_role("searchbox", name="Search memories").fill("")
        await self.page.get_by_role("link", name="Porto").first.click()
        await self.page.locator(".versions").wait_for()
        await self.picture("memory")
        await self.page.locator("#room").evaluate("(room) => room.scrollTo(0, room.scrollHeight)")
        await self.picture("memory-end")

    async def dialogs(self) -> None:
        """What is asked and edited in place."""
        card = self.page.locator(".card.memory").first
        await card.get_by_role("button", name="Correct").click()
        await self.picture("correct")
        await self.page.keyboard.press("Escape")
        await card.get_by_role("button", name="Forget").click()
        await self.picture("forget")
        await self.page.keyboard.press("Escape")
        await self.go("timeline")
        await self.page.get_by_label("Since").fill("2020-01-01")
        await self.page.get_by_role("button", name="Undo all of these …").click()
        await self.page.locator("dialog").wait_for()
        await self.picture("undo")
        await self.page.keyboard.press("Escape")
        await self.go("account")
        await self.page.get_by_text("Make a new key").click()
        await self.page.get_by_label("Name, such as").fill("laptop")
        await self.page.get_by_role("button", name="Make the key").click()
        await self.page.locator(".secret").wait_for()
        await self.page.locator(".secret").scroll_into_view_if_needed()
        await self.picture("key")

    async def faults(self) -> None:
        """What is shown when something is not there, the connection is lost, or the session has ended."""
        await self.page.goto(f"{self.visit.base_url}/#/nowhere")
        await self.page.locator("#room-fault:not(:empty)").wait_for()
        await self.picture("nowhere")
        await self.page.context.set_offline(True)
        await self.page.locator("#rail [data-place=activity]").click()
        await self.page.locator("#room-fault:not(:empty)").wait_for()
        await self.picture("offline")
        await self.page.context.clear_cookies()
        # The page asks by itself when it is connected again, and may have learned at once that the session is over.
        await self.page.context.set_offline(False)
        await self.page.evaluate("location.hash = '#/you'")
        await self.page.locator("#door-fault:not(:empty)").wait_for()
        await self.picture("expired")


def main() -> None:
    """Fill a service of its own and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--everything", action="store_true", help="also every view, dialog and state, at every size")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        for base_url in serving(COMMAND, Path(data)):
            for file in asyncio.run(take(base_url, arguments.folder, everything=arguments.everything)):
                print(f"{file}: {file.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
