"""Clusters elsewhere: their names, their calls, what the README says, and what is refused."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from landsmith.calls.model import ModuleCall, Root
from landsmith.compose.roots import compose
from landsmith.errors import InputError
from landsmith.render.docs.readme_operations import global_providers
from landsmith.render.repository import repository
from landsmith.resolve.checks.arc import check
from operations_cases import AGENT, ARC, FAR
from strategies import model, small, with_all, zone

if TYPE_CHECKING:
    from strategies import Json

GITOPS: Json = ARC["depot-cork"]["gitops"]
PRIVATE_FORMS = {
    "PKCS 1": b"\x30\x82\x04\xa3\x02\x01\x00\x02\x82\x01\x01\x00" + b"\xa9" * 64,
    "PKCS 8": b"\x30\x82\x04\xbd\x02\x01\x00\x30\x0d\x06\x09" + b"\x2a" * 64,
    "SEC 1": b"\x30\x77\x02\x01\x01\x04\x20" + b"\x17" * 64,
    "PEM": b"-----BEGIN PRIVATE KEY-----\n" + b"A" * 64,
}


def shown() -> Root:
    """Return the root that shows the clusters of the small file with Arc."""
    (root,) = (
        one
        for one in compose(zone(with_all(*FAR, ("arc_clusters", ARC))))
        if one.name == "70-global"
    )
    return root


def call(name: str) -> ModuleCall:
    """Return one call of that root."""
    return next(one for one in shown().calls if one.name == name)


def test_clusters_stand_in_the_root_and_subscription_of_what_is_global() -> None:
    root = shown()
    assert [one.name for one in root.calls] == [
        "resource_group",
        "arc_plant",
        "arc_depot_cork",
        "arc_bakery",
    ]
    (provider,) = root.providers
    connectivity = small()["subscriptions"]["connectivity"]
    assert provider.settings["subscription_id"] == connectivity


def test_there_is_no_such_root_without_clusters() -> None:
    assert "70-global" not in [one.name for one in compose(zone(small()))]


def test_names_tell_the_cluster_and_its_region() -> None:
    assert call("arc_plant").inputs["name"] == "arck-plant-prod-we-001"
    cork = call("arc_depot_cork").inputs
    assert (cork["name"], cork["location"]) == ("arck-depot-cork-prod-ne-001", "northeurope")


def test_nothing_is_installed_before_the_agent_is_connected() -> None:
    plant = call("arc_plant").inputs
    assert plant["agent_public_key_certificate"] == AGENT
    assert not {"extensions", "flux_configuration"} & plant.keys()


def test_a_connected_agent_installs_policy_and_flux() -> None:
    inputs: Any = call("arc_depot_cork").inputs
    assert inputs["extensions"]["azurepolicy"]["extension_type"] == "Microsoft.PolicyInsights"
    assert inputs["extensions"]["flux"]["namespace"] == "flux-system"
    flux = inputs["flux_configuration"]
    assert flux["git_repository"]["reference_value"] == "main"
    assert flux["kustomizations"]["cork"] == {
        "path": "depots/cork",
        "depends_on": ("base",),
        "prune": False,
    }
    bakery: Any = call("arc_bakery").inputs
    assert bakery["extensions"].keys() == {"azurepolicy"}
    assert "flux_configuration" not in bakery


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"policy_extension": False}, {}),
        (
            {"policy_extension": False, "gitops": {**GITOPS, "version": "1.14.4"}},
            {
                "flux": {
                    "extension_type": "microsoft.flux",
                    "namespace": "flux-system",
                    "pinned_version": "1.14.4",
                }
            },
        ),
    ],
)
def test_extensions_are_what_was_chosen(changes: Json, expected: Json) -> None:
    cluster = {"agent_certificate": AGENT, "connected": True, **changes}
    root = compose(zone(with_all(("arc_clusters", {"plant": cluster}))))[-1]
    assert root.calls[-1].inputs.get("extensions", {}) == expected


def test_the_readme_tells_how_agents_are_connected() -> None:
    found = zone(with_all(*FAR, ("arc_clusters", ARC)))
    text = dict(repository(found, compose(found), "").items())["README.md"].decode()
    for words in (
        "| `arck-plant-prod-we-001` | westeurope | `arc_clusters.plant` | to be connected |",
        "| `arck-bakery-prod-we-001` | westeurope | `arc_clusters.bakery` | connected |",
        "--set global.resourceGroupName=rg-global-prod-we-001",
        "--set-file global.onboardingPrivateKey=<file of the private key>",
    ):
        assert words in text
    bare = zone(small())
    readme = dict(repository(bare, compose(bare), "").items())["README.md"].decode()
    assert "Clusters elsewhere" not in readme


def test_resource_providers_are_registered() -> None:
    wanted = {"Kubernetes", "KubernetesConfiguration", "PolicyInsights"}
    assert set(global_providers(model(with_all(*FAR, ("arc_clusters", ARC))))) == wanted


def test_the_clusters_of_the_case_are_taken() -> None:
    assert not list(check(model(with_all(*FAR, ("arc_clusters", ARC)))))


CASES: dict[str, tuple[str, Json, tuple[str, ...], str, str]] = {
    "a landing zone's name": (
        "shop",
        {},
        (),
        "shop is a landing zone's name, and its cluster is no cluster elsewhere",
        "choose another name; AKS clusters need no Arc",
    ),
    "a landing zone's name and environment": (
        "shop-prod",
        {},
        (),
        "shop-prod is a landing zone's name, and its cluster is no cluster elsewhere",
        "choose another name; AKS clusters need no Arc",
    ),
    "a managed identity": (
        "plant",
        {
            "gitops": {
                **GITOPS,
                "url": "https://dev.azure.com/contoso/shop/_git/plant",
                "sign_in": "workload_identity",
            }
        },
        ("gitops", "sign_in"),
        "a cluster elsewhere reads its repository without a managed identity",
        "choose sign_in: none",
    ),
    "no folders": (
        "plant",
        {"gitops": {"url": GITOPS["url"]}},
        ("gitops", "kustomizations"),
        "nothing is rendered for a cluster elsewhere, so Flux has no folder to apply",
        "name the folders of the repository",
    ),
    "a region that policy denies": (
        "plant",
        {"region": "francecentral"},
        ("region",),
        "francecentral is not among the regions that resources may be in",
        "add francecentral to policy.allowed_regions, or write westeurope",
    ),
    "two references": (
        "plant",
        {"gitops": {**GITOPS, "branch": "main", "tag": "v1"}},
        ("gitops", "tag"),
        "branch and tag are given, and Flux follows one of them",
        "keep one",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_combination_is_refused(case: str) -> None:
    name, changes, loc, message, mend = CASES[case]
    clusters = {name: {"agent_certificate": AGENT, **changes}}
    (problem,) = check(model(with_all(("arc_clusters", clusters))))
    assert tuple(problem) == (("arc_clusters", name, *loc), message, mend)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("no base64", "expected base64"),
        (f"{AGENT[:64]}\n{AGENT[64:]}", "U+000A at position 65"),
        (base64.b64encode(b"short").decode(), "expected a public key or certificate in DER form"),
        (base64.b64encode(b"\x30").decode(), "expected a public key or certificate in DER form"),
        *(
            (base64.b64encode(form).decode(), "this is a private key, which belongs in no file")
            for form in PRIVATE_FORMS.values()
        ),
    ],
)
def test_only_a_public_key_is_taken(given: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        model(with_all(("arc_clusters", {"plant": {"agent_certificate": given}})))
    assert message in str(refused.value)
    assert given not in str(refused.value)
