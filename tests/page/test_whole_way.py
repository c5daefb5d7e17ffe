"""The whole way of a person on the page: told, used, corrected, travelled back, forgotten, a key, and gone."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from uuid import uuid4

from playwright.async_api import Page, expect

from tests.page.browser import Visit
from tests.page.exports import chatgpt_export, drop
from tests.server.conftest import PASSWORD


async def _go(page: Page, place: str, heading: str) -> None:
    await page.locator(f"#rail [data-place={place}]").click()
    await expect(page.locator("#room-content h2")).to_have_text(heading)


async def _known(page: Page, content: str) -> None:
    """Wait until the profile says so; what was said is read in the background."""
    for _ in range(240):
        await _go(page, "you", "What do you know about me?")
        if await page.locator(".room .card", has_text=content).count():
            return
        await asyncio.sleep(0.25)
    raise AssertionError(f"the profile never said {content!r}")


async def test_told_used_corrected_travelled_forgotten_imported_and_erased(visit: Visit, tmp_path: Path) -> None:
    page, email = visit.page, f"{uuid4().hex}@example.org"
    await visit.open()
    await visit.register(email, PASSWORD)

    # Told, and used for an answer.
    await visit.say("My favourite colour is green.")
    await _known(page, "green")
    await page.locator("#rail [data-place=chat]").click()
    await visit.say("What is my favourite colour?")
    used = page.locator("#memories .card", has_text="green").first
    await expect(used).to_contain_text("relevance")
    await expect(used).to_contain_text("tokens")

    # Corrected in place, and asked again.
    await _known(page, "green")
    card = page.locator(".room .card", has_text="green")
    await card.get_by_role("button", name="Evidence").click()
    await expect(card.locator("blockquote")).to_have_text("My favourite colour is green.")
    await card.get_by_role("button", name="Correct").click()
    box = page.get_by_role("textbox", name="New wording")
    await box.fill((await box.input_value()).replace("green", "turquoise"))
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".room .card", has_text="turquoise")).to_be_visible()
    await expect(page.locator(".room .content", has_text="green")).to_have_count(0)
    await page.locator("#rail [data-place=chat]").click()
    await page.get_by_role("button", name="New conversation").click()
    await visit.say("Which colour is my favourite?")
    await expect(page.locator("#turns .turn.assistant .said")).to_contain_text("turquoise")

    # Travelled back to what had been said before the correction.
    await _go(page, "timeline", "Timeline")
    then = page.locator("section", has_text="What held then").last
    await expect(then).to_contain_text("turquoise")
    await page.get_by_label("Shown is").select_option("known_at")
    slider = page.get_by_role("slider", name="As of")
    await slider.focus()
    await page.keyboard.press("Home")
    await expect(then).to_contain_text("green")
    await expect(then).not_to_contain_text("turquoise")
    await page.keyboard.press("End")
    await expect(then).to_contain_text("turquoise")

    # Imported, and travelled back to what was true before.
    await _go(page, "transfer", "Import and export")
    await drop(page, chatgpt_export(tmp_path))
    await expect(page.locator(".drop")).to_contain_text("conversations.json is imported")
    await _known(page, "Madrid")
    await _go(page, "timeline", "Timeline")
    await expect(then).to_contain_text("Madrid")
    await expect(page.locator(".drawing .struck", has_text="Ghent")).to_be_visible()
    await slider.focus()
    await page.keyboard.press("Home")
    await expect(then).to_contain_text("Ghent")
    await expect(then).not_to_contain_text("Madrid")
    await expect(page.locator("output")).to_have_text("4 March 2023")
    await page.get_by_label("Since").fill("2020-01-01")
    await expect(page.locator("ol.rows")).to_contain_text("Ghent")

    # Forgotten, and nothing is found.
    await _known(page, "turquoise")
    await page.locator(".room .card", has_text="turquoise").get_by_role("button", name="Forget").click()
    await page.locator("dialog").get_by_role("button", name="Forget").click()
    await expect(page.locator(".card", has_text="turquoise")).to_have_count(0)
    assert "turquoise" not in await page.content(), "nor in what other places had shown"
    await _go(page, "memories", "Memories")
    await page.get_by_role("searchbox", name="Search memories").fill("turquoise")
    await expect(page.locator(".room [role=status]")).to_have_text(re.compile("the best first|Nothing that was told"))
    await expect(page.locator(".room .card", has_text="turquoise")).to_have_count(0)

    # A key, shown once, and used as the page says.
    await _go(page, "account", "Account")
    await page.get_by_text("Make a new key").click()
    await page.get_by_label("Name, such as").fill("laptop")
    await page.get_by_role("button", name="Make the key").click()
    command = await page.locator(".secret pre").first.text_content()
    assert command is not None
    ran = await asyncio.create_subprocess_exec("sh", "-c", f"{command} --silent", stdout=asyncio.subprocess.PIPE)
    answer, _ = await ran.communicate()
    assert "hits" in json.loads(answer)
    secret = await page.locator(".secret code").text_content()
    await expect(page.locator(".rows", has_text="laptop")).to_be_visible()
    await visit.reload()
    await expect(page.locator(".rows", has_text="laptop")).to_be_visible()
    assert secret
    assert secret not in await page.content()

    # And gone, with the receipt.
    visit.expected.append("status of 401")
    await page.locator(".perilous").get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Erase the account").click()
    await page.locator("dialog").get_by_role("button", name="Erase").click()
    await expect(page.locator("dialog pre")).to_contain_text('"signature"')
    await page.get_by_role("button", name="Close").click()
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    await visit.sign_in(email, PASSWORD)
    await expect(page.locator("#door-fault")).to_have_text("The e-mail address or the password is wrong.")
