"""The one seam to the terraform binary (or tofu): finds it, runs it, reads what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.errors import TerraformError
from landsmith.terraform.child import Ended, TimeLimitError, run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Json: TypeAlias = dict[str, Any]
"""A JSON object as terraform prints it."""

LEAST: Final = (1, 11, 0)
"""The oldest version that knows write-only attributes."""

LIMITS: Final = {"init": 900, "show": 300, "validate": 300}
"""Seconds that commands may take which change nothing; a plan or apply takes what it takes."""

_KEPT: Final = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "SYSTEMROOT")
_MEND: Final = (
    "install Terraform 1.11 or newer (developer.hashicorp.com/terraform/install)"
    " or OpenTofu (opentofu.org/docs/intro/install), or set LANDSMITH_TERRAFORM to its path"
)


@dataclass(frozen=True)
class Diagnostic:
    """What terraform complains about; ``severity`` is error or warning, line 0 is unknown."""

    severity: str
    summary: str
    detail: str = ""
    file: str = ""
    line: int = 0
    address: str = ""

    def __str__(self) -> str:
        """Return one line with the place, then the detail."""
        place = f"{self.file}:{self.line}: " if self.file else ""
        where = f" ({self.address})" if self.address else ""
        return f"{place}{self.summary}{where}" + (f"\n    {self.detail}" if self.detail else "")


class TerraformFailedError(TerraformError):
    """A terraform command failed; carries what it said."""

    def __init__(self, command: str, folder: Path, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.command, self.folder, self.diagnostics = command, folder, diagnostics
        said = "\n".join(str(item) for item in diagnostics) or "it gave no reason"
        super().__init__(f"{command} failed in {folder}\n{said}")


@dataclass(frozen=True)
class Binary:
    """A terraform or tofu; ``version`` as it prints it, such as ``1.11.4``."""

    path: str
    version: str


def find() -> Binary:
    """Return the binary: LANDSMITH_TERRAFORM, else terraform, else tofu on the PATH.

    Raises:
        TerraformError: there is none, it doesn't run, or it is older than `LEAST`.

    """
    wanted = os.environ.get("LANDSMITH_TERRAFORM")
    path = shutil.which(wanted) if wanted else shutil.which("terraform") or shutil.which("tofu")
    if not path:
        raise TerraformError(f"{wanted or 'terraform'} is missing: {_MEND}")
    return _checked(path)


@cache
def _checked(path: str) -> Binary:
    try:
        done = subprocess.run(
            [path, "version", "-json"],
            capture_output=True,
            text=True,
            env=environment(),
            timeout=30,
        )
        version = str(json.loads(done.stdout)["terraform_version"])
    except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired) as error:
        raise TerraformError(f"{path} doesn't run ({error}): {_MEND}") from error
    if _too_old(version):
        raise TerraformError(f"{path} is version {version}, too old: {_MEND}")
    return Binary(path, version)


def _too_old(version: str) -> bool:
    """Tell whether a version, or what went before it (1.11.0-rc1), comes before `LEAST`."""
    release, _, before = version.partition("-")
    numbers = tuple(int(number) for number in re.findall(r"\d+", release)[:3])
    return numbers < LEAST or (numbers == LEAST and bool(before))


def environment(
    extra: Mapping[str, str] | None = None, *, config: Path | None = None
) -> dict[str, str]:
    """Return a clean environment for terraform: little of ours, then ``extra``.

    ``config`` is the CLI configuration file it is to read, none by default.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    quiet = {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
    quiet["TF_CLI_CONFIG_FILE"] = str(config) if config else os.devnull
    return kept | quiet | dict(extra or {})


@cache
def _builder(path: str) -> Any:  # noqa: ANN401 - python-terraform carries no types
    """Return python-terraform's builder of command lines; its state file reading is kept away."""
    from python_terraform import Terraform as Builder

    return Builder(working_dir=os.devnull, terraform_bin_path=path)


@dataclass(frozen=True)
class Terraform:
    """Runs terraform in one root's folder with exactly the environment given.

    ``on_line`` gets every line of terraform's ``-json`` output as it comes. Every method raises
    TerraformFailedError, with terraform's own diagnostics, if the command fails.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=environment)
    on_line: Callable[[Json], None] | None = None
    lock: bool = True
    binary: Binary = field(default_factory=find)

    def init(self, *, backend: bool = True) -> None:
        """Initialise the folder, its modules and its backend."""
        self._run("init", {"input": False, "no_color": True, "json": True, "backend": backend})

    def validate(self) -> tuple[Diagnostic, ...]:
        """Return the warnings about a valid configuration."""
        ended = self._call("validate", {"no_color": True, "json": True})
        told = _document(ended.lines)
        found = tuple(map(diagnostic_of, told.get("diagnostics", [])))
        if ended.code:
            raise TerraformFailedError("terraform validate", self.folder, found or _said(ended))
        if told.get("valid") is not True:
            raise self._unreadable("terraform validate", "no verdict")
        return found

    def plan(self, out: Path, *, destroy: bool = False, refresh: bool = True) -> bool:
        """Save a plan in ``out`` and return whether it changes anything."""
        options = {"out": out, "destroy": destroy, "refresh": refresh, "detailed_exitcode": True}
        return self._run("plan", self._common() | options, okay=(0, 2)) == 2

    def show(self, plan: Path) -> Json:
        """Return a saved plan as JSON."""
        ended = self._call("show", {"json": True, "no_color": True}, str(plan))
        if ended.code:
            raise TerraformFailedError("terraform show", self.folder, _said(ended))
        told = _document(ended.lines)
        if "terraform_version" not in told:
            raise self._unreadable("terraform show", "no plan")
        return told

    def _unreadable(self, command: str, what: str) -> TerraformError:
        return TerraformError(
            f"what {command} answered in {self.folder} is {what} as JSON: see whether "
            f"{self.binary.path} is terraform or a wrapper that prints more, then run it again"
        )

    def apply(self, plan: Path) -> None:
        """Apply a saved plan."""
        self._run("apply", self._common(), str(plan))

    def destroy(self, *, refresh: bool = True) -> None:
        """Destroy everything in the state."""
        self._run("destroy", self._common() | {"auto_approve": True, "refresh": refresh})

    def _common(self) -> dict[str, object]:
        return {"input": False, "no_color": True, "json": True, "lock": self.lock}

    def _run(
        self, command: str, options: Mapping[str, object], *args: str, okay: tuple[int, ...] = (0,)
    ) -> int:
        ended = self._call(command, options, *args)
        if ended.code not in okay:
            raise TerraformFailedError(f"terraform {command}", self.folder, _said(ended))
        return ended.code

    def _call(self, command: str, options: Mapping[str, object], *args: str) -> Ended:
        line = self.arguments(command, options, *args)
        try:
            ended = run(line, self.folder, self.environment, self._heard, LIMITS.get(command))
        except OSError as error:
            raise TerraformError(f"{line[0]} can't run in {self.folder}: {error}") from error
        except TimeLimitError:
            raise TerraformError(
                f"terraform {command} gave no answer in {self.folder} for {LIMITS[command]} s, "
                "and was stopped: see whether the backend can be reached, then run it again"
            ) from None
        return ended

    def arguments(self, command: str, options: Mapping[str, object], *args: str) -> list[str]:
        """Return the argument list of a command; an option that is True by name only is a flag."""
        from python_terraform import IsFlagged

        flags = ("json", "no_color", "detailed_exitcode", "auto_approve", "destroy")
        told = {
            name: (IsFlagged if value else None) if name in flags else value
            for name, value in options.items()
        }
        return list(_builder(self.binary.path).generate_cmd_string(command, *args, **told))

    def _heard(self, text: str) -> None:
        if self.on_line and text.startswith("{"):
            self.on_line(_document([text]))


def _document(lines: list[str]) -> Json:
    try:
        found = json.loads("".join(lines))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _said(ended: Ended) -> tuple[Diagnostic, ...]:
    """Return the errors in terraform's output, or the output itself where it is no JSON."""
    lines = [*ended.lines, *ended.complaints]
    told = [_document([line]) for line in lines if line.startswith("{")]
    found = [diagnostic_of(item["diagnostic"]) for item in told if "diagnostic" in item]
    errors = tuple(item for item in found if item.severity == "error")
    plain = "".join(line for line in lines if not line.startswith("{")).strip()
    return errors or ((Diagnostic("error", plain),) if plain else tuple(found))


def diagnostic_of(raw: Json) -> Diagnostic:
    """Return a diagnostic from its JSON form."""
    place: Json = raw.get("range") or {}
    return Diagnostic(
        severity=raw.get("severity", "error"),
        summary=raw.get("summary", ""),
        detail=raw.get("detail", ""),
        file=place.get("filename", ""),
        line=place.get("start", {}).get("line", 0),
        address=raw.get("address", ""),
    )
