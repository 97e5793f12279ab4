from pprint import pprint, pformat, PrettyPrinter
d = {"name": "x" * 20, "list": list(range(30)), "nested": {"b": [1, 2, {"deep": ("t", "u" * 30, "v" * 30)}], "a": None}}
pprint(d); pprint([1, 2]); pprint({"b": 1, "a": 2}); pprint({"b": 1, "a": 2}, sort_dicts=False); print(pformat({1: {2: {3: 4}}}, depth=2)); pprint(["word" * 5] * 5, width=40, indent=4); pprint("long text " * 20); pprint({1, 3, 2}); pprint(("a" * 40, "b" * 40)); PrettyPrinter(width=20, compact=True).pprint(list(range(20)))
from collections import OrderedDict, Counter, defaultdict
pprint(OrderedDict([("b", 1)])); pprint(Counter("aab")); pprint([{"id": i, "name": f"item number {i}", "tags": ["x", "y"]} for i in range(3)]); pprint([]); pprint({}); pprint(b"bytes" * 30)
from dataclasses import dataclass
@dataclass
class P: x: int; y: str
pprint(P(1, "a")); pprint([P(1, "a" * 40), P(2, "b" * 40)])
