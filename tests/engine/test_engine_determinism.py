"""The same script takes the same steps and the same memory: in any VM, thread and process."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from engine_helpers import PATIENCE, printed, python
from pkhost import VM, Limits, run_script

SCRIPTS = {
    "sort": "x = [(i * 7919) % 101 for i in range(300)]\nx.sort()\nprint(x[:5])",
    "dict of text": "d = {str(i): i for i in range(500)}\nprint(list(d.keys())[:5], len(d))",
    "dict of objects": (
        "class A: pass\nd = {}\nfor i in range(200): d[A()] = i\nprint(list(d.values())[:9])"
    ),
    "set of text": "print(set(['a', 'b', 'c', 'd', 'e', 'ab', 'ac']))",
    "set of objects": (
        "class A:\n    def __init__(self, n): self.n = n\n"
        "print([a.n for a in set([A(i) for i in range(20)])])"
    ),
    "attributes": (
        "class A: pass\na = A()\nfor n in ['zeta', 'b', 'alpha', 'q', 'long_name', 'x1', 'x2']:\n"
        "    setattr(a, n, 1)\nprint(dir(a))\nprint([k for k in a.__dict__])"
    ),
    "globals": "b = 1\na = 2\nzz = 3\nprint([k for k in globals()])\nprint(dir())",
    "module": "import math\nprint(dir(math))\nimport collections\nprint(dir(collections))",
    "builtins": "import builtins\nprint(dir(builtins))\nprint(dir(str), dir([]), dir({}))",
    "keywords": "def f(**kw): return list(kw.keys())\nprint(f(z=1, a=2, m=3))",
    "hash of text": "print(hash('abc'), hash(''), hash(('a', 1)), hash(1.5))",
    "identity": "class A: pass\nprint(id(A()) == id(A()), id(A) != id(object))",
    "places": "class A: pass\nprint(A(), A, lambda: 1, print, [].append)\nprint(id(A()))",
    "exceptions": "for i in range(50):\n    try:\n        {}[i]\n    except KeyError: pass",
    "generators": "def g(n):\n    while n:\n        yield n\n        n -= 1\nprint(sum(g(500)))",
    "objects": (
        "class Node:\n    def __init__(self, v, n): self.v, self.n = v, n\n"
        "h = None\nfor i in range(500): h = Node(i, h)\n"
        "s = 0\nwhile h:\n    s += h.v\n    h = h.n\nprint(s)"
    ),
    "garbage": "for i in range(20000):\n    x = [i]\n    x.append(x)\nprint(len(x))",
    "seeded": "import random\nrandom.seed(42)\nprint([random.randint(0, 99) for i in range(20)])",
    "text": "s = ''\nfor i in range(300): s += chr(97 + i % 26)\nprint(s.count('a'), len(s))",
    "Python modules": (
        "from collections import Counter, deque\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass P:\n    x: int\n    y: int = 2\nprint(P(1), Counter('abca'))"
    ),
    "many names": (
        "class A: pass\na = A()\nfor i in range(300): setattr(a, 'n' + str(i * 37 % 300), i)\n"
        "print(dir(a)[:40])"
    ),
    "json": "import json\nprint(json.dumps({'b': [1, 2], 'a': {'z': 1, 'c': 2}}))",
    "memory": "x = []\nwhile True: x.append('y' * 100)",
    "recursion": "def f(): f()\nf()",
}
LIMITS = Limits(memory="8MiB", steps=2_000_000)


def trace(vm: VM, script: str) -> list[object]:
    """What must be the same in every run from new."""
    result = vm.run(script, limits=LIMITS)
    return [
        result.status.value,
        result.stdout,
        result.error.message if result.error else None,
        result.usage.steps,
        result.usage.peak_memory,
        result.restored,
        vm.memory_in_use,
    ]


def traces() -> dict[str, list[object]]:
    """Of all scripts, each in a VM of its own."""
    found = {}
    for name, script in SCRIPTS.items():
        with VM(limits=LIMITS) as vm:
            found[name] = trace(vm, script)
    return found


@pytest.fixture(scope="module")
def expected() -> dict[str, list[object]]:
    return traces()


@pytest.mark.parametrize("name", SCRIPTS)
def test_in_another_vm(expected: dict[str, list[object]], name: str) -> None:
    with VM(limits=LIMITS) as vm:
        assert trace(vm, SCRIPTS[name]) == expected[name]


@pytest.mark.parametrize("name", SCRIPTS)
def test_in_a_vm_that_was_reset_after_another_script(
    expected: dict[str, list[object]], name: str
) -> None:
    with VM(limits=LIMITS) as vm:
        for other in SCRIPTS.values():
            vm.run(other, limits=LIMITS)
            vm.reset()
        assert trace(vm, SCRIPTS[name]) == expected[name]
        vm.reset()
        assert trace(vm, SCRIPTS[name]) == expected[name]


@pytest.mark.parametrize("name", SCRIPTS)
def test_with_run_script(expected: dict[str, list[object]], name: str) -> None:
    for _ in range(3):
        result = run_script(SCRIPTS[name], limits=LIMITS)
        assert [result.stdout, result.usage.steps, result.usage.peak_memory] == [
            expected[name][1],
            expected[name][3],
            expected[name][4],
        ]


@pytest.mark.parametrize("name", SCRIPTS)
def test_after_a_crash(expected: dict[str, list[object]], name: str) -> None:
    with VM(limits=LIMITS) as vm:
        vm.run("eval('(' * 100000)")
        vm.run("'x' * 10**9")
        vm.reset()
        assert trace(vm, SCRIPTS[name]) == expected[name]


def test_across_threads(expected: dict[str, list[object]]) -> None:
    found: list[dict[str, list[object]]] = []
    threads = [threading.Thread(target=lambda: found.append(traces())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(found) == 4
    for each in found:
        assert each == expected


@pytest.mark.parametrize("seed", ["0", "1", "12345"])
def test_across_processes(expected: dict[str, list[object]], seed: str) -> None:
    """With other addresses, another hash seed, and VMs made in another order."""
    code = (
        "import json, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pkhost import VM\n"
        f"others = [VM() for _ in range({int(seed) % 7})]\n"
        "from test_engine_determinism import traces\n"
        "print(json.dumps(traces()))\n"
    )
    found = json.loads(printed(python(code, PYTHONHASHSEED=seed)))
    assert found == json.loads(json.dumps(expected))


def test_a_limit_of_memory_strikes_at_the_same_step(expected: dict[str, list[object]]) -> None:
    assert expected["memory"][0] == "memory"
    assert expected["memory"][3]


def test_names_of_pocketpys_and_of_scripts_come_in_one_order_in_every_process() -> None:
    # locals() goes through a table that is ordered by the whole address of the names.
    source = (
        "def f(function, name_of_mine, x, key, other_of_mine): return locals()\n"
        "list(f(1, 2, 3, 4, 5))"
    )
    script = f"from pkhost import run_script\nprint(run_script({source!r}).value)"
    assert len({printed(python(script)) for _ in range(6)}) == 1
