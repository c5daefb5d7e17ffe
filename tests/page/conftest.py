"""A running service and a tab on its page; whatever the browser complains about fails the test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.page.browser import Visit, chromium, visiting
from tests.server.conftest import PASSWORD, Person, Service, models_dir, service, service_settings

__all__ = ["models_dir", "service", "service_settings"]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for the run."""
    async with chromium() as running:
        yield running


@pytest.fixture
async def visit(browser: Browser, service: Service) -> AsyncIterator[Visit]:
    """A tab of a fresh browser context. A test says what it provokes in ``visit.expected``."""
    async with visiting(browser, service.base_url) as opened:
        yield opened
        assert opened.unexpected() == []


@pytest.fixture
def person(service: Service) -> Person:
    """An account of this test alone."""
    return service.register()


@pytest.fixture
async def inside(visit: Visit, person: Person) -> Visit:
    """The tab, signed in as ``person``."""
    await visit.open()
    await visit.sign_in(person.email, PASSWORD)
    await visit.page.locator("#house").wait_for()
    return visit
