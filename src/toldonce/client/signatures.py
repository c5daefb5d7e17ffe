"""Methods that look like the functions they are made from."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def as_method(verb: F, build: Callable[..., Any]) -> F:
    """``verb`` with the name, text and parameters of ``build``, and ``self`` before them, for help and completion."""
    functools.update_wrapper(verb, build)
    signature = inspect.signature(build)
    first = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
    shown = signature.replace(
        parameters=[first, *signature.parameters.values()],
        return_annotation=str(signature.return_annotation).removeprefix("Call[")[:-1],
    )
    verb.__signature__ = shown  # type: ignore[attr-defined]
    del verb.__wrapped__  # type: ignore[attr-defined]
    return verb
