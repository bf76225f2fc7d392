"""The verbs of the command line, as Python functions: the public surface of Landsmith.

``load`` a landing-zone file, ``build`` its repository in memory, ``render`` it to a folder,
``rehearse`` and ``validate`` it, ``plan`` and ``apply`` a root behind the gate, build and verify
evidence. Nothing here prints; errors are ``landsmith.errors.LandsmithError``.
"""

from landsmith.api.building import (
    Built,
    build,
    build_at,
    changes,
    init,
    load,
    locate,
    materialise,
    read_lock,
    render,
    schema,
)
from landsmith.api.emulating import Served, serve
from landsmith.api.evidencing import build_evidence, verify_evidence
from landsmith.api.explaining import explain
from landsmith.api.facts import facts_beside, import_facts
from landsmith.api.gating import Gate, apply, plan
from landsmith.api.judging import (
    Validation,
    quotas_beside,
    rehearse,
    rehearse_fault,
    validate,
    waivers_beside,
    workdir,
)

__all__ = [
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
