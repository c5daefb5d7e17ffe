"""Store, Accounts, Jobs and Idempotency in dicts: for unit tests and a quick start; nothing survives the process.

Adapters that are to see each other's rows (an erasure takes everything) are given the same `Tables`::

    tables = Tables()
    store, jobs, accounts = InMemoryStore(tables), InMemoryJobs(tables), InMemoryAccounts(tables)
"""

from toldonce.adapters.inmemory.accounts import InMemoryAccounts
from toldonce.adapters.inmemory.idempotency import InMemoryIdempotency
from toldonce.adapters.inmemory.jobs import InMemoryJobs
from toldonce.adapters.inmemory.lifecycle import InMemoryLifecycle
from toldonce.adapters.inmemory.store import InMemoryStore
from toldonce.adapters.inmemory.subjects import InMemorySubjects
from toldonce.adapters.inmemory.tables import Tables
from toldonce.adapters.inmemory.webhooks import InMemoryWebhooks

__all__ = [
    "InMemoryAccounts",
    "InMemoryIdempotency",
    "InMemoryJobs",
    "InMemoryLifecycle",
    "InMemoryStore",
    "InMemorySubjects",
    "InMemoryWebhooks",
    "Tables",
]
