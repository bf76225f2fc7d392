"""What the shipped blueprints say is what they do."""

from __future__ import annotations

import pytest

from landsmith.blueprint.platform.identity import CustomRole
from landsmith.errors import InputError
from strategies import changed, model, zone


def roles() -> dict[str, CustomRole]:
    full = zone(changed("blueprint", "full"))
    return {role.name: role for role in full.identity.custom_roles}


def test_a_role_that_reads_everything_may_read_everything() -> None:
    readers = [role for role in roles().values() if "Reads everything" in role.description]
    assert [role.name for role in readers] == ["security-operations"]
    assert all("*/read" in role.actions for role in readers)


@pytest.mark.parametrize("action", ["*", "*/*", "*/write", "*/delete", "*/read/action"])
def test_nothing_else_is_allowed_everywhere(action: str) -> None:
    role = {"name": "all", "description": "All.", "actions": [action]}
    with pytest.raises(InputError, match="actions"):
        model(changed("identity.custom_roles", [role]))
