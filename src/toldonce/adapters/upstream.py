"""The model's server behind the gateways: requests go out as their client made them, under the service's own key."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from toldonce.adapters.llms import ANTHROPIC_URL, ANTHROPIC_VERSION, OPENAI_URL
from toldonce.adapters.model_endpoint import Endpoint, EndpointFailed, KeyHeader
from toldonce.errors import ModelFailed
from toldonce.ports import ModelProtocol, UpstreamAnswer, UpstreamRequest
from toldonce.telemetry.attendance import waiting_elsewhere

PASSED_HEADERS = (
    "content-type",
    "retry-after",
    "retry-after-ms",
    "x-should-retry",
    "request-id",
    "openai-processing-ms",
    "openai-version",
)
"""What a client may learn of an answer beside its body; the rest tells of the account behind the key."""
MAX_REFUSAL_BYTES = 1024 * 1024
_HIDDEN = b"***"


class HttpUpstream:
    """An `Upstream` over HTTP."""

    def __init__(
        self, protocol: ModelProtocol, base_url: str | None, api_key: str | None, timeout: float = 60.0
    ) -> None:
        """``base_url`` is as for `OpenAILLM` and `AnthropicLLM`. ``timeout`` (seconds) bounds the wait for the first
        byte of an answer and for each one after it. Raises `ModelFailed` for a URL that is none."""
        self._protocol = protocol
        self._key = api_key.encode() if api_key else b""
        headers: dict[str, str] = {}
        if protocol == "openai":
            url = base_url or OPENAI_URL
            key = KeyHeader("authorization", f"Bearer {api_key}") if api_key else None
        else:
            url = (base_url or ANTHROPIC_URL).rstrip("/")
            url = url if url.endswith("/v1") else f"{url}/v1"
            key = KeyHeader("x-api-key", api_key) if api_key else None
            headers["anthropic-version"] = ANTHROPIC_VERSION
        try:
            self._endpoint = Endpoint(
                "language model",
                url,
                key=key,
                headers=headers,
                timeout=timeout,
                url_setting="LLM_BASE_URL",
                time_setting="LLM_TIMEOUT_SECONDS",
                key_setting=f"{protocol.upper()}_API_KEY",
            )
        except EndpointFailed as failed:
            raise ModelFailed(failed.sentence) from failed

    @property
    def protocol(self) -> ModelProtocol:
        """What its server speaks."""
        return self._protocol

    async def send(self, request: UpstreamRequest) -> UpstreamAnswer:
        """Ask once. Raises `ModelFailed` when no answer comes."""
        try:
            with waiting_elsewhere():
                response, content = await self._endpoint.forward(
                    request.method, request.path, query=request.query, headers=request.headers, body=request.body
                )
        except EndpointFailed as failed:
            raise ModelFailed(failed.sentence) from failed
        headers = {name: response.headers[name] for name in PASSED_HEADERS if name in response.headers}
        chunks = _translated(content)
        if response.status_code >= 400:
            chunks = self._refusal(chunks)
        return UpstreamAnswer(response.status_code, headers, chunks, response.aclose)

    async def close(self) -> None:
        """Close the connections."""
        await self._endpoint.close()

    async def _refusal(self, chunks: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
        """A refusal whole, without the service's key, which some servers quote."""
        content = bytearray()
        async with aclosing(chunks):
            async for chunk in chunks:
                content += chunk
                if len(content) > MAX_REFUSAL_BYTES:
                    break
        whole = bytes(content[:MAX_REFUSAL_BYTES])
        yield whole.replace(self._key, _HIDDEN) if self._key else whole


async def _translated(content: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    try:
        async with aclosing(content):
            async for chunk in content:
                yield chunk
    except EndpointFailed as failed:
        raise ModelFailed(failed.sentence) from failed
