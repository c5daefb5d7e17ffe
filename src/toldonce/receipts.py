"""Receipts of erasures: signed, so that years later it can be shown what was erased and when."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from uuid_utils.compat import uuid7

from toldonce.model import ErasureReceipt

_SIGNATURE_LABEL = "toldonce erasure receipt 1"


def derived_key(secret: str, label: str) -> bytes:
    """A key of 32 bytes for one purpose (``label``), which gives away neither the secret nor another key."""
    extracted = hmac.digest(b"toldonce", secret.encode(), sha256)
    return hmac.digest(extracted, label.encode() + b"\x01", sha256)


def make_receipt(secret: str, target: str, counts: Mapping[str, int], now: datetime) -> ErasureReceipt:
    """A signed receipt: ``target`` names what was erased, ``counts`` the rows of each table."""
    unsigned = ErasureReceipt(
        receipt_id=uuid7(), erased_at=now.astimezone(UTC), target=target, counts=dict(counts), signature=""
    )
    return unsigned.model_copy(update={"signature": _signature(secret, unsigned)})


def verify_receipt(secret: str, receipt: ErasureReceipt) -> bool:
    """Whether this receipt was made with ``secret`` and has not been changed since."""
    return hmac.compare_digest(_signature(secret, receipt).encode(), receipt.signature.encode(errors="replace"))


def _signature(secret: str, receipt: ErasureReceipt) -> str:
    signed = {
        "receipt_id": str(receipt.receipt_id),
        "erased_at": receipt.erased_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "target": receipt.target,
        "counts": receipt.counts,
    }
    canonical = json.dumps(signed, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(derived_key(secret, _SIGNATURE_LABEL), canonical.encode(), sha256).hexdigest()
