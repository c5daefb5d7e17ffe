"""What may be an e-mail address, a password, a name and the settings of an API key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from toldonce.errors import ValidationFailed
from toldonce.model import ALL_KEY_SCOPES, KeyScope

MAX_EMAIL_CHARACTERS = 254
MAX_LOCAL_CHARACTERS = 64
MIN_PASSWORD_CHARACTERS = 8
MAX_PASSWORD_CHARACTERS = 1024
MAX_NAME_CHARACTERS = 255
MAX_KEY_DAYS = 3650
DEFAULT_KEY_SCOPES: tuple[KeyScope, ...] = ("memories:read", "memories:write", "memories:delete", "chat")

_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\]\\.]+(?:\.[^\s@\"(),:;<>\[\]\\.]+)*")
_LABEL = re.compile(r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?")
_UNPRINTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

COMMON_PASSWORDS = frozenset(
    """
    password password1 passw0rd p@ssword p@ssw0rd 12345678 123456789 1234567890 12341234 87654321 0987654321 qwertyui
    qwertyuiop qwerty12 qwerty123 1qaz2wsx 1q2w3e4r 1q2w3e4r5t q1w2e3r4 asdfghjk asdfghjkl zxcvbnm1 abcd1234 abc12345
    abcdefgh iloveyou sunshine princess football baseball superman trustno1 starwars whatever computer internet
    welcome1 changeme letmein1 letmeinnow administrator
    """.split()
)
"""The passwords that guessing begins with, of those that are long enough."""


def normal_email(email: str) -> str:
    """An address as it is kept and compared: without white space around it, in Unicode's composed form."""
    return unicodedata.normalize("NFC", email.strip())


def normal_password(password: str) -> str:
    """A password as it is hashed: the same characters however a keyboard composes them."""
    return unicodedata.normalize("NFC", password)


def may_be_stored(text: str) -> bool:
    """Whether the database and UTF-8 can hold the text."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def checked_email(email: str) -> str:
    """The normal form of an address; raises `ValidationFailed` unless it looks like one that mail can reach."""
    normal = normal_email(email)
    local, at, domain = normal.rpartition("@")
    if len(normal) > MAX_EMAIL_CHARACTERS:
        raise refused("/email", f"The e-mail address must not be longer than {MAX_EMAIL_CHARACTERS} characters.")
    labels = domain.split(".")
    if (
        not at
        or len(local) > MAX_LOCAL_CHARACTERS
        or not _LOCAL.fullmatch(local)
        or len(labels) < 2
        or not all(_LABEL.fullmatch(label) for label in labels)
        or any(unicodedata.category(character) in _UNPRINTED for character in normal)
    ):
        raise refused("/email", "The e-mail address must look like name@example.org.")
    return normal


def checked_password(password: str, email: str, pointer: str = "/password") -> str:
    """The normal form of a new password; raises `ValidationFailed` for one that is too short, too long or guessable."""
    normal = normal_password(password)
    if not may_be_stored(normal):
        raise refused(pointer, "The password must not contain the NUL character or lone surrogates.")
    if not MIN_PASSWORD_CHARACTERS <= len(normal) <= MAX_PASSWORD_CHARACTERS:
        raise refused(
            pointer, f"The password must have {MIN_PASSWORD_CHARACTERS} to {MAX_PASSWORD_CHARACTERS} characters."
        )
    plain = normal.strip().lower()
    if plain == email.lower():
        raise refused(pointer, "The password must not be the e-mail address.")
    if plain in COMMON_PASSWORDS or len(set(plain)) < 2:
        raise refused(pointer, "The password is one of those that are guessed first: choose another one.")
    return normal


def checked_name(name: str, pointer: str) -> str:
    """A name as it was given; raises `ValidationFailed` when it is blank, too long or cannot be stored."""
    if not name.strip():
        raise refused(pointer, "The name must contain more than white space.")
    if len(name) > MAX_NAME_CHARACTERS:
        raise refused(pointer, f"The name must not be longer than {MAX_NAME_CHARACTERS} characters.")
    if not may_be_stored(name):
        raise refused(pointer, "The name must not contain the NUL character or lone surrogates.")
    return name


def checked_scopes(scopes: Sequence[KeyScope] | None) -> list[KeyScope]:
    """The scopes of a new key, each once; raises `ValidationFailed` for none and for unknown ones."""
    if scopes is None:
        return list(DEFAULT_KEY_SCOPES)
    unknown = sorted(set(scopes) - set(ALL_KEY_SCOPES))
    if unknown or not scopes:
        raise refused("/scopes", f"The scopes must be one or more of {', '.join(ALL_KEY_SCOPES)}.")
    return [scope for scope in ALL_KEY_SCOPES if scope in scopes]


def checked_days(days: int | None) -> int | None:
    """The life of a new key; raises `ValidationFailed` when it is out of bounds."""
    if days is not None and not 1 <= days <= MAX_KEY_DAYS:
        raise refused("/expires_days", f"The key must expire in 1 to {MAX_KEY_DAYS} days, or name no days at all.")
    return days


def refused(pointer: str, message: str) -> ValidationFailed:
    """One fault of one field."""
    return ValidationFailed(message, errors=[{"pointer": pointer, "message": message}])
