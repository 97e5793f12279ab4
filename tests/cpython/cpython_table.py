"""CPython 3.11's own test suite, run in pkhost: a table of what passes, by module.

    scripts/cpython-tests [MODULE...]        the table, of all modules of modules.toml or of these
    scripts/cpython-tests --show MODULE...   each case that does not pass, and why
    scripts/cpython-tests --compile          instead: which files compile as they do in CPython
    scripts/cpython-tests --out FILE         how each case ended, as JSON
    scripts/cpython-tests --hold MODULE...   note in held.toml how many pass, where that are more

The suite is Debian's package libpython3.11-testsuite, fetched into the build folder, or the folder
that PKHOST_CPYTHON_TESTS names (the one with test_grammar in it).  It is never committed.  What
its modules take from test.support is ours (support/): see there what is skipped, and why.  Cases
that are excluded stand in modules.toml with a reason each.

A case passes if unittest says so.  What ends a whole run (a limit, a crash) is the fault of the
case that ran; the others are run again without it.  The exit status is 0 unless nothing could be
run.
"""

from __future__ import annotations

import argparse
import fnmatch
import io
import json
import os
import re
import sys
import tokenize
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pkhost

try:
    import tomllib
except ImportError:  # Python 3.10
    from pip._vendor import tomli as tomllib

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))
from building import debian, places  # noqa: E402
from building.library import cpython, table  # noqa: E402

ABSENT = {each.name for each in table.read(places.MODULES_TABLE) if each.origin == "absent"}
SUPPORT = HERE / "support"
HELD = HERE / "held.toml"
MARK = "\x1e"
LIMITS = pkhost.Limits(
    steps=2_000_000_000, memory="512MiB", wall_time=60, cpu_time=60, stdout="8MiB", stderr="8MiB"
)
INSIDES = r"(?:_testcapi|_testinternalcapi|_testmultiphase|_strptime|dis|pickle|threading)\b"
"""CPython's own insides, and what is there but runs in one thread.  Where a module does not do
without by itself, in try, a stand-in skips the cases that use it."""
IMPORT = re.compile(rf"^( *)import ({INSIDES}[\w.]*)$", re.MULTILINE)
IMPORT_OF_SEVERAL = re.compile(r"^( *)import (\w+(?:, \w+)+)$", re.MULTILINE)
TRIED_IMPORT = re.compile(r"^(try:\n +)(?:import|from) (\w+)\b[^\n(]*$", re.MULTILINE)
FOREIGN_TEXT = re.compile(r"^( +)\"[^\"\n]+\"\.encode\('shift_jis'\)", re.MULTILINE)
"""A text that a class's body encodes as pkhost cannot."""
FROM_IMPORT = re.compile(rf"^( *)from ({INSIDES}[\w.]*) import ([\w, ]+)$", re.MULTILINE)
STAND_INS = re.compile(
    r"(?:_pickle|_tokenize|_py_abc|_pyio|_socket|asyncore|concurrent|distutils|ensurepip|http|importlib"
    r"|mailbox|pyclbr|pydoc|smtpd|sysconfig|test\.pickletester"
    r"|test\.test_import|test\.test_importlib|zipimport)(?:\.|$)"
)
"""Modules, beside those that pkhost leaves out on purpose, for which there are stand-ins."""
DATA_FILES = (
    "bad_coding*.py",
    "cfgparser.*",
    "cmath_testcases.txt",
    "decimaltestdata/*",
    "exception_hierarchy.txt",
    "floating_points.txt",
    "formatfloat_testcases.txt",
    "ieee754.txt",
    "inspect_fodder*.py",
    "math_testcases.txt",
    "test_difflib_expect.html",
    "test_doctest*.txt",
    "tokenize_tests*.txt",
)
"""What the tests read of the suite's folder."""
MOST_RUNS = 12
"""How often a module is run again after a case that ended the whole run."""


