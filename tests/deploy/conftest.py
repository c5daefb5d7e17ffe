"""The embedding model, for the services that these tests start."""

from tests.server.conftest import models_dir

__all__ = ["models_dir"]
