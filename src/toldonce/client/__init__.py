"""The Python SDK: the verbs of `ports.MemoryAPI` over HTTP, asynchronous and synchronous."""

from toldonce.client.asynchronous import AsyncClient
from toldonce.client.synchronous import Client

__all__ = ["AsyncClient", "Client"]
