"""`comity code`."""

from __future__ import annotations

import click

from checker.cli.output import could_not, emit
from checker.diagnostics.pages import page_text


@click.command("code", epilog="Example: comity code N201")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Show the page of a diagnostic CODE: what to avoid, what to prefer, and why. Without CODE, list all."""
    from checker.diagnostics.codes import all_codes

    if code is None:
        emit("".join(f"{known.number}  {known.name}\n" for known in all_codes()), None)
        return
    by_name = {known.number: known for known in all_codes()} | {known.name: known for known in all_codes()}
    found = by_name.get(code.upper()) or by_name.get(code.lower())
    if found is None:
        from checker.spelling import did_you_mean

        could_not(f"there is no diagnostic code `{code}`", did_you_mean(code, by_name) or "list all with: comity code")
    emit(page_text(found), None)
