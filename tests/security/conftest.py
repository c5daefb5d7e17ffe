"""The service that is attacked: the real application, as for the tests of the routes, one for all of these modules."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from databases import database_url, run_sql

from tests.server.conftest import Person, Service, make_settings, models_dir, service_settings, serving
from toldonce.adapters.postgres.role import role_name

__all__ = ["models_dir", "service_settings"]


@pytest.fixture(scope="package")
async def attacked_url(embedded_url: str, template_database: str) -> AsyncIterator[str]:
    """A superuser's URL of a fresh, migrated database."""
    name = f"t_{uuid4().hex[:12]}"
    await run_sql(embedded_url, f"CREATE DATABASE {name} TEMPLATE {template_database}")
    yield database_url(embedded_url, name)
    await run_sql(
        embedded_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f'DROP ROLE IF EXISTS "{role_name(name)}"'
    )


@pytest.fixture(scope="package")
def service(attacked_url: str, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service; a module may start another."""
    with serving(make_settings(attacked_url, models_dir, tmp_path_factory.mktemp("attacked"))) as running:
        yield running


@pytest.fixture(scope="module")
def ana(service: Service) -> Person:
    """An account of this module."""
    return service.register()


@pytest.fixture(scope="module")
def ben(service: Service) -> Person:
    """Another account of this module."""
    return service.register()
