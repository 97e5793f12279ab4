"""Templates of the random programs' statements; fuzz_grammar fills what is in angle brackets."""

from __future__ import annotations

EXCEPTIONS = (
    "ValueError", "TypeError", "(KeyError, IndexError)", "LookupError", "ZeroDivisionError",
    "Exception", "Trouble", "ArithmeticError",
)  # fmt: skip
"""What except clauses name; the prelude (fuzz_expressions) defines Trouble."""

RAISED = (
    "raise ValueError('made')",
    "raise Trouble(1, 2)",
    "raise KeyError",
    "raise IndexError('i') from None",
    "raise TypeError(<str>)",
)

LOOPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("for A in range(<number 0 4>):", {"A": "int"}),
    ("for A, B in enumerate(<list>[:4]):", {"A": "int", "B": "int"}),
    ("for A, B in list(<dict>.items())[:4]:", {"A": "str", "B": "int"}),
    ("for A in <str>[:3]:", {"A": "str"}),
    ("for A, *B in [(1, 2, 3), (<int>, <int>), 'ab']:", {"A": "int", "B": "list"}),
    ("for A, (B, _) in zip(<list>, [(1, 2), (<str>, 4)]):", {"A": "int", "B": "int"}),
)
"""Heads of loops, and the names in them with their types."""

UNPACKINGS: tuple[tuple[str, dict[str, str]], ...] = (
    ("A, *B = <int>, <int>, <str>", {"A": "int", "B": "list"}),
    ("*B, A = [<str>, <int>]", {"A": "int", "B": "list"}),
    ("A, (B, *C) = <int>, [<str>, <int>, <any>]", {"A": "int", "B": "str", "C": "list"}),
    ("[A, B] = <str>, <str>; A, B = B, A", {"A": "str", "B": "str"}),
    ("A, B = <list>", {"A": "int", "B": "int"}),
    ("A = B = <tuple>", {"A": "tuple", "B": "tuple"}),
    ("(A, B), C = <tuple>[:2], <dict>", {"A": "int", "B": "int", "C": "dict"}),
    ("A, *B, C = <str>", {"A": "str", "B": "list", "C": "str"}),
)
"""Assignments of several names, and their types."""

SPECIAL = {
    "__add__(self, other)": "(other, <int>)[<number 0 1>]", "__eq__(self, other)": "<bool>",
    "__len__(self)": "<number 0 3>", "__getitem__(self, key)": "<int>",
    "__call__(self, *rest)": "rest", "__bool__(self)": "<bool>", "__lt__(self, other)": "<bool>",
    "__contains__(self, item)": "<bool>", "__radd__(self, other)": "('radd', other)",
    "__iadd__(self, other)": "self", "__iter__(self)": "iter([<int>, <int>])",
    "__neg__(self)": "<int>", "__getattr__(self, name)": "name",
    "__or__(self, other)": "NotImplemented",
}  # fmt: skip
"""Methods that operators call, and what each returns."""

USES = (
    "print(show(O.value), show(O.shared), callable(O.M))", "print(show(O.M()))",
    "print(show(O + 1), show(1 + O))", "print(show(O == 1), show(O != 1), bool(O))",
    "print(show(len(O)))", "print(show(O[0]))", "print(show(O()))", "print(show(O < 5))",
    "O.shared += 1; print(show(O.shared), show(C.shared))", "print(show(O.missing))",
    "print(isinstance(O, C), show(2 in O))", "O += 1; print(show(O))", "print(show(list(O)))",
    "print(show(-O))", "print(show(O | O))", "del O.value; print(hasattr(O, 'value'))",
    "print([c.__name__ for c in C.__mro__])", "print(show(C.M(O)))", "print(show(vars(O)))",
    "O.value, other = <int>, O.value; print(show(O.value), show(other))",
)  # fmt: skip
"""Statements about an object O of class C, which has a method M."""