@dataclass
class Outcome:
    """How the cases of a module ended."""

    module: str
    cases: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Of each case: passed, failed, error, skipped, excluded or ended; and why."""
    problems: list[str] = field(default_factory=list)
    """What kept cases from being run at all."""

    def count(self, *outcomes: str) -> int:
        return sum(outcome in outcomes for outcome, _ in self.cases.values())

    @property
    def counted(self) -> int:
        return self.count("passed", "failed", "error", "ended")


def suite_folder() -> Path:
    """The folder of CPython's test package, fetched if need be.

    :raises building.errors.BuildError: it cannot be fetched.
    """
    chosen = os.environ.get("PKHOST_CPYTHON_TESTS")
    if chosen:
        return Path(chosen)
    root = ROOT / ".build" / "cpython-tests" / "root"
    if not root.is_dir():
        wanted = debian.Wanted(
            "CPython 3.11's test suite",
            ("libpython3.11-testsuite", "libpython3.11-stdlib"),
            cpython.DEBIAN_SUITES,
            cpython.rank,
            "set PKHOST_CPYTHON_TESTS to the folder of a CPython 3.11's tests",
            "Set PKHOST_CPYTHON_TESTS to the folder of a CPython 3.11's tests",
        )
        debian.fetch(root.parent, wanted)
    return root / "usr" / "lib" / "python3.11" / "test"


def source_of(folder: Path, name: str) -> str | None:
    """The source of a module that the archive has not: of the package test, or a stand-in."""
    if name == "test":
        return ""
    if STAND_INS.match(name) or name.partition(".")[0] in ABSENT:
        return f"from test.support import stand_in\n__getattr__ = stand_in({name!r})\n"
    if name.startswith("test."):
        parts = name.split(".")[1:]
        ours = parts[0] == "support"
        base = (SUPPORT if ours else folder).joinpath(*parts[ours:])
    elif name.startswith("unittest.test"):
        ours, base = False, folder.parent.joinpath(*name.split("."))
    else:
        return None
    for file in (base / "__init__.py", base.with_suffix(".py")):
        if file.is_file():
            try:  # some say that they are in another encoding, or are bad on purpose
                with tokenize.open(file) as opened:
                    text = opened.read()
            except (SyntaxError, UnicodeDecodeError):
                text = file.read_text(encoding="utf-8", errors="replace")
            return text if ours else without_insides(text)
    return "" if base.is_dir() else None


def without_insides(text: str) -> str:
    """A test module's source, in which CPython's insides skip the cases that use them.

    Where it does without a module that is absent, an import in ``try``, it does so here.
    """

    def stand_in(found: re.Match[str], names: list[str]) -> str:
        if text[: found.start()].rstrip().endswith("try:"):
            return found[0]
        absent = f"__import__('test.support').support.absent({found[2]!r})"
        return f"{found[1]}{' = '.join(names)} = {absent}"

    def try_import(found: re.Match[str]) -> str:
        if found[2] not in ABSENT:
            return found[0]
        return f"{found[1]}raise ModuleNotFoundError({found[2]!r})"

    text = TRIED_IMPORT.sub(try_import, text)
    text = FOREIGN_TEXT.sub(r"\1__import__('test.support').support.absent('shift_jis')", text)
    text = IMPORT_OF_SEVERAL.sub(
        lambda m: "\n".join(f"{m[1]}import {each}" for each in m[2].split(", ")), text
    )
    text = IMPORT.sub(lambda m: stand_in(m, [m[2].partition(".")[0]]), text)
    return FROM_IMPORT.sub(
        lambda m: stand_in(m, [each.split()[-1] for each in m[3].split(",")]), text
    )


def parts_of(folder: Path, module: str) -> list[str]:
    """The modules that have a module's cases: those of a package that looks for them in files."""
    base = folder.parent if module.startswith("unittest.") else folder
    package = base.joinpath(*module.split("."))
    start = package / "__init__.py"
    text = start.read_text(encoding="utf-8") if start.is_file() else ""
    if "def load_tests(" not in text and "def suite(" not in text:
        return [module]
    return [f"{module}.{file.stem}" for file in sorted(package.glob("test*.py"))]


