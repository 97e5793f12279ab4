"""Every request for memory is refused in turn: the run ends as a result, the VM lives on.

A script is run with its first request failing, then with its second, and so on until it gets
through; of many thousands, as an import of a module in Python makes, every hundredth or so.  After
each, the region's bookkeeping must be sound and the VM must run a probe.
"""

from __future__ import annotations

import pytest

from engine_helpers import PROBE, PROBE_PRINTS, run_native
from pkhost import Limits, Policy, Status
from pkhost.engine.factory import home
from pkhost.engine.interface import EngineVM
from pkhost.engine.job import Job
from pkhost.scripts.outcomes import script_result

LIMITS = Limits(memory="8MiB", steps=1_000_000)

# Together they use most of the language, each growing things that have to grow.
SCRIPTS = {
    "names and attributes": (
        "class A:\n    kind = 'a'\n    def __init__(self): self.x, self.y = 1, [2]\n"
        "a = A()\na.z = 3\nsetattr(a, 'w' + str(1), 4)\nprint(a.w1 + a.x, A.kind)"
    ),
    "functions": (
        "def f(a, b=2, *args, c=3, **kw):\n    def g(): return a + b\n    return g\n"
        "print(f(1, 2, 3, c=4, d=5)(), (lambda x: x + 1)(2))"
    ),
    "containers": (
        "d = {i: str(i) for i in range(40)}\nl = [i * i for i in range(40)]\n"
        "s = set(l)\nt = tuple(l)\nd.update({'a': 1})\nl.sort(key=lambda x: -x)\n"
        "l.extend(t)\nl.reverse()\nprint(len(d), len(l), len(s), l[1:9:2])"
    ),
    "text": (
        "s = 'abc,' * 20\nprint(s.split(',')[0], '-'.join(['x', 'y']), s.replace('a', 'bb')[:9])\n"
        "print(f'{s[0]!r} {1.5:10.3f} {len(s)}', 'é😀'.upper(), 'a'.encode().decode())"
    ),
    "generators": (
        "def g(n):\n    for i in range(n):\n        yield i\ndef h(n):\n    yield from g(n)\n"
        "print(sum(g(9)), list(h(5)), list(zip(g(3), h(3))), list(map(str, g(3))))"
    ),
    "exceptions": (
        "class E(Exception): pass\ndef f(n):\n    if n == 0: raise E('deep')\n    f(n - 1)\n"
        "try:\n    f(10)\nexcept E as e:\n    print(repr(e))\n"
        "try:\n    [][1]\nexcept (KeyError, IndexError) as e:\n    print(e)\n"
        "class C:\n    def __enter__(self): return 1\n    def __exit__(self, *a): pass\n"
        "with C() as c: print(c)"
    ),
    "exec": "g = {}\nexec('def f(x): return x * 2\\ny = f(21)', g)\nprint(g['y'], eval('1 + 1'))",
    "json": (
        'import json\nd = json.loads(\'{"a": [1, 2.5, null, "x"], "b": {"c": true}}\')\n'
        "print(json.dumps(d))"
    ),
    "Python modules": (
        "from collections import deque, Counter\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass P:\n    x: int\n    y: int = 2\n"
        "print(P(1), Counter('aab'), deque([1, 2]))"
    ),
    "native modules": (
        "import math\nimport random\nimport time\n"
        "from array2d import array2d\nfrom vmath import vec2\nimport base64\n"
        "a = array2d(3, 3, 0)\nrandom.seed(1)\nr = random.Random(5)\n"
        "print(math.sqrt(4), a.width, vec2(1, 2), base64.b64encode(b'abc'), r.randint(1, 9) > 0)"
    ),
    "an uncaught exception": "def f(): raise ValueError('x' * 100)\nf()",
    "a syntax error": "def f(:\n  pass\n" * 3,
    "input and output": "import sys\nprint(input(), input())\nsys.stderr.write('err')",
    "match and walrus-less control": (
        "def f(x):\n    match x:\n        case 1: return 'one'\n        case _: return 'other'\n"
        "n = 0\nwhile True:\n    n += 1\n    if n > 5: break\n"
        "else:\n    n = -1\nprint(f(1), f(2), n)"
    ),
    "garbage collection": (
        "import gc\nfor i in range(30):\n    a = [i]\n    a.append(a)\nprint(gc.collect() > 0)"
    ),
    "pickle": "import pickle\nprint(pickle.loads(pickle.dumps([1, 'a', {2: 3}])))",
}


def run(vm: EngineVM, script: str) -> Status:
    return run_native(vm, Job(script.encode(), "torture.py", LIMITS, stdin=b"one\ntwo\n")).status


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_every_request_refused_in_turn(script: str) -> None:
    vm = home().new_vm(LIMITS.memory, Policy.open()._words())
    whole = run(vm, script)
    expected = script_result(vm.outcome())
    assert whole in (Status.OK, Status.ERROR), str(expected)
    vm.reset()
    fresh = vm.memory_in_use()

    failures = 0
    countdown = 0
    while countdown < 200_000:
        countdown += 1 + countdown // 100
        vm.fail_allocation(countdown)
        status = run(vm, script)
        result = script_result(vm.outcome())
        vm.fail_allocation(0)
        assert vm.check_memory() is None, f"after request {countdown} failed"
        if status is whole:
            # It got through: with less than `countdown` requests, or, where PocketPy can do
            # without one (it never can, so far), nonetheless.
            assert result.stdout == expected.stdout
            break
        assert status is Status.MEMORY, f"request {countdown}: {result}"
        assert result.restored
        failures += 1
        probe = run_native(vm, Job(PROBE.encode(), "probe.py", LIMITS))
        assert probe.stdout == PROBE_PRINTS, f"after request {countdown} failed"
        vm.reset()
        assert vm.memory_in_use() == fresh
    else:
        pytest.fail("it never got through")
    assert failures > 10
