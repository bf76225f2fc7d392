"""Explain a policy rule, a Checkov check or a control."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from landsmith.errors import PolicyError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from landsmith.policy.rule import AnyRule


def explain(word: str) -> str:
    """Return what a rule, check or control is about, and how to mend a failure.

    Raises:
        PolicyError: nothing has that name; the message names the closest.
    """
    from landsmith.policy import registry
    from landsmith.policy.controls import catalogue
    from landsmith.policy.controls.explain import explain as explain_control
    from landsmith.scanners import checkov, kubernetes_schema

    rules = {rule.id: rule for rule in registry.rules()}
    if word in rules:
        return _rule(rules[word])
    if re.fullmatch(r"CKV2?_[A-Z0-9]+_[0-9]+", word):
        return checkov.explain(word)
    if word == kubernetes_schema.RULE:
        return _filled(kubernetes_schema.EXPLANATION)
    known = [*rules, kubernetes_schema.RULE, *catalogue.controls()]
    if word not in known:
        raise PolicyError(_unknown(word, known))
    return explain_control(word)


def _unknown(word: str, known: list[str]) -> str:
    from landsmith.blueprint.base import closest, shown

    near = closest(word, known)
    mend = f"did you mean {near}?" if near else "rules stand in the output of landsmith validate"
    return f"there is no rule, check or control {shown(word)}\n    mend: {mend}"


def _rule(rule: AnyRule) -> str:
    from landsmith.policy.controls.catalogue import of_rule

    parts = (
        f"{rule.id}: {rule.title}",
        f"Severity {rule.severity}; controls {', '.join(of_rule(rule.id))}",
        f"Why: {rule.rationale}",
        f"Mend: {rule.mend}",
    )
    return _filled(parts)


def _filled(parts: Iterable[str]) -> str:
    return (
        "\n\n".join(
            textwrap.fill(part, 80, break_long_words=False, break_on_hyphens=False)
            for part in parts
        )
        + "\n"
    )
