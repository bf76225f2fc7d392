"""Teams of a landing zone, drawn so that every cluster has room for them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from landsmith.resolve.cluster.teams import PLATFORM_NAMESPACES

Json = dict[str, Any]

names = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9})?", fullmatch=True).filter(
    lambda name: len(name) > 1 and name not in PLATFORM_NAMESPACES and not name.startswith("kube-")
)


@st.composite
def teams(draw: st.DrawFn, uuids: st.SearchStrategy[str]) -> list[Json]:
    """Draw teams with namespaces of their own; some bring their Entra group."""
    return [
        {
            "name": name,
            **draw(st.just({}) | st.fixed_dictionaries({"group_object_id": uuids})),
            **draw(
                st.sampled_from([{}, {"platform": True}, {"quota": {"pods": 10, "volumes": 0}}])
            ),
        }
        for name in draw(st.lists(names, max_size=3, unique=True))
    ]
