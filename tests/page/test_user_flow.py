"""The whole way of a user, as a deployment is tried: register, sign in, tell, search, delete, sign out."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.async_api import expect

from tests.page.browser import Visit
from tests.server.conftest import PASSWORD

CALL = """
async ({method, path, body, token}) => {
  const headers = {"Content-Type": "application/json"};
  if (token) headers["Authorization"] = `Bearer ${token}`;
  const answer = await fetch(path, {method, headers, body: body === null ? undefined : JSON.stringify(body)});
  const text = await answer.text();
  return {status: answer.status, body: text ? JSON.parse(text) : null};
}
"""
"""What a frontend on the same origin does, inside the browser and under the page's own policy."""


@pytest.mark.requirement("DP-15")
async def test_register_sign_in_tell_search_delete_and_sign_out(visit: Visit) -> None:
    page, email = visit.page, f"{uuid4().hex}@example.org"

    async def call(method: str, path: str, body: object = None, token: str | None = None) -> dict[str, object]:
        answer: dict[str, object] = await page.evaluate(
            CALL, {"method": method, "path": f"/api/v1{path}", "body": body, "token": token}
        )
        return answer

    async def sign_out() -> None:
        async with page.expect_response("**/api/v1/auth/session") as answer:
            await page.get_by_role("button", name="Sign out").click()
        await (await answer.value).finished()
        await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()

    await visit.open()
    await visit.register(email, PASSWORD)
    await sign_out()
    await visit.sign_in(email, PASSWORD)
    await expect(page.locator("#who")).to_have_text(email)

    await visit.say("My boat is called Marisol.")
    tokens = await call("POST", "/auth/login", {"email": email, "password": PASSWORD})
    token = tokens["body"]["access_token"]  # type: ignore[index]
    told = await call("POST", "/memories", {"content": "Marisol has a blue hull.", "type": "fact"}, token)
    assert told["status"] == 201
    memory = f"/memories/{told['body']['memory_id']}"  # type: ignore[index]

    box = page.get_by_role("searchbox", name="Search everything that was said")
    await box.fill("Which colour is the hull of Marisol?")
    await expect(page.locator("#hits .card .content").first).to_have_text("Marisol has a blue hull.")

    assert (await call("DELETE", memory, None, token))["status"] == 200
    assert (await call("GET", memory, None, token))["status"] == 404
    visit.expected.append("404")
    await box.fill("What is the hull of Marisol like?")
    await expect(page.locator("#hits .card .content").first).to_have_text("My boat is called Marisol.")
    await expect(page.locator("#hits")).not_to_contain_text("blue hull")

    await sign_out()
    await expect(page.locator("#door")).to_be_visible()
    await visit.reload()
    await expect(page.locator("#house")).to_be_hidden()
