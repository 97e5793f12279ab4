"""Where modules of dialect "python" come from: the host, the archive, PocketPy; in this order."""

from __future__ import annotations

import pytest

from building import places
from building.library import table
from pkhost import VM, Limits, Policy, Status, run_script
from pkhost.scripts.policy import LIBRARY_MODULES

TABLE = table.read(places.MODULES_TABLE)
ABSENT = {module.name: module.advice for module in TABLE if module.origin == "absent"}


def run(script: str, **arguments: object) -> str:
    """What a script prints, or the class and the text of its error."""
    with VM(dialect="python", **arguments) as vm:  # type: ignore[arg-type]
        result = vm.run(script)
    error = result.error
    return str(result.stdout) if error is None else f"{error.type}: {error.message}"


def test_the_policy_names_what_the_table_has() -> None:
    names = {
        module.name
        for module in TABLE
        if module.origin != "absent"
        and "." not in module.name
        and not (module.name.startswith("_") and module.name != "__future__")
        and module.name not in ("gc", "importlib", "io", "os", "posix")
    }
    assert names == LIBRARY_MODULES


def test_what_a_module_in_c_is_needed_for_is_there() -> None:
    """A VM has the modules in C that the table says modules need."""
    needed = sorted({name for module in TABLE for name in module.needs})
    script = "".join(f"import {name}\n" for name in needed)
    assert run(script, policy=Policy.open()) == ""


# --- dialects


def test_the_archive_is_for_ordinary_python_alone() -> None:
    script = "import __future__\nprint(__future__.__name__)"
    assert run(script) == "__future__\n"
    with VM(dialect="pocketpy") as vm:
        error = vm.run(script).error
    assert error is not None and error.type == "ImportError"


@pytest.mark.parametrize("policy", [Policy(), Policy.open()])
def test_pocketpys_dialect_keeps_its_own(policy: Policy) -> None:
    with VM(dialect="pocketpy", policy=policy) as vm:
        result = vm.run("import random, json\nprint(random.__name__, json.__name__)")
    assert result.stdout == "random json\n"


# --- absent on purpose


def test_what_is_absent_says_what_there_is_instead() -> None:
    with VM(dialect="python") as vm:
        for name, advice in ABSENT.items():
            error = vm.run(f"import {name}").error
            assert error is not None
            assert error.type == "ModuleNotFoundError"
            assert error.message == (
                f"No module named '{name}', which is left out on purpose: {advice}"
            )


@pytest.mark.parametrize(
    "statement",
    ["import concurrent.futures", "from concurrent.futures import ThreadPoolExecutor"],
)
def test_a_part_of_what_is_absent_says_so_too(statement: str) -> None:
    error = run_script(statement).error
    assert error is not None
    assert error.message == (
        "No module named 'concurrent', which is left out on purpose: " + ABSENT["concurrent"]
    )


def test_what_is_absent_can_be_the_hosts() -> None:
    modules = {"http": "", "http.tea": "pot = 418"}
    with VM(modules=modules) as vm:
        assert vm.run("import http.tea\nprint(http.tea.pot)").stdout == "418\n"
        error = vm.run("import http.client").error
        assert error is not None
        assert "on purpose" not in error.message


def test_tomllib_is_there() -> None:
    source = "a = 1\n[b]\nc = [true, 2024-01-02]\n[[d]]\ne = 'x'"
    script = f"""
import tomllib
print(tomllib.loads({source!r}))
try:
    tomllib.loads("a = ")
except tomllib.TOMLDecodeError as error:
    print(error)
"""
    assert run(script) == (
        "{'a': 1, 'b': {'c': [True, datetime.date(2024, 1, 2)]}, 'd': [{'e': 'x'}]}\n"
        "Invalid value (at end of document)\n"
    )


def test_logging_says_which_message_does_not_fit_its_arguments() -> None:
    result = run_script("import logging\nlogging.error('bad %d', 'x')\nprint('after')")
    assert result.stdout == "after\n"
    assert "Message: 'bad %d'\nArguments: ('x',)\n" in result.stderr


