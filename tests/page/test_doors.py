"""The doors in a real browser: the reference renders under its policy, and pages of other origins meet CORS."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.page.browser import PATIENCE, visiting
from tests.server.conftest import make_settings, serving

ASK = """async (url) => {
  try {
    const answer = await fetch(url, { headers: { "Authorization": "Bearer none" } });
    return { status: answer.status, id: answer.headers.get("X-Request-ID") };
  } catch (refused) {
    return { refused: String(refused) };
  }
}"""
INJECT = """() => {
  const place = document.body.appendChild(document.createElement("div"));
  place.innerHTML = '<img src="/static/none.png" onerror="window.harmed = true">';
  const script = document.createElement("script");
  script.textContent = "window.harmed = true";
  document.body.append(script);
  const foreign = document.createElement("script");
  foreign.src = "https://evil.example/x.js";
  document.body.append(foreign);
}"""


@pytest.fixture(scope="module")
def service_url(owner_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service in development."""
    with serving(make_settings(owner_url, models_dir, tmp_path_factory.mktemp("doors"))) as service:
        yield service.base_url


@contextlib.contextmanager
def _frontend(folder: Path) -> Iterator[str]:
    """Another origin with an empty page."""
    (folder / "index.html").write_text("<!doctype html><title>A frontend</title><link rel=icon href=data:,>")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.requirement("DO-01", "DO-08", "SH-05")
@pytest.mark.parametrize(
    ("path", "shown"),
    [("/docs", ".opblock-summary-path"), ("/redoc", '[data-section-id^="tag/"], [id^="tag/"]')],
)
async def test_the_reference_renders_offline_under_its_policy(
    path: str, shown: str, browser: Browser, service_url: str
) -> None:
    async with visiting(browser, service_url) as visit:
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url))
        await visit.page.goto(f"{service_url}{path}")
        await visit.page.locator(shown).first.wait_for()
        assert await visit.page.locator(shown).count() >= 8
        await visit.page.get_by_text("/api/v1/memories/search").first.wait_for(state="attached")
        assert visit.complaints == []
        foreign = [url for url in asked if not url.startswith((service_url, "data:", f"blob:{service_url}"))]
        assert foreign == []


@pytest.mark.requirement("DO-01")
async def test_an_operation_can_be_tried_out(browser: Browser, service_url: str) -> None:
    async with visiting(browser, service_url) as visit:
        await visit.page.goto(f"{service_url}/docs#/system/alive")
        await visit.page.get_by_role("button", name="Try it out").click()
        await visit.page.get_by_role("button", name="Execute").click()
        await visit.page.locator(".live-responses-table .response-col_status", has_text="200").wait_for()
        assert visit.complaints == []


@pytest.mark.requirement("SH-05")
@pytest.mark.parametrize("path", ["/", "/docs", "/redoc"])
async def test_injected_scripts_do_nothing(path: str, browser: Browser, service_url: str) -> None:
    async with visiting(browser, service_url) as visit:
        await visit.page.goto(f"{service_url}{path}", wait_until="load")
        await visit.page.evaluate(INJECT)
        async with asyncio.timeout(PATIENCE / 1000):
            while len([one for one in visit.complaints if "script-src" in one and "refused" in one]) < 3:
                await asyncio.sleep(0.05)
        assert await visit.page.evaluate("window.harmed") is None


@pytest.mark.requirement("CO-03", "CO-07", "CO-09", "DP-11")
async def test_a_frontend_is_refused_until_its_origin_is_listed(
    browser: Browser, owner_url: str, models_dir: Path, tmp_path: Path
) -> None:
    with _frontend(tmp_path) as origin:
        for origins, allowed in (((), False), ((origin,), True)):
            settings = make_settings(owner_url, models_dir, tmp_path, environment="staging", cors_origins=origins)
            with serving(settings) as service:
                async with visiting(browser, origin) as visit:
                    await visit.page.goto(origin)
                    answer = await visit.page.evaluate(ASK, f"{service.base_url}/api/v1/auth/me")
                    if allowed:
                        assert answer["status"] == 401, "an error can be read by the page too"
                        assert answer["id"], "and its request id"
                    else:
                        assert "refused" in answer
                        assert any("CORS policy" in complaint for complaint in visit.complaints)


@pytest.mark.requirement("CO-04")
async def test_development_lets_a_local_frontend_in(browser: Browser, service_url: str, tmp_path: Path) -> None:
    with _frontend(tmp_path) as origin:
        async with visiting(browser, origin) as visit:
            await visit.page.goto(origin)
            answer = await visit.page.evaluate(ASK, f"{service_url}/api/v1/auth/me")
            assert answer["status"] == 401
