"""The expressions of random programs, as templates for each type that a value can have.

A template has places: ``<int>`` is an expression of that type, ``<any>`` of any; ``<same>`` of a
type that all places of that name in the template share; ``<number A B>`` a number from A to B;
``<one A|B>`` one of the words; ``<slice>`` what stands in the brackets of a slice; ``<items>`` the
items of a display; ``<pairs>`` those of a dict; ``<comprehension T>`` an element of type T with its
clauses, without brackets; ``<quoted A|B>`` one of the words as a string; ``<plain>`` an expression
that may stand in an f-string.
"""

from __future__ import annotations

TYPES = ("int", "bool", "float", "str", "list", "tuple", "dict", "set")

CONSTANTS = {
    "int": (
        *map(str, range(-9, 10)),
        *("255", "1000000007", "2**62", "2**63 - 1", "-2**63", "10**20", "0x1F", "1_000"),
    ),
    "bool": ("True", "False"),
    "float": ("0.5", "1.0", "-2.25", "3.0", "1e3", "0.1", "-0.0", "2.5", "1e100", "7.75", "1e16"),
    "str": ("''", "'a'", "'b'", "'hello'", "'Ab Cd'", "'12'", "'é日'", "'a,b,c'", "' x '", "'%s'"),
    "list": ("[<items>]",),
    "tuple": ("(<items>)",),
    "dict": ("{<pairs>}",),
    "set": ("{0, <items>}", "set()", "{'a', 1}"),
}

ANY = (
    "(<same> if <bool> else <same>)",
    "(<same> or <same>)",
    "(<same> and <same>)",
    "(lambda x: <same>)(<int>)",
    "(lambda x, *y, z=<int>: <same>)(*<tuple>, z=<int>)",
    "[<same>, <same>][<number 0 1>]",
    "{'a': <same>}['a']",
)
"""Templates for every type: ``<same>`` is that type."""