def test_what_is_absent_can_be_done_without() -> None:
    script = """
try:
    import numpy
except ImportError:
    numpy = None
print(numpy)
"""
    assert run(script) == "None\n"


def test_what_nobody_knows_is_simply_not_there() -> None:
    assert run("import nowhere") == "ModuleNotFoundError: No module named 'nowhere'"


# --- the host's modules


def test_the_hosts_module_of_the_name_comes_first() -> None:
    modules = {"stat": "here = 'the host'", "subprocess": "here = 'the host too'"}
    script = "import stat, subprocess\nprint(stat.here, subprocess.here)"
    assert run(script, modules=modules) == "the host the host too\n"
    assert run(script, modules=modules, policy=Policy(modules=frozenset({"math"}))) == (
        "the host the host too\n"
    )


def test_the_importer_is_asked_for_nothing_that_the_archive_has() -> None:
    asked = []

    def importer(name: str) -> str | None:
        asked.append(name)
        return "here = 'imported'" if name == "mine" else None

    script = "import stat, mine\nprint(stat.__name__, mine.here)"
    assert run(script, importer=importer) == "stat imported\n"
    assert asked == ["mine"]


# --- policies


def test_a_policy_keeps_a_script_from_a_module_but_not_other_modules() -> None:
    policy = Policy().deny("re")
    assert run("import re", policy=policy) == "ImportError: module 're' is not allowed here"
    assert run("import textwrap\nprint(textwrap.fill('a b', 1))", policy=policy) == "a\nb\n"
    # That it is there already changes nothing.
    script = "import textwrap\ntry:\n    import re\nexcept ImportError as error:\n    print(error)"
    assert run(script, policy=policy) == "module 're' is not allowed here\n"


def test_a_small_policy_is_small() -> None:
    policy = Policy(modules=frozenset({"math"}))
    assert run("import math\nprint(math.floor(1.5))", policy=policy) == "1\n"
    for name in ("string", "json.decoder", "json", "random"):
        top = name.partition(".")[0]
        said = run(f"import {name}", policy=policy)
        assert said == f"ImportError: module '{top}' is not allowed here"


@pytest.mark.parametrize("name", ["_pocketpy_random", "_pocketpy_json", "_sre", "_random"])
def test_what_is_behind_a_module_is_not_for_scripts(name: str) -> None:
    assert run(f"import {name}") == f"ImportError: module '{name}' is not allowed here"


def test_no_module_hands_out_what_the_policy_denies() -> None:
    """Of PocketPy's modules that use the machine or trust what they are given."""
    for module in sorted(LIBRARY_MODULES):
        script = f"""
import {module}
for name in dir({module}):
    value = getattr({module}, name)
    if type(value) is type({module}):
        print(value.__name__)
"""
        names = set(run(script).split())
        denied = {"stdc", "pickle", "pkpy", "dis", "conio", "picoterm"}
        hidden = {f"_pocketpy_{name}" for name in (*denied, "gc", "os", "io")}
        assert not names & (denied | hidden)


# --- packages


def test_packages_and_their_parts() -> None:
    script = """
import json.decoder
print(json.__name__, json.__package__, json.decoder.__name__, json.decoder.__package__)
print(json.decoder is json.decoder, hasattr(json, '__path__'), hasattr(json.decoder, '__path__'))
from json import encoder
print(encoder.__name__)
try:
    import json.nothing
except ImportError as error:
    print(error)
"""
    assert run(script) == (
        "json json json.decoder json\nTrue True False\njson.encoder\n"
        "No module named 'json.nothing'\n"
    )


# --- imports that fail


def test_an_import_that_was_cut_off_is_made_again() -> None:
    with VM(dialect="python", limits=Limits(steps=2_000)) as vm:
        assert vm.run("import statistics").status is Status.STEPS
        result = vm.run(
            "import statistics\nprint(statistics.mean([1, 2, 3]))", limits=Limits(steps=10_000_000)
        )
    assert result.stdout == "2\n"
