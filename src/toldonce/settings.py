"""The environment contract: one frozen `Settings`, read only by bootstrap, the command line and ``app/main.py``."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit
from uuid import UUID

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, NoDecode, SettingsConfigDict

SECRETS = (
    "JWT_SECRET_KEY",
    "JWT_SECRET_KEYS_FORMER",
    "DATABASE_URL",
    "DATABASE_REPLICA_URL",
    "REDIS_URL",
    "POSTGRES_PASSWORD",
    "REDIS_PASSWORD",
    "OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "SENTRY_DSN",
)
"""Each may also be given as NAME_FILE, the path of a file that holds it."""
KNOWN_PREFIXES = (
    "CORS_",
    "EMBEDDING_",
    "HEALTH_",
    "JWT_",
    "LLM_",
    "MEMORY_",
    "METRICS_",
    "OVERLOAD_",
    "POSTGRES_",
    "RATE_LIMIT_",
    "REDIS_",
    "SECURITY_",
    "SENTRY_",
    "SHUTDOWN_",
)
COMPOSE_ONLY = ("POSTGRES_PUBLISHED_PORT", "REDIS_PUBLISHED_PORT")
"""What docker-compose.yml reads from the same file, in names that look like settings of ours."""
DEFAULT_PORTS = {"http": 80, "https": 443}
ROUTE = re.compile(r"(GET|HEAD|POST|PUT|PATCH|DELETE) /\S*")
WEAK_SECRETS = ("changeme", "change-me", "secret", "password", "example", "your-", "default", "insecure")


class SettingsInvalid(Exception):
    """One or more settings are wrong; ``faults`` has one line for each, naming its variable."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


