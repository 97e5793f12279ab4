graph = {frozenset({"a", "b"}): 1, frozenset({"b", "c"}): 2}
print(graph[frozenset("ba")], frozenset("bc") in graph, len(graph), {1, 2} in {frozenset({1, 2})}, frozenset([1]) | {2} == {1, 2})
pos = {(0, 0): "start", (1, -1): "end"}; print(pos[0, 0], pos.get((1, -1)), (9, 9) in pos)
mixed = {1: "int", "1": "str", (1,): "tuple", None: "none", 1.5: "float", frozenset(): "fs", True and "t": "text"}; print(mixed[1], mixed["1"], mixed[(1,)], mixed[None], mixed[3 / 2], mixed[frozenset()], mixed["t"])
seen, dups = set(), []
for x in [3, 1, 3, 2, 1]:
    if x in seen: dups.append(x)
    seen.add(x)
print(dups, seen, seen - {1}, seen & {3, 9}, seen ^ {1, 7}, seen | {8}, seen <= {1, 2, 3, 4}, {1} < seen, seen.isdisjoint([9]))
print(sorted({len(w) for w in "a bb cc ddd".split()}), list(dict.fromkeys([3, 1, 3, 2])), set("hello") & set("world") == {"l", "o"})
