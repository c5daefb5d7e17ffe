"""doctor: tells what is in order, what is not, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from toldonce.cli.output import print_json, sentences, stdout

MARKS = {"ok": "[green]ok  [/green]", "fail": "[red]FAIL[/red]", "warning": "[yellow]warn[/yellow]"}


def doctor(
    deploy: Annotated[bool, typer.Option("--deploy", help="Go through the security checklist too.")] = False,
    url: Annotated[str | None, typer.Option(help="With --deploy: try HTTPS where users reach the service.")] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(help="With --deploy: an item you decided against, such as SC-06. May repeat."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    sentry_test: Annotated[
        bool, typer.Option("--sentry-test", help="Only send one test event to Sentry and say whether it arrived.")
    ] = False,
) -> None:
    """Look at settings, data folder, model, database, language model and port; exit code 1 when something fails.

    With --deploy every item of the security checklist passes or fails as it would in production, each with its fix.
    """
    with sentences():
        from toldonce.cli.findings import deployment_findings, examine, sentry_finding

        findings = [sentry_finding()] if sentry_test else list(examine())
        if deploy:
            findings += deployment_findings(url, frozenset(item.upper() for item in accept or ()))
    failed = any(finding.status == "fail" for finding in findings)
    if as_json:
        print_json({"ok": not failed, "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            stdout.print(MARKS[finding.status], end=" ")
            stdout.print(f"{finding.name}: {finding.detail}", markup=False)
            if finding.fix:
                stdout.print(f"     -> {finding.fix}", markup=False)
    raise typer.Exit(1 if failed else 0)
