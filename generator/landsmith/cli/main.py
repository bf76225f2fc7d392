"""The commands, their options, and what becomes of errors."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from landsmith.errors import LandsmithError, visible
from landsmith.stopping import STOP, Stopped

app = typer.Typer(
    name="landsmith",
    help="Azure landing zones with AKS: typed, rendered, rehearsed, judged and evidenced.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
evidence_app = typer.Typer(
    help="Build and verify evidence packs.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(evidence_app, name="evidence")
emulator_app = typer.Typer(
    help="What emulated Azure knows.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(emulator_app, name="emulator")


class Format(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


class FindingsFormat(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"


File = Annotated[Path, typer.Argument(metavar="FILE", help="A landing-zone file.")]
FileOrFolder = Annotated[
    Path, typer.Argument(metavar="FILE|DIR", help="A landing-zone file or a rendered repository.")
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A rendered repository.")]
RootName = Annotated[str, typer.Argument(metavar="ROOT", help="A root, such as 20-management.")]
FactsOption = Annotated[
    Path | None, typer.Option("--facts", help="Your own provider facts (see emulator facts).")
]
LocalCommandsOption = Annotated[
    bool,
    typer.Option(
        "--allow-local-commands",
        help="Let provisioners and the like in DIR run commands on this machine.",
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]


def run() -> None:
    """Run a command; errors become one message on stderr and an exit code."""
    STOP.listen()
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        sys.exit(app(arguments, standalone_mode=False) or 0)
    except LandsmithError as error:
        _fail(error, debug, error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except Stopped as stopped:
        STOP.ended()
        sys.stderr.write("landsmith: stopped\n")
        sys.exit(stopped.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("landsmith: stopped\n")
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback for users
        _unexpected(error, debug)


def _fail(error: Exception, debug: bool, code: int) -> None:
    if debug:
        raise error
    sys.stderr.write("".join(f"{visible(line)}\n" for line in str(error).split("\n")))
    sys.exit(code)


def _unexpected(error: Exception, debug: bool) -> None:
    show = getattr(error, "show", None)  # click's usage errors print themselves
    if show is not None and not debug:
        show()
        sys.exit(1)
    kind = type(error).__name__
    _fail(
        error if debug else RuntimeError(f"landsmith: {kind}: {error}; --debug shows where"),
        debug,
        1,
    )


@app.command()
def init(
    out: Annotated[Path, typer.Argument(help="The file to write.")] = Path("landing-zone.yaml"),
    blueprint: Annotated[str, typer.Option(help="The blueprint to start from.")] = "start-small",
) -> None:
    """Write a landing-zone file to start from."""
    from landsmith import api

    api.init(out, blueprint)
    typer.echo(f"wrote {out}; next: landsmith validate {out}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of landing-zone files, for editors."""
    import json

    from landsmith import api

    typer.echo(json.dumps(api.schema(), indent=2))


@app.command()
def show(file: FileOrFolder, format_: FormatOption = Format.TEXT) -> None:
    """Print the resolved landing zone: names, address plan, roots, deviations."""
    from landsmith import api
    from landsmith.cli import show as view

    built = api.build_at(file)
    typer.echo(view.as_json(built) if format_ is Format.JSON else view.as_text(built), nl=False)


