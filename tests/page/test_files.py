"""Files on the page: exports dropped with the mouse, ones that are none, and an import that is tried again."""

from __future__ import annotations

import asyncio
import json
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.page.browser import Visit
from tests.page.exports import chatgpt_export, claude_export, drop
from tests.server.conftest import Person


async def _transfer(visit: Visit) -> Page:
    await visit.page.goto(f"{visit.base_url}/#/transfer")
    await visit.page.locator("#room:not([aria-busy]) .drop").wait_for()
    return visit.page


@pytest.mark.parametrize("whose", ["chatgpt", "claude", "chatgpt zip"])
async def test_an_export_is_dropped_and_understood(inside: Visit, person: Person, tmp_path: Path, whose: str) -> None:
    page = await _transfer(inside)
    file = claude_export(tmp_path) if whose == "claude" else chatgpt_export(tmp_path)
    if whose.endswith("zip"):
        with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
            archive.write(file, "conversations.json")
        file = tmp_path / "export.zip"
    await drop(page, file)
    await expect(page.locator(".drop")).to_contain_text(f"{file.name} is imported: ")
    await expect(page.locator(".rows .badge.done")).to_have_text("Done")
    titles = {one["title"] for one in person.http.get("/api/v1/conversations").json()["items"]}
    assert titles == {"First flat", "Moving"}
    await drop(page, file)
    await expect(page.locator(".rows > li")).to_have_count(2)
    assert len(person.http.get("/api/v1/conversations").json()["items"]) == 2, "doing it twice adds nothing twice"


async def test_a_file_that_is_no_export_is_refused_and_can_be_tried_again(inside: Visit, tmp_path: Path) -> None:
    page = await _transfer(inside)
    broken = tmp_path / "broken.json"
    broken.write_text('{"mapping": ')
    name = '<img src=x onerror="window.ran = 1">.json'
    await drop(page, broken, name)
    await expect(page.locator(".drop")).to_contain_text(f"{name} could not be imported")
    await expect(page.locator(".rows .fault")).to_contain_text("The file is not valid JSON")
    assert await page.locator("#room img").count() == 0
    assert await page.evaluate("window.ran") is None
    async with page.expect_response("**/retry") as answer:
        await page.get_by_role("button", name="Try again").click()
    assert (await answer.value).status in (200, 202)


async def test_everything_is_exported_as_a_file_that_is_read_back(inside: Visit, person: Person) -> None:
    person.conversation("My boat is called Marisol.", title="Boat")
    page = await _transfer(inside)
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Export everything").click()
    file = await (await download.value).path()
    lines = (await asyncio.to_thread(file.read_text, "utf-8")).splitlines()
    assert any(json.loads(line).get("content") == "My boat is called Marisol." for line in lines)
    await expect(page.locator(".room [role=status]", has_text="Saved as toldonce.jsonl")).to_be_visible()
