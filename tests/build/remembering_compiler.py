"""A C compiler that remembers: ``remembering_compiler.py FOLDER COMPILER ARGUMENT...``

The tests build the same sources in several checkouts, each from nothing.  With this in the place of
the compiler (``$CC``), an object is compiled once, and copied from FOLDER wherever the compiler
would make the same again: by the same command, of the same bytes in the source and in every file
that the compiler said it had read.  Folders that an object does not show, since the command has
another name for them (``-ffile-prefix-map``), may be others.  What is not the compilation of one
file, with a list of what it reads, is left to the compiler, and so is what it has warned of.

It is run for each file, so it imports little.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

PREFIX_MAP = "-ffile-prefix-map="


class Folders:
    """The folders of a command that make no difference."""

    def __init__(self, arguments: list[str]) -> None:
        maps = [each.removeprefix(PREFIX_MAP) for each in arguments if each.startswith(PREFIX_MAP)]
        named = dict(each.rsplit("=", 1) for each in maps)
        if prefix := os.environ.get("PKHOST_ZLIB_PREFIX"):
            named[prefix] = "zlib"  # conftest.py
        # One may be inside of another.
        self._named = sorted(named.items(), key=lambda pair: -len(pair[0]))

    def out_of(self, text: str) -> str:
        """A text with names in the place of the folders."""
        for folder, name in self._named:
            text = text.replace(folder, f"\0{name}\0")
        return text

    def into(self, text: str) -> str:
        """The reverse."""
        for folder, name in self._named:
            text = text.replace(f"\0{name}\0", folder)
        return text


def digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(b"%d:%b" % (len(part), part) for part in parts)).hexdigest()


class Compilation:
    """One file's: what is known of its command, and what it makes."""

    def __init__(self, remembered: Path, command: list[str], working_folder: str) -> None:
        values = {
            option: command[command.index(option) + 1]
            for option in ("-c", "-o", "-MF")
            if option in command[:-1]
        }
        self.is_usual = len(values) == 3
        if not self.is_usual:
            return
        self.target, self.rules = Path(values["-o"]), Path(values["-MF"])
        self._folders = Folders(command)
        outputs = values["-o"], values["-MF"]
        recipe = [self._folders.out_of(each) for each in command if each not in outputs]
        where = self._folders.out_of(working_folder)
        self._known = remembered / digest(*(each.encode() for each in [where, *recipe]))

    def recall(self) -> bool:
        """Make the object and its rules from what is remembered, if there is something."""
        for entry in sorted(self._known.glob("*.json")):
            inputs = json.loads(entry.read_text(encoding="utf-8"))
            files = {self._folders.into(name): had for name, had in inputs.items()}
            try:
                is_same = all(digest(Path(file).read_bytes()) == had for file, had in files.items())
            except OSError:
                continue
            if is_same:
                self.target.write_bytes(entry.with_suffix(".o").read_bytes())
                names = " ".join(file.replace(" ", "\\ ") for file in files)
                self.rules.write_text(f"made: {names}\n", encoding="utf-8")
                return True
        return False

    def remember(self, files: list[str]) -> None:
        """That the target was made of these files."""
        inputs = {self._folders.out_of(file): digest(Path(file).read_bytes()) for file in files}
        text = json.dumps(inputs)
        entry = self._known / f"{digest(text.encode())}.json"
        self._known.mkdir(parents=True, exist_ok=True)
        # Whole, and the object first: others may look at any time.
        data = {entry.with_suffix(".o"): self.target.read_bytes(), entry: text.encode()}
        for file, content in data.items():
            fresh = file.with_suffix(f".{os.getpid()}")
            fresh.write_bytes(content)
            fresh.replace(file)


def remember_build(remembered: Path, root: Path, work: Path) -> None:
    """Remember the objects of a build of the checkout ``root``, whose folder ``work`` has them."""
    for record in sorted(work.rglob("*.o.record")):
        facts = json.loads(record.read_text(encoding="utf-8") or "{}")
        inputs = facts.get("inputs", {})
        compilation = Compilation(remembered, shlex.split(facts.get("recipe", "")), str(root))
        if compilation.is_usual and not facts["said"] and all(map(is_as_before, inputs.items())):
            compilation.remember(list(inputs))


def is_as_before(known: tuple[str, list[int]]) -> bool:
    """Whether a file has the time and the size that a record (building/records.py) says."""
    try:
        state = os.stat(known[0])  # noqa: PTH116
    except OSError:
        return False
    return [state.st_mtime_ns, state.st_size] == known[1]


def main(remembered: Path, command: list[str]) -> int:
    compilation = Compilation(remembered, command, os.getcwd())  # noqa: PTH109
    if not compilation.is_usual:
        os.execvp(command[0], command)
    if compilation.recall():
        return 0
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    sys.stderr.buffer.write(done.stderr)
    if done.returncode == 0 and not done.stderr:
        rules = compilation.rules.read_text(encoding="utf-8").replace("\\\n", " ")
        compilation.remember(shlex.split(rules)[1:])
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
