"""The service that is attacked: the real application, as for the tests of the routes."""

from tests.server.conftest import ana, ben, models_dir, service, service_settings

__all__ = ["ana", "ben", "models_dir", "service", "service_settings"]
