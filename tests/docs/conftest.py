"""A live service for the pages; those about a language model's clients get one with a scripted model behind it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from live import live_service, serving

from tests.support.scripted_upstream import scripted_upstream

__all__ = ["live_service"]

PROVIDERS = {"openai-clients.md": "openai", "anthropic-clients.md": "anthropic"}
"""The protocol of the model that a page needs."""


@pytest.fixture
def service_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Path], str]]:
    """Gives the base URL of the service that a page is about."""
    with ExitStack() as resources:

        def service(page: Path) -> str:
            provider = PROVIDERS.get(page.name)
            if provider is None:
                url: str = request.getfixturevalue("live_service")
                return url
            return resources.enter_context(_service_with_model(provider, tmp_path_factory.mktemp(provider)))

        yield service


@contextmanager
def _service_with_model(provider: str, folder: Path) -> Iterator[str]:
    uvicorn = [sys.executable, "-m", "uvicorn", "app.main:app", "--host", "127.0.0.1", "--port", "PORT"]
    with scripted_upstream() as upstream:
        yield from serving(
            uvicorn,
            folder,
            LLM_PROVIDER=provider,
            LLM_BASE_URL=upstream.url,
            LLM_MODEL="scripted-1",
            **{f"{provider.upper()}_API_KEY": "sk-of-the-service"},
        )