class Settings(BaseSettings):
    """Every setting with its default. Names are those of the environment, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True
    )

    environment: Literal["development", "staging", "production"] = "development"
    api_host: str = "0.0.0.0"  # noqa: S104 - the guide serves on all interfaces
    api_port: Annotated[int, Field(ge=1, le=65535)] = 8000
    data_dir: Path = Path("data")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"

    jwt_secret_key: SecretStr | None = None
    jwt_secret_keys_former: SecretStr | None = None
    access_token_expire_minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    refresh_token_expire_days: Annotated[int, Field(ge=1, le=365)] = 30

    database_url: SecretStr | None = None
    database_replica_url: SecretStr | None = None
    database_statement_cache: Annotated[int, Field(ge=0, le=10_000)] = 250
    postgres_host: str | None = None
    postgres_port: Annotated[int, Field(ge=1, le=65535)] = 5432
    postgres_db: str = "toldonce"
    postgres_user: str = "toldonce"
    postgres_password: SecretStr | None = None
    connection_pool_size: Annotated[int, Field(ge=2, le=1000)] = 20

    llm_provider: Literal["none", "openai", "anthropic"] = "none"
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 60.0
    openai_api_key: SecretStr | None = None
    anthropic_api_key: SecretStr | None = None

    embedding_provider: Literal["local", "openai"] = "local"
    embedding_model: str | None = None
    embedding_base_url: str | None = None
    embedding_provider_next: Literal["local", "openai"] | None = None
    embedding_model_next: str | None = None
    embedding_base_url_next: str | None = None

    webhook_allow_private: bool = False

    memory_decay_days: Annotated[float, Field(gt=0, le=36_500)] = 90.0
    learned_reader: bool = True
    search_cache_mb: Annotated[int, Field(ge=0, le=1_000_000)] = 512
    memory_retrieval_top_k: Annotated[int, Field(ge=1, le=200)] = 30
    max_context_tokens: Annotated[int, Field(ge=16, le=1_000_000)] = 2_000
    max_body_bytes: Annotated[int, Field(ge=1024)] = 8 * 1024 * 1024
    max_import_bytes: Annotated[int, Field(ge=1024)] = 256 * 1024 * 1024
    max_bodies_bytes: Annotated[int, Field(ge=1024)] = 512 * 1024 * 1024
    body_timeout_seconds: Annotated[float, Field(gt=0, le=3_600)] = 30.0

    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    cors_allow_credentials: bool = True
    forwarded_allow_ips: str | None = Field(default=None, validation_alias=AliasChoices("FORWARDED_ALLOW_IPS"))
    enable_metrics: bool = True
    metrics_host: str = "127.0.0.1"
    prometheus_port: Annotated[int, Field(ge=1, le=65535)] = 9090
    sentry_dsn: SecretStr | None = None
    sentry_traces_sample_rate: Annotated[float, Field(ge=0, le=1)] = 0.1
    sentry_profiles_sample_rate: Annotated[float, Field(ge=0, le=1)] = 0.1

    rate_limit_enabled: bool = True
    rate_limit_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 100
    rate_limit_global_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 1_000
    rate_limit_burst: Annotated[int, Field(ge=0, le=1_000_000)] = 20
    rate_limit_costs: Annotated[dict[str, Annotated[int, Field(ge=1)]], NoDecode] = {}
    rate_limit_daily_quotas: Annotated[dict[str, Annotated[int, Field(ge=1)]], NoDecode] = {}
    rate_limit_account_tiers: Annotated[dict[UUID, str], NoDecode] = {}

    redis_url: SecretStr | None = None
    redis_host: str | None = None
    redis_port: Annotated[int, Field(ge=1, le=65535)] = 6379
    redis_db: Annotated[int, Field(ge=0, le=65535)] = 0
    redis_password: SecretStr | None = None
    redis_cache_ttl: Annotated[int, Field(ge=1)] = 3_600

    overload_protection: bool = True
    web_concurrency: Annotated[int, Field(ge=1, le=1024)] = 1
    shutdown_timeout: Annotated[int, Field(ge=1, le=3600)] = 30
    backup_dir: Path | None = None
    backup_keep: Annotated[int, Field(ge=1, le=10_000)] = 14
    security_headers_enabled: bool = True
    health_degraded_status: Literal[200, 503] = 503
    health_min_free_disk_mb: Annotated[int, Field(ge=0)] = 256
    health_max_memory_percent: Annotated[int, Field(ge=0, le=100)] = 95
    shutdown_delay: Annotated[float, Field(ge=0, le=600)] = 1.0
    embedded_worker: bool = Field(default=True, validation_alias=AliasChoices("WORKER_IN_PROCESS"))

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _comma_list(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("rate_limit_costs", "rate_limit_daily_quotas", "rate_limit_account_tiers", mode="before")
    @classmethod
    def _pairs(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        pairs = [part.rpartition("=") for part in value.split(",") if part.strip()]
        if not all(name.strip() and number.strip() for name, _, number in pairs):
            raise ValueError("must be a list such as name=value,name=value")
        return {" ".join(name.split()): number.strip() for name, _, number in pairs}

    @field_validator("cors_origins")
    @classmethod
    def _as_browsers_write_them(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_origin(one) for one in origins))

    @field_validator("health_degraded_status", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        return int(value) if isinstance(value, str) and value.strip().isdecimal() else value

    @field_validator("environment", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: Any) -> Any:
        return value.strip().upper() if isinstance(value, str) else value

    @property
    def former_secrets(self) -> tuple[str, ...]:
        """What `jwt_secret_key` was before, for the receipts of that time."""
        listed = self.jwt_secret_keys_former.get_secret_value() if self.jwt_secret_keys_former else ""
        return tuple(part.strip() for part in listed.split(",") if part.strip())

    @property
    def owner_database_url(self) -> str | None:
        """The URL of an ordinary PostgreSQL, or None when the embedded one is to be started."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        if self.postgres_host is None:
            return None
        password = self.postgres_password.get_secret_value() if self.postgres_password else ""
        return (
            f"postgresql://{quote(self.postgres_user, safe='')}:{quote(password, safe='')}"
            f"@{self.postgres_host}:{self.postgres_port}/{quote(self.postgres_db, safe='')}"
        )

    @property
    def redis_address(self) -> str | None:
        """The URL of Redis with its password, or None when there is none."""
        if self.redis_url is not None:
            return self.redis_url.get_secret_value()
        if self.redis_host is None:
            return None
        password = self.redis_password.get_secret_value() if self.redis_password else ""
        login = f":{quote(password, safe='')}@" if password else ""
        host = f"[{self.redis_host}]" if ":" in self.redis_host else self.redis_host
        return f"redis://{login}{host}:{self.redis_port}/{self.redis_db}"


