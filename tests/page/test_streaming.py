"""An answer that a language model writes while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.page.browser import Visit
from tests.server.conftest import make_settings
from tests.support.scripted_llm import ScriptedLLM, Step, running_llm
from toldonce.settings import Settings


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedLLM]:
    """The language model of this module's service."""
    with running_llm() as running:
        yield running


@pytest.fixture(scope="module")
def service_settings(
    owner_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory, model: ScriptedLLM
) -> Settings:
    """A service with that model, which nothing but the answers asks: who reads would take what is planned for them."""
    return make_settings(
        owner_url,
        models_dir,
        tmp_path_factory.mktemp("service"),
        llm_provider="openai",
        llm_base_url=model.url,
        llm_model="scripted",
        worker_in_process=False,
    )


async def test_the_answer_grows_while_it_is_written(inside: Visit, model: ScriptedLLM) -> None:
    page = inside.page
    model.plan(Step(text="Your boat is called Marisol, <b>as you said</b> in March.", delay=0.4))
    await page.evaluate(
        """() => {
          window.seen = [];
          new MutationObserver(() => {
            const busy = document.querySelector("#turns [aria-busy] .said");
            if (busy) window.seen.push(busy.textContent);
          }).observe(document.getElementById("turns"), {childList: true, subtree: true, characterData: true});
        }"""
    )
    await inside.say("What is my boat called?")
    seen = await page.evaluate("window.seen")
    assert "Your boat" in seen
    assert len(set(seen)) >= 8
    await expect(page.locator("#turns .turn.assistant .said")).to_have_text(
        "Your boat is called Marisol, <b>as you said</b> in March."
    )
    await expect(page.locator("#turns .turn.assistant .by")).to_have_text("Assistant")
    await expect(page.locator("#without-model")).to_be_hidden()
    await expect(page.locator("#turns .notice")).to_have_count(0)


async def test_a_model_that_fails_is_said_beside_the_answer(inside: Visit, model: ScriptedLLM) -> None:
    model.plan(Step(status=401))
    await inside.say("My boat is called Marisol.")
    await expect(inside.page.locator("#turns .turn.assistant .said")).to_contain_text(
        "Noted: My boat is called Marisol."
    )
    await expect(inside.page.locator("#turns .notice")).not_to_be_empty()
    await expect(inside.page.locator("#turns .turn.assistant .by")).to_have_text("toldonce")


async def test_an_answer_can_be_stopped_and_what_was_written_stays(inside: Visit, model: ScriptedLLM) -> None:
    page = inside.page
    model.plan(Step(text="Once there was a boat " * 400, delay=0.2))
    await page.get_by_role("textbox", name="Message").fill("Tell me about my boat.")
    await page.keyboard.press("Enter")
    await expect(page.locator("#turns [aria-busy] .said")).to_contain_text("Once there was")
    await page.get_by_role("button", name="Stop").click()
    await expect(page.locator("#turns .notice")).to_have_text("Stopped. What was written until then is kept.")
    await expect(page.get_by_role("button", name="Send")).to_be_enabled()
    await expect(page.locator("#conversations button[aria-current] .title")).to_have_text("Tell me about my boat.")
    stopped = await page.locator("#turns .turn.assistant .said").text_content()
    assert stopped is not None
    assert len(stopped) < 4_000
    await inside.reload()
    await expect(page.locator("#turns .turn.assistant .said")).to_contain_text("Once there was")
    await expect(page.locator("#turns .turn.user")).to_have_count(1)
