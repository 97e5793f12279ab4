from graphlib import TopologicalSorter, CycleError
t = TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}})
o = list(t.static_order()); print(o[0], sorted(o[1:3]), o[3]); t = TopologicalSorter(); t.add("x", "y"); t.add("z"); t.prepare(); print(sorted(t.get_ready())); t.done("y"); print(t.get_ready(), t.is_active())
try:
    list(TopologicalSorter({1: [2], 2: [1]}).static_order())
except CycleError as e:
    print(e.args[0], e.args[1])