@app.command()
def render(
    file: File,
    out: Annotated[Path, typer.Option("--out", help="The customer's repository.")],
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 2 if stale.")] = False,
    accept: Annotated[
        list[str] | None, typer.Option(help="A file edited by hand that may be overwritten.")
    ] = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Render a landing-zone file into a repository."""
    from landsmith import api
    from landsmith.cli import changes as view

    if check:
        found = api.changes(api.build(file, api.read_lock(out)), out)
    else:
        found = api.render(file, out, accept=frozenset(accept or ()))
    typer.echo(
        view.as_json(found) if format_ is Format.JSON else view.as_text(found, out, check), nl=False
    )
    raise typer.Exit(2 if check and view.stale(found) else 0)


@app.command()
def rehearse(
    path: FileOrFolder,
    keep: Annotated[
        Path | None, typer.Option(help="Keep plans and states in this new folder.")
    ] = None,
    fault: Annotated[
        str | None, typer.Option(help="What goes wrong, such as create:3:quota or delete:TYPE.")
    ] = None,
    facts: FactsOption = None,
    local_commands: LocalCommandsOption = False,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Plan, apply, plan again and destroy against emulated Azure.

    With --fault, something goes wrong on the way: the apply fails as Azure would make it fail, and
    the landing zone has to recover. Faults: create:N:WHAT, create:TYPE:WHAT, drift:TYPE:PATH=VALUE,
    delete:TYPE, where WHAT is quota, throttled, conflict, timeout or crash.
    """
    from landsmith import api
    from landsmith.cli import rehearsal as view

    built, own = api.build_at(path), api.facts_beside(facts)
    with api.workdir(keep) as folder, view.progress([root.name for root in built.roots]) as tell:
        if fault is None:
            result = api.rehearse(
                built, folder, progress=tell, facts=own, local_commands=local_commands
            )
            shown = view.as_json(result) if format_ is Format.JSON else view.as_text(result)
        else:
            lived = api.rehearse_fault(
                built, folder, fault, progress=tell, facts=own, local_commands=local_commands
            )
            shown = view.survival_json(lived) if format_ is Format.JSON else view.survival(lived)
    typer.echo(shown, nl=False)


@app.command()
def validate(
    path: FileOrFolder,
    format_: Annotated[
        FindingsFormat, typer.Option("--format", help="How to print findings.")
    ] = FindingsFormat.TABLE,
    today: Annotated[
        str | None, typer.Option(help="Date that waivers are judged on: 2026-12-31.")
    ] = None,
    facts: FactsOption = None,
    local_commands: LocalCommandsOption = False,
) -> None:
    """Render in memory, rehearse and judge: the one verdict. Exit 2 if anything fails."""
    from landsmith import api
    from landsmith.cli import rehearsal as view
    from landsmith.cli import verdict

    built = api.build_at(path)
    waivers, quotas, day = api.waivers_beside(path), api.quotas_beside(path), verdict.day(today)
    with api.workdir() as folder, view.progress([root.name for root in built.roots]) as tell:
        result = api.validate(
            built,
            folder,
            today=day,
            waivers=waivers,
            quotas=quotas,
            progress=tell,
            facts=api.facts_beside(facts),
            local_commands=local_commands,
        )
    typer.echo(verdict.written(result, format_.value), nl=False)
    raise typer.Exit(0 if result.passed else 2)


@app.command()
def plan(folder: Folder, root: RootName) -> None:
    """Plan one root against Azure, judge the plan, and open the gate if it passes."""
    from landsmith import api
    from landsmith.cli import verdict

    result = api.plan(folder, root, today=verdict.day(None))
    typer.echo(verdict.gate(result), nl=False)
    raise typer.Exit(0 if result.passed else 2)


@app.command()
def apply(folder: Folder, root: RootName) -> None:
    """Apply the saved plan of one root, if it passed the gate."""
    from landsmith import api

    api.apply(folder, root)
    typer.echo(f"applied {root}")


@evidence_app.command("build")
def evidence_build(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Landing-zone files.")],
    out: Annotated[Path, typer.Option("--out", help="The evidence pack's folder.")],
    built_at: Annotated[
        str | None, typer.Option(help="Time to record: 2026-12-31T12:00:00Z.")
    ] = None,
) -> None:
    """Rehearse and judge each customer, and write an evidence pack for control A-3.1."""
    from landsmith.cli import evidence, verdict

    typer.echo(evidence.build(files, out, verdict.moment(built_at)), nl=False)


@evidence_app.command("verify")
def evidence_verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An evidence pack.")],
    format_: FormatOption = Format.TEXT,
) -> None:
    """Recompute every digest of an evidence pack and render its landing zones again."""
    from landsmith import api
    from landsmith.cli import verdict

    report = api.verify_evidence(folder)
    typer.echo(verdict.verification(report, format_.value), nl=False)
    raise typer.Exit(0 if report.ok else 2)


@emulator_app.command("serve")
def emulator_serve(
    cloud: Annotated[Path, typer.Option("--cloud", help="The cloud's file; made if not there.")],
    subscription: Annotated[
        list[str] | None, typer.Option(help="A subscription that is there while it is empty.")
    ] = None,
    facts: FactsOption = None,
) -> None:
    """Serve emulated Azure on loopback until it is stopped; prints the environment to set.

    Terraform plans and applies against it; Azure's own clients read it, and nothing more.
    """
    from landsmith import api
    from landsmith.cli import serving

    own = api.facts_beside(facts)
    with api.serve(cloud, subscriptions=subscription or (), facts=own) as served:
        typer.echo(serving.exports(served.environment), nl=False)
        serving.wait()


@emulator_app.command("facts")
def emulator_facts(
    source: Annotated[
        str, typer.Option("--from", help="Output of terraform providers schema -json; - is stdin.")
    ],
    version: Annotated[
        list[str] | None, typer.Option("--provider-version", help="Such as azurerm=4.30.0.")
    ] = None,
    facts: FactsOption = None,
) -> None:
    """Teach the emulator other providers and versions."""
    from landsmith import api

    for item in api.import_facts(source, version or (), facts):
        typer.echo(
            f"{item.address} {item.version}: {item.resources} resource types, "
            f"{item.data_sources} data sources, in {item.path}"
        )


@app.command()
def explain(word: Annotated[str, typer.Argument(metavar="RULE|CONTROL")]) -> None:
    """Explain a policy rule, a Checkov check or a control."""
    from landsmith import api

    typer.echo(api.explain(word), nl=False)


@app.callback()
def root_options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback on errors.")] = False,
) -> None:
    """Take the options that stand before a command; ``run`` and ``__main__`` act on them."""
    del version, debug