def data_files(folder: Path, module: str) -> dict[str, bytes]:
    """By their paths from the suite's folder, and from the one that it is in."""
    files = {
        str(file.relative_to(folder)): file.read_bytes()
        for pattern in DATA_FILES
        for file in folder.glob(pattern)
    }
    source = folder.joinpath(*module.split(".")).with_suffix(".py")
    if source.is_file():  # which several cases read
        files[source.name] = source.read_bytes()
    return files | {f"test/{name}": content for name, content in files.items()}


def run(folder: Path, module: str, excluded: dict[str, str]) -> Outcome:
    """Run the cases of a module."""
    parts = parts_of(folder, module)
    if parts == [module]:
        return run_part(folder, module, excluded)
    outcome = Outcome(module)
    for part in parts:
        of_part = run_part(folder, part, excluded)
        prefix = part[len(module) + 1 :] + "."
        outcome.cases |= {prefix + case: ended for case, ended in of_part.cases.items()}
        outcome.problems += [prefix + " " + each for each in of_part.problems]
    return outcome


def run_part(folder: Path, module: str, excluded: dict[str, str]) -> Outcome:
    """Run the cases that are in one module."""
    outcome = Outcome(module)
    name = module if module.startswith("unittest.") else f"test.{module}"
    files = data_files(folder, module)
    script = (HERE / "in_vm.py").read_text(encoding="utf-8")

    def reason_of(case: str) -> str | None:
        return next((why for name, why in excluded.items() if fnmatch.fnmatch(case, name)), None)

    for _ in range(MOST_RUNS):
        done = list(outcome.cases)
        with pkhost.VM(
            limits=LIMITS,
            policy=pkhost.Policy.open(),
            importer=lambda name: source_of(folder, name),
            isolation="process",
            dialect="python",
        ) as vm:
            result = vm.run(script, inputs={"module": name, "done": done}, files=files)
        begun: str | None = None
        every: list[str] = []
        for what, *rest in told(result.stdout):
            if what == "cases":
                every = rest[0]
                for case in every:
                    if (why := reason_of(case)) is not None:
                        outcome.cases[case] = ("excluded", why)
            elif what == "loading":
                outcome.problems.append(rest[0])
            elif what == "begin":
                begun = rest[0]
            else:
                case, ended, why = rest
                begun = None
                if outcome.cases.get(case, ("", ""))[0] != "excluded":
                    outcome.cases[case] = (ended, why)
        if result.status is pkhost.Status.OK:
            break
        said = last_line(result)
        if begun is None:
            outcome.problems.append(said)
            break
        if begun not in outcome.cases:
            outcome.cases[begun] = ("ended", said)
    else:
        outcome.problems.append(f"more than {MOST_RUNS} cases ended the whole run")
    for case in every:
        outcome.cases.setdefault(case, ("ended", "never reached"))
    return outcome


def told(stdout: str) -> Iterator[list[str]]:
    for line in stdout.split("\n"):  # splitlines() would split at the mark
        if line.startswith(MARK):
            yield json.loads(line[1:])


def last_line(result: pkhost.ScriptResult) -> str:
    return " ".join(str(result.error).strip().splitlines()[-1:])[:300]


# ------------------------------------------------------------------------------ compiling