def load_settings(**overrides: Any) -> Settings:
    """Settings from ``.env`` and the environment; raises `SettingsInvalid` with one line for each fault."""
    faults: list[str] = []
    values = dict(overrides) | _secrets_from_files(os.environ, faults)
    wrong: dict[str, Any] = {}
    try:
        settings = Settings(**values)
    except ValidationError as invalid:
        for error in invalid.errors():
            name = str(error["loc"][0])
            message = error["msg"].removeprefix("Value error, ")
            faults.append(f"{name.upper()}: {message} (it is {_shown(name.upper(), error['input'])})")
            wrong[name] = _default_of(name)
        settings = Settings(**values | wrong)
    faults += [one for one in _contradictions(settings) if one.partition(":")[0].lower() not in wrong]
    if settings.environment == "production" and os.environ.get("DEBUG", "").strip().lower() in (
        "1",
        "true",
        "yes",
        "on",
    ):
        faults.append("DEBUG: must not be set in production")
    if faults:
        raise SettingsInvalid(faults)
    return settings


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Variables of the environment or of ``.env`` that look like settings of ours but are not: most often misspelt."""
    known = {name.upper() for name in Settings.model_fields} | {"FORWARDED_ALLOW_IPS", "WORKER_IN_PROCESS"}
    known |= {f"{name}_FILE" for name in SECRETS} | set(COMPOSE_ONLY)
    named = {*environment, *DotEnvSettingsSource(Settings, case_sensitive=True).env_vars}
    return sorted(name for name in named if name.startswith(KNOWN_PREFIXES) and name not in known)


def _origin(written: str) -> str:
    """An origin in the form in which browsers send it. Raises `ValueError`."""
    if written == "*":
        return written
    wrong = f"{written!r} is not an origin: write it like https://app.example.com, without a path"
    try:
        parts = urlsplit(written)
        host, port = parts.hostname, parts.port
        if parts.scheme not in DEFAULT_PORTS or not host or host != quote(host, safe="[]:") or "*" in host:
            raise ValueError(wrong)
        if parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError(wrong)
    except ValueError:
        raise ValueError(wrong) from None
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, DEFAULT_PORTS[parts.scheme]) else "")


def _default_of(name: str) -> Any:
    """The default of a setting, by its name or its variable, to look at the others while its own value is wrong."""
    aliased = {"WORKER_IN_PROCESS": "embedded_worker", "FORWARDED_ALLOW_IPS": "forwarded_allow_ips"}
    return Settings.model_fields[aliased.get(name, name)].default


def _shown(variable: str, value: object) -> str:
    return "hidden" if variable in SECRETS else repr(value)


def _secrets_from_files(environment: Mapping[str, str], faults: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name in SECRETS:
        path = environment.get(f"{name}_FILE")
        if not path:
            continue
        if environment.get(name):
            faults.append(f"{name} and {name}_FILE are both set: keep one of them")
        try:
            values[name.lower()] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{name}_FILE: {path!r} cannot be read ({type(error).__name__})")
    return {name: value for name, value in values.items() if name in Settings.model_fields}


def _contradictions(settings: Settings) -> list[str]:
    faults: list[str] = []
    secret = settings.jwt_secret_key.get_secret_value() if settings.jwt_secret_key else ""
    if secret and len(secret.encode()) < 32:
        faults.append(
            "JWT_SECRET_KEY: must be at least 32 bytes long, such as one from:"
            ' python -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    if any(len(former.encode()) < 32 for former in settings.former_secrets):
        faults.append(
            "JWT_SECRET_KEYS_FORMER: each must be at least 32 bytes long, as JWT_SECRET_KEY was; commas part them"
        )
    if settings.llm_provider != "none" and not settings.llm_model:
        faults.append(f"LLM_MODEL: name the model to use with LLM_PROVIDER={settings.llm_provider}")
    if settings.llm_provider == "openai" and not (settings.llm_base_url or settings.openai_api_key):
        faults.append("OPENAI_API_KEY: set it, or LLM_BASE_URL for a server that needs no key")
    if settings.llm_provider == "anthropic" and not (settings.llm_base_url or settings.anthropic_api_key):
        faults.append("ANTHROPIC_API_KEY: set it for LLM_PROVIDER=anthropic")
    if settings.embedding_provider == "openai" and not settings.embedding_model:
        faults.append("EMBEDDING_MODEL: name the model to use with EMBEDDING_PROVIDER=openai")
    if settings.embedding_provider_next == "openai" and not settings.embedding_model_next:
        faults.append("EMBEDDING_MODEL_NEXT: name the model to use with EMBEDDING_PROVIDER_NEXT=openai")
    if settings.embedding_provider_next is None and (settings.embedding_model_next or settings.embedding_base_url_next):
        faults.append("EMBEDDING_PROVIDER_NEXT: say what embeds, local or openai, or unset what else ends with _NEXT")
    if settings.database_url is not None:
        url = settings.database_url.get_secret_value()
        if not url.startswith(("postgresql://", "postgres://")):
            faults.append("DATABASE_URL: must begin with postgresql://")
    if settings.database_replica_url is not None:
        url = settings.database_replica_url.get_secret_value()
        if not url.startswith(("postgresql://", "postgres://")):
            faults.append("DATABASE_REPLICA_URL: must begin with postgresql://")
        if settings.owner_database_url is None:
            faults.append("DATABASE_REPLICA_URL: needs DATABASE_URL or POSTGRES_HOST, the primary that it follows")
    if settings.redis_url is not None:
        url = settings.redis_url.get_secret_value()
        if not url.startswith(("redis://", "rediss://", "unix://", "redis+sentinel://")):
            faults.append("REDIS_URL: must begin with redis://, rediss://, unix:// or redis+sentinel://")
    if settings.max_bodies_bytes < max(settings.max_body_bytes, settings.max_import_bytes):
        faults.append("MAX_BODIES_BYTES: must be at least MAX_BODY_BYTES and MAX_IMPORT_BYTES")
    faults += _limit_contradictions(settings)
    if settings.environment == "production":
        if not secret:
            faults.append("JWT_SECRET_KEY: must be set in production")
        elif any(word in secret.lower() for word in WEAK_SECRETS) or len(set(secret)) < 10:
            faults.append("JWT_SECRET_KEY: is a published or guessable value; make a random one")
        if "*" in settings.cors_origins:
            faults.append("CORS_ORIGINS: must list exact origins in production, not *")
        if settings.log_level == "DEBUG":
            faults.append("LOG_LEVEL: must not be DEBUG in production")
        if settings.postgres_host and settings.database_url is None and not settings.postgres_password:
            faults.append("POSTGRES_PASSWORD: must be set in production")
    return faults


def _limit_contradictions(settings: Settings) -> list[str]:
    faults: list[str] = []
    for route, cost in settings.rate_limit_costs.items():
        if not ROUTE.fullmatch(route):
            faults.append(f"RATE_LIMIT_COSTS: {route!r} is not a method and a path, such as POST /api/v1/conversation")
        if cost > min(settings.rate_limit_per_minute, settings.rate_limit_global_per_minute):
            faults.append(f"RATE_LIMIT_COSTS: {route} costs {cost}, which is more than a whole minute's limit")
    for tier in sorted(set(settings.rate_limit_account_tiers.values()) - set(settings.rate_limit_daily_quotas)):
        faults.append(f"RATE_LIMIT_ACCOUNT_TIERS: the tier {tier!r} has no quota in RATE_LIMIT_DAILY_QUOTAS")
    return faults
