"""The public surface of ``landsmith.api``: names, and what a caller relies on."""

import inspect
import subprocess
import sys

from landsmith import api, generate


def test_the_public_names_are_these() -> None:
    assert api.__all__ == [
        "Built",
        "Gate",
        "Served",
        "Validation",
        "apply",
        "build",
        "build_at",
        "build_evidence",
        "changes",
        "explain",
        "facts_beside",
        "import_facts",
        "init",
        "load",
        "locate",
        "materialise",
        "plan",
        "quotas_beside",
        "read_lock",
        "rehearse",
        "rehearse_fault",
        "render",
        "schema",
        "serve",
        "validate",
        "verify_evidence",
        "waivers_beside",
        "workdir",
    ]


def test_every_public_name_is_documented() -> None:
    undocumented = [name for name in api.__all__ if not inspect.getdoc(getattr(api, name))]
    assert undocumented == []


def test_importing_the_surface_loads_neither_checkov_nor_grpc_nor_azure() -> None:
    code = (
        "import sys, landsmith.api, landsmith.cli.main\n"
        "print(sorted({'checkov', 'grpc', 'azure', 'python_terraform', 'rich'} & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout
    assert shown == "[]\n"


def test_every_field_of_a_landing_zone_file_is_described() -> None:
    schema = api.schema()
    models = {"LandingZoneFile": schema, **schema["$defs"]}
    silent = [
        f"{model}.{name}"
        for model, described in models.items()
        for name, field in described.get("properties", {}).items()
        if not {"description", "const"} & field.keys()
    ]
    assert silent == []


def test_generated_files_are_current() -> None:
    assert generate.stale(generate.generated()) == []
