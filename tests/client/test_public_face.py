import subprocess
import sys

import pytest

import toldonce


def test_every_public_name_is_there():
    for name in toldonce.__all__:
        assert getattr(toldonce, name) is not None, name
    assert set(toldonce.__all__) <= set(dir(toldonce))
    with pytest.raises(AttributeError, match="no attribute 'Kunde'"):
        _ = toldonce.Kunde


def test_connect_makes_a_client_of_the_local_service_or_another():
    assert isinstance(toldonce.connect(), toldonce.AsyncClient)
    client = toldonce.connect("https://example.org", api_key="k", subject="ana")
    assert isinstance(client, toldonce.AsyncClient)


def test_the_client_pulls_in_neither_models_nor_servers():
    code = (
        "import sys; from toldonce import Client;"
        "heavy = {'numpy', 'onnx', 'onnxruntime', 'asyncpg', 'fastapi', 'redis', 'sentry_sdk', 'structlog', 'typer'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_importing_the_package_loads_no_dependency():
    code = "import sys, toldonce; print(sorted({'pydantic', 'httpx'} & set(sys.modules)), toldonce.__version__)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["[]", toldonce.__version__]
