"""Pictures of the page for the documentation: ``python -m tests.page.screenshots docs/images``."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser

from tests.live import serving
from tests.page.browser import DESKTOP, PHONE, chromium, visiting
from tests.page.example import EMAILS, PASSWORD, QUESTION, tell

PLACES = ("you", "memories", "timeline", "entities", "activity", "transfer", "account")
COMMAND = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", "PORT"]


async def take(base_url: str, folder: Path, *, everything: bool) -> list[Path]:
    """The pictures in light and dark; with ``everything`` also the other views, and a phone's."""
    for email in EMAILS.values():
        tell(base_url, email)
    async with chromium() as browser:
        made = [await _answer(browser, base_url, folder, scheme) for scheme in EMAILS]
        if everything:
            for size, screen in (("desktop", DESKTOP), ("phone", PHONE)):
                for scheme in EMAILS:
                    made += await _tour(browser, base_url, folder, size, screen, scheme)
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
            await visit.page.get_by_role("slider").fill("48")
            await visit.page.wait_for_load_state("networkidle")
        file = folder / f"page-{scheme}.png"
        await visit.page.screenshot(path=file)
        return file


async def _tour(
    browser: Browser, base_url: str, folder: Path, size: str, screen: dict[str, int], scheme: str
) -> list[Path]:
    made: list[Path] = []

    async with visiting(browser, base_url, viewport=screen, color_scheme=scheme) as visit:
        page = visit.page

        async def picture(name: str) -> None:
            await page.wait_for_load_state("networkidle")
            made.append(folder / f"{size}-{scheme}-{name}.png")
            await page.screenshot(path=made[-1])

        await visit.open()
        await picture("door")
        await visit.sign_in(EMAILS["light"], "a wrong password")
        await page.locator("#door-fault:not(:empty)").wait_for()
        await picture("door-fault")
        await visit.sign_in(EMAILS["light"], PASSWORD)
        await page.get_by_role("textbox", name="Message").wait_for()
        await page.locator("#conversations button").first.wait_for(state="attached")
        await picture("welcome")
        await visit.say(QUESTION)
        await page.locator("#memories .where").first.wait_for(state="attached")
        await picture("answer")
        if size == "phone":
            for view in ("Conversations", "Memories"):
                await page.get_by_role("button", name=view, exact=True).click()
                await picture(view.lower())
        await page.get_by_role("searchbox").fill("hazelnut cake")
        await page.locator("#hits .card").first.wait_for()
        await picture("search")
        for place in PLACES:
            await page.goto(f"{base_url}/#/{place}")
            await page.locator(f".room.{place} h2").wait_for()
            await picture(place)
        await page.locator("#rail [data-place=memories]").click()
        await page.get_by_role("link", name="Porto").first.click()
        await page.locator(".versions").wait_for()
        await picture("memory")
        await page.get_by_role("button", name="Forget").click()
        await picture("forget")
        await page.locator("dialog").get_by_role("button", name="Cancel").click()
    return made


def main() -> None:
    """Fill a service of its own and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--everything", action="store_true", help="also the other views, and a phone's")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        for base_url in serving(COMMAND, Path(data)):
            for file in asyncio.run(take(base_url, arguments.folder, everything=arguments.everything)):
                print(f"{file}: {file.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