EXPRESSIONS = {
    "int": (
        "(<int> + <int>)", "(<int> - <int>)", "(<int> * <int>)", "(<int> // <int>)",
        "(<int> % <int>)", "(<int> & <int>)", "(<int> | <int>)", "(<int> ^ <int>)", "(-<int>)",
        "(~<int>)", "(<int> << <number 0 9>)", "(<int> >> <number 0 9>)",
        "(<int> ** <number 0 3>)", "abs(<int>)", "len(<list>)", "len(<tuple>)", "len(<str>)",
        "len(<dict>)", "len(<set>)", "sum([<comprehension int>])", "int(<float>)", "int(<bool>)",
        "(<list> or [<int>])[<one 0|-1|0|1>]", "(<tuple> + (1, <int>))[<number -2 2>]",
        "<str>.find(<str>)", "<str>.count(<str>)", "<list>.count(<any>)", "max(<int>, <int>)",
        "divmod(<int>, <int>)[<number 0 1>]", "round(<float>)", "int(<quoted 12| 7 |1_0|0x1f>)",
        "ord((<str> or 'a')[0])", "pow(<int>, <number 0 5>, <number 1 99>)", "hash(<int>)",
        "(<int>).bit_length()", "(<bool> + <int>)", "<dict>.get(<str>, <int>)",
        "sum(<comprehension int>)", "min(<list>, default=<int>)", "round(<int>, <number -2 1>)",
        "int(<quoted ff|10|zz>, <number 2 36>)", "max((<int>, <int>, <int>), key=lambda n: -n)",
        "next(iter(<list>), <int>)", "next((<comprehension int>), <int>)",
    ),
    "bool": (
        "(<same> == <same>)", "(<same> != <same>)", "(<int> < <int>)", "(<float> <= <int>)",
        "(<int> < <int> <= <int>)", "(not <any>)", "(<int> in <list>)", "bool(<any>)",
        "(<str> in <str>)", "isinstance(<any>, <one int|str|(list, tuple)|bool|float>)",
        "any(<comprehension bool>)", "all([<comprehension bool>])", "(<any> is None)",
        "<str>.<one isdigit|isalpha|isupper|islower|isspace|isalnum|istitle|isidentifier>()",
        "(<any> not in <dict>)", "(<same> > <same>)", "(<int> in <set>)",
        "(<int> == <int> != <int>)", "(<set> <= <set>)", "(<list> < <list>)", "(<bool> & <bool>)",
        "<str>.startswith(<str>)", "<str>.endswith((<str>, <str>))", "(<tuple> >= <tuple>)",
        "callable(<any>)", "(<bool> ^ <bool>)", "<set>.isdisjoint(<list>)",
        "hasattr(<any>, 'real')",
    ),
    "float": (
        "(<float> + <float>)", "(<float> - <int>)", "(<float> * <float>)", "(<float> / <float>)",
        "(<float> // <int>)", "(<float> % <float>)", "(-<float>)", "abs(<float>)", "float(<int>)",
        "round(<float>, <number 0 3>)", "(<int> / <int>)", "max(<float>, <int>)",
        "(<float> ** <number 0 2>)", "float(<quoted 1.5|-.5|1e3|inf|nan| 2 >)",
        "sum([<float>, <int>])",
        "(<int> ** -<number 1 3>)", "divmod(<float>, <float>)[1]",
    ),
    "str": (
        "(<str> + <str>)", "(<str>[:5] * <number -1 3>)", "<str>[<slice>]",
        "(<str> or 'xyz')[<one 0|-1|1>]",
        "<str>.<one upper|lower|title|strip|swapcase|capitalize|casefold|lstrip>()",
        "<str>.replace(<str>, <str>)[:40]", "show(<any>)[:40]", "','.join([<comprehension str>])",
        "repr(<str>)[:30]", "''.join(<comprehension str>)[:30]",
        "<str>.<one center|ljust|rjust|zfill>(<number 0 9>)", "('%s-%r' % (<str>, <int>))",
        "('%5.2f|%-4d|%x' % (<float>, <int>, <int>))", "'{}:{:>5}'.format(<int>, <str>)",
        "<str>.partition(',')[<number 0 2>]", "''.join(sorted(<str>))", "''.join(reversed(<str>))",
        "format(<int>, <quoted x|,|>6|05d|b|+|^9|_>)",
        "format(<float>, <quoted .2f|e|g|%|>9.1f|,>)",
        "f'<{<plain>}>'", "f'{<plain>!r:>8}'", "f'{<plain>:8.2f}'", "f'{<plain>:+}|{{}}'",
        "f'{<plain>!s}' 'x'", "f'{<plain>=}'", "chr(97 + <number 0 25>)", "ascii(<str>)",
        "<str>.join([<str>, 'z'])", "str(<list>)[:30]", "<str>.strip(<str>)",
        "<str>.removeprefix('a')", "min(<str>, <str>)", "type(<any>).__name__",
    ),
    "list": (
        "[<items>]", "[<comprehension int>]", "(<list> + <list>)", "<list>[<slice>]",
        "sorted([<comprehension int>])", "list(<str>)", "list(<tuple>)", "list(<dict>)",
        "(<list>[:3] * <number -1 3>)", "list(map(lambda x: (x, <int>), <list>))",
        "<str>.split()", "<str>.split(<quoted ,|l|a>)", "list(zip(<list>, <str>))",
        "sorted(<list>, key=show, reverse=<bool>)", "list(enumerate(<list>))",
        "list(filter(None, <list>))", "list(<comprehension int>)", "list(reversed(<list>))",
        "list(<dict>.<one values|keys|items>())", "[*<list>, <int>]", "sorted(<set>, key=show)",
        "[[<comprehension int>] for _ in range(<number 0 2>)]", "list(range(<number -3 5>))",
        "list(range(<number -3 9>, <number -3 9>, <one 1|2|-1|-3>))", "[<comprehension str>]",
        "[[*row] for row in zip(<list>, <tuple>)]", "<str>.splitlines()", "<list>.copy()",
    ),
    "tuple": (
        "(<items>)", "(<tuple> + <tuple>)", "<tuple>[<slice>]", "tuple(<comprehension int>)",
        "tuple(<list>)", "divmod(<int>, <int>)", "(<tuple> * <number 0 2>)",
        "(<any>, <any>)", "tuple(sorted(<str>))",
    ),
    "dict": (
        "{<pairs>}", "(<dict> | <dict>)", "{**<dict>, **<dict>}", "{<comprehension pair>}",
        "dict(zip(<str>, <list>))", "dict(<dict>, z=<int>)", "dict.fromkeys(<str>, <int>)",
        "dict([('p', <int>), ('q', <any>)])", "dict(enumerate(<list>))", "<dict>.copy()",
    ),
    "set": (
        "{<int>, <items>}", "(<set> | <set>)", "(<set> & <set>)", "(<set> - <set>)",
        "(<set> ^ <set>)", "{<comprehension int>}", "set(<list>)", "(<dict>.keys() & <set>)",
        "frozenset(<str>)", "<set>.union(<list>)", "<set>.difference(<tuple>)", "set(<str>)",
    ),
}  # fmt: skip

