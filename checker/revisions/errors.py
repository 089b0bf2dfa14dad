"""Why a law cannot be opened, in sentences, as a value that a command can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.diagnostics import Diagnostic
from checker.records import field, frozen
from checker.source import SourceFile
from checker.spelling import did_you_mean


@frozen
class Refused:
    """A sentence, advice, and where law does not compile its mistakes with the texts that they point into."""

    why: str
    advice: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Mapping[str, SourceFile] = field(factory=dict, repr=False)


class Refusal(Exception):
    """Ends the opening of a law from within; `open_pair` turns it into its value."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.why)
        self.refused = refused


# ── what was asked for ───────────────────────────────────────────────────────────────────────────────────────────

_TWO = "name two folders, revisions or dates, or one range such as main..topic"


def wrong_number(arguments: int) -> Refused:
    return Refused(f"{arguments} laws are named, and two are compared", _TWO)


def unusable_name(name: str) -> Refused:
    shown = name if len(name) <= 60 else f"{name[:60]}…"
    return Refused(f"`{shown}` can be no folder and no revision", _TWO)


def one_date(date: str, other: str) -> Refused:
    return Refused(f"`{date}` is a date and `{other}` is none", "two dates compare one law on two days")


def no_such_date(date: str) -> Refused:
    return Refused(f"there is no day `{date}`", "write a date such as 2024-05-01")


def not_a_folder(path: str) -> Refused:
    return Refused(f"`{path}` is a file", "name the folder that holds the policies")


def no_folder(path: str, known: Iterable[str]) -> Refused:
    return Refused(f"there is no folder `{path}`", did_you_mean(path, list(known)))


def two_meanings(name: str) -> Refused:
    return Refused(
        f"`{name}` is both a folder and a revision", f"write ./{name} for the folder or {name}^0 for the revision"
    )


# ── git ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def git_missing(name: str) -> Refused:
    return Refused(
        f"there is no folder `{name}`, and no revision can be read: git is not installed",
        "install git, or name folders",
    )


def not_a_repository(name: str, folder: str) -> Refused:
    return Refused(f"there is no folder `{name}`, and `{folder}` lies in no git repository")


def git_failed(words: str) -> Refused:
    return Refused(f"git could not read the repository: {words or 'it does not say why'}")


def git_too_slow(seconds: int) -> Refused:
    return Refused(f"git did not answer within {seconds} seconds")


def no_revision(name: str, known: Iterable[str], *, shallow: bool) -> Refused:
    advice = did_you_mean(name, list(known))
    if shallow and advice is None:
        advice = "this clone holds only part of the history; fetch the rest with: git fetch --unshallow"
    return Refused(f"there is no folder and no revision `{name}`", advice)


def no_common_ancestor(old: str, new: str) -> Refused:
    return Refused(
        f"`{old}` and `{new}` have no revision in common", f"write {old}..{new} to compare the two themselves"
    )


def tree_too_large(revision: str) -> Refused:
    return Refused(f"the revision `{revision}` holds too many files to look through", "name its folder with --policies")


def files_missing() -> Refused:
    return Refused("this clone does not hold the files of the revision", "fetch them first; nothing is fetched here")


def blob_missing(revision: str, path: str) -> Refused:
    return Refused(f"`{revision}:{path}` is not in this clone", "fetch it first; nothing is fetched here")


# ── the law itself ───────────────────────────────────────────────────────────────────────────────────────────────


def outside_repository(folder: str, repository: str) -> Refused:
    return Refused(f"the folder `{folder}` does not lie in the repository `{repository}`")


def no_policies(name: str, folder: str) -> Refused:
    where = f"the folder `{folder}` of `{name}`" if folder not in ("", ".") else f"`{name}`"
    return Refused(f"{where} holds no policy", "name the folder that holds .policy files with --policies")


def no_such_folder(revision: str, folder: str) -> Refused:
    return Refused(f"`{revision}` has no folder `{folder}`", "name the folder that holds .policy files with --policies")


def several_folders(revision: str, folders: Iterable[str]) -> Refused:
    shown = ", ".join(f"`{folder}`" for folder in sorted(folders)[:5])
    return Refused(f"`{revision}` holds policies in more than one folder: {shown}", "name one of them with --policies")


def does_not_compile(name: str, diagnostics: tuple[Diagnostic, ...], sources: Mapping[str, SourceFile]) -> Refused:
    return Refused(f"the law of `{name}` does not compile", None, diagnostics, sources)


def no_jurisdiction(name: str) -> Refused:
    return Refused(f"the policies of `{name}` declare no jurisdiction", 'begin a file with: jurisdiction NAME "…"')
