"""Environments of landing zones."""

from __future__ import annotations

from typing import Literal, TypeAlias

Environment: TypeAlias = Literal["prod", "preprod", "test", "dev"]
PRODUCTION: tuple[Environment, ...] = ("prod", "preprod")
"""Environments that are held to what production needs."""
