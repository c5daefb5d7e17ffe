"""Who people are: registration, log-in, rotating refresh tokens, API keys and the erasure of an account."""

from toldonce.accounts.service import AccountService

__all__ = ["AccountService"]
