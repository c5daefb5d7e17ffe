"""Sends webhooks to addresses on the open network, never into our own: what others name is not to be trusted."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx

from toldonce.errors import DeliveryFailed, ValidationFailed

SECONDS = 10.0
"""For one delivery, from finding its address to the end of the answer's head, however slowly either comes."""
NOT_PUBLIC = "leads into a private network, which WEBHOOK_ALLOW_PRIVATE=true would permit"
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""What IANA has given out of IPv6. Outside of it lie private networks that Python takes for global, such as those of
RFC 3879 (fec0::/10), and prefixes behind which IPv4 addresses hide (::/96, ::ffff:0:0:0/96, 64:ff9b:1::/48)."""
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
"""Special-purpose addresses (RFC 6890) that Python takes for global."""


class HttpSender:
    """`toldonce.ports.Sender` over HTTP.

    A name is resolved here, each of its addresses is looked at, and the connection goes to the address that was looked
    at: a name that changes its mind in between leads nowhere else. Redirects are not followed, answers are not read.
    """

    def __init__(self, *, allow_private: bool, seconds: float = SECONDS) -> None:
        self._allow_private = allow_private
        self._seconds = seconds
        # No proxy of the environment may stand between: it would do the resolving.
        self._client = httpx.AsyncClient(timeout=seconds, follow_redirects=False, trust_env=False)

    async def check(self, url: str) -> None:
        """Raise `ValidationFailed` for an address that must not be called."""
        try:
            await self._address(url)
        except DeliveryFailed as refused:
            raise ValidationFailed(
                f"url: {refused.message}", errors=[{"pointer": "/url", "message": refused.message}]
            ) from None

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """The status of the answer. Raises `DeliveryFailed` when there is none."""
        address = await self._address(url)
        asked = httpx.URL(url)
        request = self._client.build_request(
            "POST",
            asked.copy_with(host=address),
            headers={**headers, "host": asked.netloc.decode("ascii")},
            content=body,
            extensions={"sni_hostname": asked.host},
        )
        try:
            # httpx counts anew with every byte: whoever sends one now and then would hold the worker for days.
            async with asyncio.timeout(self._seconds):
                response = await self._client.send(request, stream=True)
                await response.aclose()
        except (httpx.TimeoutException, TimeoutError):
            raise DeliveryFailed("The address did not answer in time.") from None
        except (httpx.HTTPError, OSError) as failure:
            raise DeliveryFailed(f"The address cannot be reached ({type(failure).__name__}).") from None
        return response.status_code

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _address(self, url: str) -> str:
        """One address of the host that may be called. Raises `DeliveryFailed`."""
        try:
            httpx.URL(url)  # what it refuses could be kept, but never be called
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except (ValueError, httpx.InvalidURL):
            host, port, parts = None, None, urlsplit("")
        if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
            raise DeliveryFailed("must be an address such as https://example.org/hook, without a password")
        try:
            found = await asyncio.get_running_loop().getaddrinfo(
                host, port or (443 if parts.scheme == "https" else 80), type=socket.SOCK_STREAM
            )
        except (OSError, UnicodeError):
            raise DeliveryFailed(f"{host} cannot be found") from None
        addresses = [str(info[4][0]) for info in found]
        if not addresses or (not self._allow_private and not all(map(is_public, addresses))):
            raise DeliveryFailed(f"{host} {NOT_PUBLIC}")
        return addresses[0]


def is_public(text: str) -> bool:
    """Whether an address lies on the open network; of an IPv6 address that wraps an IPv4 one, the latter counts."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if address not in GLOBAL_UNICAST:
            return False
    return address.is_global and not address.is_multicast and not any(address in network for network in SPECIAL)
