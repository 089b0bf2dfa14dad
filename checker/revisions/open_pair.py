"""The two laws that arguments name.

- Two days (`2024-01-01 2026-01-01`): one law, on both.
- A range (`main..topic`; an end left out is HEAD; with three dots from where the two parted): two revisions.
- Two names: each the folder of that name, or else the revision.
- One name: that law, and the folder of policies as it lies on disk.

`policies` is the folder that holds the law: on disk, and in revisions of the repository in which it lies. Without it,
a revision's law is that of its folder `policies`, or of the only folder in which it has any.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from checker.folder import list_folder, read_files
from checker.ir.law import Law
from checker.records import evolve, frozen
from checker.revisions import errors, git
from checker.revisions.errors import Refusal, Refused
from checker.revisions.git import Repository
from checker.revisions.side import Side, side_of
from checker.revisions.tree import common_folder, policy_folders, read_tree

USUAL_FOLDER = "policies"
_LONGEST = 400
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@frozen
class Pair:
    """Two laws, each with the name under which it is shown; where days are compared it is one law twice."""

    old: Side
    new: Side


def open_pair(arguments: Sequence[str], policies: Path | None = None) -> Pair | Refused:
    """Open both laws, or say in a sentence why that cannot be done."""
    try:
        return _opened(arguments, policies)
    except Refusal as refusal:
        return refusal.refused


def _opened(arguments: Sequence[str], policies: Path | None) -> Pair:
    if not 1 <= len(arguments) <= 2:
        raise Refusal(errors.wrong_number(len(arguments)))
    for argument in arguments:
        if not argument or len(argument) > _LONGEST or argument.startswith("-") or not argument.isprintable():
            raise Refusal(errors.unusable_name(argument))
    days = [_DATE.fullmatch(argument) is not None for argument in arguments]
    if len(arguments) == 2 and all(days):
        return _on_two_days(arguments[0], arguments[1], policies)
    if len(arguments) == 2 and any(days) and not all(_is_there(a) for a in arguments):
        first, second = sorted(arguments, key=lambda a: _DATE.fullmatch(a) is None)
        raise Refusal(errors.one_date(first, second))
    opening = _Opening(policies, [Path(a) for a in arguments if _is_folder(a)])
    if len(arguments) == 1 and ".." in arguments[0] and not _is_folder(arguments[0]):
        return opening.range(arguments[0])
    old = opening.side(arguments[0])
    new = opening.side(arguments[1], old.law) if len(arguments) == 2 else opening.on_disk(old.law)
    return Pair(old, new)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except OSError:  # no system takes such a name
        return False


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:
        return False


def _is_there(name: str) -> bool:
    """Whether a name that might be a date is a folder or a revision all the same."""
    if _is_folder(name) or not _DATE.fullmatch(name):
        return True
    repository = git.repository_of(Path.cwd()) if git.is_installed() else None
    return repository is not None and repository.tree(name) is not None


def _on_two_days(old: str, new: str, policies: Path | None) -> Pair:
    days = [_day(each) for each in (old, new)]
    if policies is None:
        from checker.bundled import policies_root

        listing = list_folder(policies_root())
        texts = read_files(listing.files)
        side = side_of("the law that comes with Comity", "", texts, listing.problems, listing.outside)
    else:
        side = _from_disk(policies, None)
    return Pair(evolve(side, name=old, date=days[0]), evolve(side, name=new, date=days[1]))


def _day(text: str) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        raise Refusal(errors.no_such_date(text)) from None


def _from_disk(folder: Path, law: Law | None) -> Side:
    if not folder.is_dir():
        if folder.exists():
            raise Refusal(errors.not_a_folder(str(folder)))
        around = folder.parent
        known = [entry.name for entry in around.iterdir() if entry.is_dir()] if around.is_dir() else []
        raise Refusal(errors.no_folder(str(folder), known))
    listing = list_folder(folder)
    prefix = "" if folder == Path() else f"{folder.as_posix().removesuffix('/')}/"
    return side_of(
        str(folder), prefix, read_files(listing.files), listing.problems, listing.outside, folder=str(folder), law=law
    )


class _Opening:
    """Opens names one after the other, looking for the repository when first a revision is named."""

    def __init__(self, policies: Path | None, folders: Sequence[Path]) -> None:
        self._policies = policies
        self._folders = folders
        self._found: Repository | None = None
        self._last: Path | None = None

    def side(self, name: str, law: Law | None = None) -> Side:
        if not _is_folder(name):
            return self._revision(name, law)
        folder = Path(name)
        explicit = name.startswith((".", "/", "~")) or name.endswith("/") or folder.is_absolute()
        if not explicit and git.is_installed():
            repository = git.repository_of(Path.cwd())
            if repository is not None and repository.tree(name) is not None:
                raise Refusal(errors.two_meanings(name))
        return _from_disk(folder, law)

    def on_disk(self, law: Law) -> Side:
        """The law as it lies now in the folder of policies, or in the one that the revision before was read from."""
        usual = Path(USUAL_FOLDER)
        if self._policies is None and not usual.is_dir() and self._last is not None:
            return _from_disk(Path(os.path.relpath(self._last)), law)
        return _from_disk(self._policies or usual, law)

    def range(self, argument: str) -> Pair:
        old, dots, new = argument.partition("..." if "..." in argument else "..")
        old, new = old or "HEAD", new or "HEAD"
        if dots == "...":
            repository = self._repository(argument)
            ends = [self._resolved(repository, end) for end in (old, new)]
            base = repository.merge_base(*ends)
            if base is None:
                raise Refusal(errors.no_common_ancestor(old, new))
            old = base[:12]
        before = self._revision(old, None)
        return Pair(before, self._revision(new, before.law))

    # ── revisions ──

    def _repository(self, name: str) -> Repository:
        if self._found is None:
            if not git.is_installed():
                raise Refusal(errors.git_missing(name))
            start = Path.cwd() if self._policies is None else _nearest(self._policies)
            self._found = git.repository_of(start)
            if self._found is None:
                if _is_file(name):
                    raise Refusal(errors.not_a_folder(name))
                raise Refusal(errors.not_a_repository(name, str(start)))
        return self._found

    def _resolved(self, repository: Repository, name: str) -> str:
        if name.startswith("-"):
            raise Refusal(errors.unusable_name(name))
        commit = repository.commit(name)
        if commit is None:
            raise Refusal(errors.no_revision(name, repository.names(), shallow=repository.is_shallow))
        return commit

    def _revision(self, name: str, law: Law | None) -> Side:
        if name.startswith("-"):
            raise Refusal(errors.unusable_name(name))
        repository = self._repository(name)
        root = repository.tree(name)
        if root is None:
            if _is_file(name):
                raise Refusal(errors.not_a_folder(name))
            raise Refusal(errors.no_revision(name, repository.names(), shallow=repository.is_shallow))
        folder = self._folder(repository, name, root)
        tree = repository.folder(root, folder)
        if tree is None:
            raise Refusal(errors.no_such_folder(name, folder))
        self._last = None if repository.bare else repository.top / folder
        read = read_tree(repository, name, tree, root, folder)
        prefix = f"{name}:{folder}/" if folder else f"{name}:"
        return side_of(
            name,
            prefix,
            read.texts,
            read.problems,
            read.outside,
            folder=folder,
            commit=repository.commit(name),
            law=law,
        )

    def _folder(self, repository: Repository, name: str, root: str) -> str:
        """The folder of policies in the tree of a revision."""
        if self._policies is not None:
            return _within(repository, self._policies)
        for folder in self._folders:  # the other law lies in a folder of this repository
            if not repository.bare and folder.resolve().is_relative_to(repository.top.resolve()):
                return _within(repository, folder)
        return _usual_folder(repository, name, root)


def _nearest(folder: Path) -> Path:
    """The folder, or where there is none the nearest one above it."""
    resolved = folder.resolve()
    return next((each for each in (resolved, *resolved.parents) if each.is_dir()), Path.cwd())


def _within(repository: Repository, folder: Path) -> str:
    """The path of a folder below the top of the repository."""
    if repository.bare:
        return "" if folder == Path() else folder.as_posix()
    top = repository.top.resolve()
    resolved = folder.resolve()
    if not resolved.is_relative_to(top):
        raise Refusal(errors.outside_repository(str(folder), str(repository.top)))
    path = resolved.relative_to(top).as_posix()
    return "" if path == "." else path


def _usual_folder(repository: Repository, name: str, root: str) -> str:
    entries = repository.entries(root)
    if entries is None:
        raise Refusal(errors.tree_too_large(name))
    folders = policy_folders([entry.path.decode("utf-8", "replace") for entry in entries])
    if not folders:
        raise Refusal(errors.no_policies(name, ""))
    here = "" if repository.bare else _below(repository, Path.cwd())
    for usual in dict.fromkeys(("/".join(filter(None, (here, USUAL_FOLDER))), USUAL_FOLDER)):
        if any(folder == usual or folder.startswith(f"{usual}/") for folder in folders):
            return usual
    common = common_folder(folders)
    if common or "" in folders:
        return common
    raise Refusal(errors.several_folders(name, folders))


def _below(repository: Repository, folder: Path) -> str:
    """The path of a folder below the top, or "" for one that lies elsewhere."""
    top = repository.top.resolve()
    resolved = folder.resolve()
    path = resolved.relative_to(top).as_posix() if resolved.is_relative_to(top) else "."
    return "" if path == "." else path