SOURCES = (
    ("range(<number 0 5>)", "int"),
    ("<list>[:4]", "int"),
    ("<str>[:4]", "str"),
    ("<tuple>[:4]", "int"),
    ("sorted(<set>, key=show)[:4]", "int"),
)
"""What comprehensions iterate over, and the type of the items."""

CHANGES = {
    "list": (
        "<it>[<number -4 4>] = <any>", "<it>.append(<any>)", "<it>.insert(<number -4 4>, <any>)",
        "<it>[<slice>] = small(<list>)[:4]", "del <it>[<number -4 4>]", "del <it>[<slice>]",
        "<it>.extend(small(<tuple>)[:4])", "<it>.reverse()", "<it>.sort(key=show)",
        "print(show(<it>.pop(<number -4 4>)))", "<it>.remove(<int>)",
        "<it>[<number -2 2>] += <int>",
        "<it>.clear()", "print(show(<it>.index(<int>)))",
    ),
    "dict": (
        "<it>[<any>] = <any>", "<it>.update({<pairs>})", "<it>.pop(<any>)", "del <it>[<int>]",
        "<it>.setdefault(<str>, <any>)", "print(show(<it>.get(<int>)))", "<it>.update(k=<int>)",
        "<it>[<str>] = <it>.get(<str>, 0) + 1", "print(show(<it>.pop(<int>, <any>)))",
        "print(show(<it>.popitem()))",
    ),
    "set": (
        "<it>.add(<any>)", "<it>.discard(<int>)", "<it>.remove(<int>)", "<it>.update(<set>)",
        "<it>.intersection_update(<list>)",
    ),
}  # fmt: skip
"""Statements that change a container in place: ``<it>`` is its name."""

AUGMENTED = {
    "int": ("+=", "-=", "//=", "%=", "&=", "|=", "^=", ">>="),
    "bool": ("&=", "|=", "^=", "+="),
    "float": ("+=", "-=", "/=", "//=", "%="),
    "str": ("+=",),
    "list": ("+=",),
    "tuple": ("+=",),
    "dict": ("|=",),
    "set": ("|=", "&=", "-=", "^="),
}

PATTERNS: tuple[tuple[str, dict[str, str]], ...] = (
    ("<number -2 3>", {}),
    ("'a' | 'b' | ''", {}),
    ("None | True", {}),
    ("[A, *B]", {"A": "int", "B": "list"}),
    ("[A]", {"A": "int"}),
    ("(A, B)", {"A": "int", "B": "int"}),
    ("[]", {}),
    ("{'k': A, **B}", {"A": "int", "B": "dict"}),
    ("{'a': 1 | 2 as A}", {"A": "int"}),
    ("int() as A", {"A": "int"}),
    ("str(A)", {"A": "str"}),
    ("float(A) | bool(A)", {"A": "float"}),
    ("dict()", {}),
    ("[[A, _], *_]", {"A": "int"}),
    ("[_, *_, A]", {"A": "int"}),
    ("list(A) | tuple(A)", {"A": "list"}),
)
"""Patterns, and the names in them with their types."""

PRELUDE = '''\
class Manager:
    def __init__(self, name, swallows):
        self.name, self.swallows = name, swallows
    def __enter__(self):
        print("enter", show(self.name))
        return self.name
    def __exit__(self, kind, error, trace):
        print("exit", show(self.name), None if kind is None else kind.__name__)
        return self.swallows
class Trouble(Exception):
    pass
def small(value):
    """A value, or less of it: what is assigned in a loop must not grow beyond all limits."""
    if isinstance(value, int):
        return value if -10 ** 60 < value < 10 ** 60 else value % 10 ** 30
    if isinstance(value, (str, list, tuple)):
        return value[:12] if len(value) > 12 else value
    if isinstance(value, (dict, set, frozenset)):
        return value if len(value) < 12 else type(value)()
    return value
def show(value, depth=0):
    """Text of a value that is the same wherever it is made: a set has no order."""
    if depth > 3:
        return "..."
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(show(item, depth + 1) for item in value)) + "}"
    if isinstance(value, dict):
        pairs = [show(k, depth + 1) + ": " + show(v, depth + 1) for k, v in value.items()]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join([show(item, depth + 1) for item in value]) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join([show(item, depth + 1) for item in value]) + ",)"
    if value is None or isinstance(value, (int, float, str)):
        text = repr(value)
        return text if len(text) < 80 else text[:60] + str(len(text))
    return type(value).__name__
'''
"""What every program begins with."""
