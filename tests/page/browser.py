"""Chromium without a window, driven by Playwright, and what it complains about while it shows the page."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first draws no window around its pages, which takes half of the processor's time."""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1180}
PATIENCE = 60_000
"""Milliseconds that a busy machine may need for what a page does at once."""
SETTLED = """async () => {
  while (document.getAnimations().some((one) => one.playState === "running")) await new Promise(requestAnimationFrame);
}"""
"""Waits without `wait_for_function`, which evaluates text and so offends the page's policy."""
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.noteRefusal(`${event.violatedDirective} refused ${event.blockedURI || event.sample}`));
"""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A running browser. Raises `RuntimeError` when this machine has none."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise RuntimeError("The page's tests need Chromium, which is not installed: run 'make setup-dev'.")
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Visit:
    """One tab on the page; ``complaints`` holds every console error, uncaught error and refused resource."""

    page: Page
    base_url: str
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    """Parts of the complaints that the test provokes."""

    def unexpected(self) -> list[str]:
        """The complaints that nobody provoked."""
        return [one for one in self.complaints if not any(part in one for part in self.expected)]

    async def open(self, path: str = "/") -> None:
        """Load the page and wait until it answers its user."""
        await self.page.goto(f"{self.base_url}{path}")
        await self.is_ready()

    async def reload(self) -> None:
        """Load it again, as the browser's button does."""
        await self.page.reload()
        await self.is_ready()

    async def is_ready(self) -> None:
        """Wait until the page has found out who is signed in."""
        await self.page.locator("body[data-ready=true]").wait_for()

    async def timed(self) -> Callable[[], Awaitable[float]]:
        """Tells the processor's seconds that the page's thread has worked: other programs do not count."""
        browsing = await self.page.context.new_cdp_session(self.page)
        await browsing.send("Performance.enable", {"timeDomain": "threadTicks"})

        async def busy_seconds() -> float:
            metrics = (await browsing.send("Performance.getMetrics"))["metrics"]
            return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

        return busy_seconds

    async def register(self, email: str, password: str) -> None:
        """Create an account at the door."""
        await self.page.get_by_role("button", name="New here? Create an account").click()
        await self.fill_door(email, password)
        await self.page.get_by_role("button", name="Create account").click()
        await self.page.get_by_role("textbox", name="Message").wait_for()

    async def sign_in(self, email: str, password: str) -> None:
        """Sign in at the door, with whatever comes of it."""
        await self.fill_door(email, password)
        await self.page.get_by_role("button", name="Sign in", exact=True).click()

    async def fill_door(self, email: str, password: str) -> None:
        """Fill in the form at the door."""
        await self.page.get_by_label("E-mail").fill(email)
        await self.page.get_by_label("Password").fill(password)

    async def say(self, message: str) -> None:
        """Send a message and wait for the whole answer."""
        await self.page.get_by_role("textbox", name="Message").fill(message)
        await self.page.keyboard.press("Enter")
        await self.answered(message)

    async def answered(self, message: str) -> None:
        """Wait until the newest turns are this message and its whole answer."""
        newest = self.page.locator("#turns .turn.user").last
        await newest.filter(has_text=message.splitlines()[0][:80]).wait_for()
        await self.page.locator("#turns .turn.user + .turn.assistant:last-child:not([aria-busy])").wait_for()


@asynccontextmanager
async def visiting(browser: Browser, base_url: str, **context: Any) -> AsyncIterator[Visit]:
    """A fresh tab with nothing of earlier visits; it opens no page yet."""
    opened: BrowserContext = await browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB"} | context)
    opened.set_default_timeout(PATIENCE)
    page = await opened.new_page()
    visit = Visit(page, base_url)
    await page.expose_function("noteRefusal", lambda refusal: visit.complaints.append(refusal))
    await page.add_init_script(WATCH_POLICY)

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visit.complaints.append(f"{message.type}: {message.text}")

    page.on("console", heard)
    page.on("pageerror", lambda error: visit.complaints.append(f"uncaught: {error}"))
    try:
        yield visit
    finally:
        await opened.close()