def compile_all(folder: Path) -> int:
    """Compare what compiles, file by file, with CPython."""
    same, different = 0, []
    for file in sorted(folder.parent.rglob("*.py")):
        data = file.read_bytes()
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
            if encoding not in ("utf-8", "utf-8-sig"):
                continue
            text = data.decode(encoding)
        except (SyntaxError, UnicodeDecodeError):
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text, "f.py", "exec", dont_inherit=True)
            wanted = None
        except (SyntaxError, ValueError) as error:
            wanted = type(error).__name__
        result = pkhost.run_script(
            "compile(source, 'f.py', 'exec')",
            inputs={"source": text},
            limits=LIMITS,
            dialect="python",
        )
        got = result.error.type if result.error else None
        same += got == wanted
        if got != wanted:
            different.append(f"{file.relative_to(folder.parent)}: {last_line(result)}")
    print(*different, sep="\n")
    print(f"{same} of {same + len(different)} files compile, or fail, as in CPython")
    return 0 if same else 1


# ----------------------------------------------------------------------------------- held


def modules() -> list[str]:
    """The modules that pkhost is held against."""
    found: list[str] = tomllib.loads((HERE / "modules.toml").read_text(encoding="utf-8"))["modules"]
    return found


def excluded() -> dict[str, dict[str, str]]:
    """The cases that are not counted, by module, with the reason."""
    text = (HERE / "modules.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)["excluded"]
    return found


def held() -> dict[str, int]:
    """How many cases of a module pass at least: what test_cpython_suite.py holds."""
    found: dict[str, int] = tomllib.loads(HELD.read_text(encoding="utf-8"))["passed"]
    return found


def hold(outcomes: list[Outcome]) -> None:
    """Raise the numbers of held.toml to what passes."""
    text = HELD.read_text(encoding="utf-8")
    numbers = held()
    for each in outcomes:
        numbers[each.module] = max(numbers.get(each.module, 0), each.count("passed"))
    lines = [f'"{module}" = {number}' for module, number in sorted(numbers.items()) if number]
    HELD.write_text(text.split("[passed]")[0] + "[passed]\n" + "\n".join(lines) + "\n", "utf-8")


# ---------------------------------------------------------------------------------- table


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--show", action="store_true", help="each case that does not pass")
    parser.add_argument("--compile", action="store_true", help="compile every file instead")
    parser.add_argument("--out", type=Path, help="a file for how each case ended")
    parser.add_argument("--hold", action="store_true", help="note in held.toml how many pass")
    parser.add_argument("--top", type=int, default=30, help="how many causes to list")
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    options = parser.parse_args()
    folder = suite_folder()
    if options.compile:
        return compile_all(folder)
    chosen, not_counted = options.modules or modules(), excluded()

    def one(module: str) -> Outcome:
        return run(folder, module, not_counted.get(module, {}))

    print(f"{'module':28}{'cases':>7}{'skipped':>9}{'excluded':>9}{'pass':>7}{'%':>7}")
    outcomes, causes = [], Counter[str]()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for each in pool.map(one, chosen):
            outcomes.append(each)
            passed, counted = each.count("passed"), each.counted
            part = f"{100 * passed / counted:7.1f}" if counted else "      -"
            print(
                f"{each.module:28}{len(each.cases):7}{each.count('skipped'):9}"
                f"{each.count('excluded'):9}{passed:7}{part}"
                + (f"  {each.problems[0][:90]}" if each.problems else ""),
                flush=True,
            )
            for case, (ended, why) in each.cases.items():
                if ended in ("failed", "error", "ended"):
                    causes[why.splitlines()[0] if why else ended] += 1
                    if options.show:
                        print(f"    {ended:7} {case}: {why}")
    passed = sum(each.count("passed") for each in outcomes)
    counted = sum(each.counted for each in outcomes)
    print(f"\n{passed} of {counted} cases pass ({100 * passed / max(counted, 1):.1f} %)\n")
    for cause, number in causes.most_common(options.top):
        print(f"{number:5}  {cause[:140]}")
    if options.out:
        made = {each.module: {"cases": each.cases, "problems": each.problems} for each in outcomes}
        options.out.write_text(json.dumps(made, indent=1), encoding="utf-8")
    if options.hold:
        hold(outcomes)
    return 0 if counted else 1


if __name__ == "__main__":
    sys.exit(main())
