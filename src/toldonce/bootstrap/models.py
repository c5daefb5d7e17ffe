"""The models that the settings name: what embeds, what answers, what reads. What others need is not loaded."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from pydantic import SecretStr

from toldonce.adapters import embedding_model
from toldonce.adapters.metered import MeteredLLM
from toldonce.bootstrap.started import Progress
from toldonce.ports import Embedder, Upstream
from toldonce.settings import Settings

MODELS = "models"
OPENAI_URL = "https://api.openai.com/v1"


def prepare_model(settings: Settings, *, progress: Progress) -> Path | None:
    """Fetch and convert the local embedding model unless it is there, and give its folder; None when a service embeds.

    Raises `EmbeddingFailed`.
    """
    if settings.embedding_provider != "local":
        return None
    return embedding_model.ensure_model(settings.data_dir / MODELS, model=settings.embedding_model, progress=progress)


def examine_model(settings: Settings) -> str | None:
    """What embeds, in words, or None when the local model is not there yet. Raises `EmbeddingFailed`."""
    if settings.embedding_provider != "local":
        return f"{settings.embedding_model} of {settings.embedding_base_url or settings.llm_base_url or OPENAI_URL}"
    folder = embedding_model.examine_model(settings.data_dir / MODELS, model=settings.embedding_model)
    return f"{embedding_model.read_manifest(folder).name} is whole" if folder else None


async def open_embedders(
    settings: Settings, resources: contextlib.AsyncExitStack, progress: Progress
) -> list[Embedder]:
    """The embedding model of the settings, and the next one when they name it."""
    opened: list[Embedder] = []
    for one in filter(None, (settings, _with_next_model(settings))):
        embedder = await open_embedder(one, progress)
        resources.push_async_callback(embedder.close)
        if embedder.model_name not in {other.model_name for other in opened}:
            opened.append(embedder)
    return opened


def _with_next_model(settings: Settings) -> Settings | None:
    provider = settings.embedding_provider_next
    if provider is None:
        return None
    following = {
        "embedding_model": settings.embedding_model_next,
        "embedding_base_url": settings.embedding_base_url_next,
    }
    return settings.model_copy(update={"embedding_provider": provider, **following})


async def open_embedder(settings: Settings, progress: Progress) -> Embedder:
    """What embeds, by the settings; a local model is fetched when it is missing. Raises `EmbeddingFailed`."""
    if settings.embedding_provider == "openai":
        url = settings.embedding_base_url or settings.llm_base_url or OPENAI_URL
        from toldonce.adapters.openai_embedder import OpenAIEmbedder

        return await OpenAIEmbedder.open(url, _plain(settings.openai_api_key), settings.embedding_model or "")

    def load() -> Embedder:
        from toldonce.adapters.embedders import LocalEmbedder

        models = settings.data_dir / MODELS
        folder = embedding_model.ensure_model(models, model=settings.embedding_model, progress=progress)
        return LocalEmbedder(folder)

    return await asyncio.to_thread(load)


def open_llm(settings: Settings) -> MeteredLLM | None:
    """What answers and reads, metered; None when no language model is set. Raises `ModelFailed`."""
    if settings.llm_provider == "none":
        return None
    from toldonce.adapters.llms import AnthropicLLM, OpenAILLM

    model, seconds = settings.llm_model or "", settings.llm_timeout_seconds
    if settings.llm_provider == "openai":
        return MeteredLLM(OpenAILLM(settings.llm_base_url, _plain(settings.openai_api_key), model, seconds))
    return MeteredLLM(AnthropicLLM(settings.llm_base_url, _plain(settings.anthropic_api_key), model, seconds))


def open_upstream(settings: Settings) -> Upstream | None:
    """Where the gateways pass requests on to; None when no language model is set."""
    provider, url, seconds = settings.llm_provider, settings.llm_base_url, settings.llm_timeout_seconds
    if provider == "none":
        return None
    from toldonce.adapters.upstream import HttpUpstream

    key = settings.openai_api_key if provider == "openai" else settings.anthropic_api_key
    return HttpUpstream(provider, url, _plain(key), seconds)


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None
