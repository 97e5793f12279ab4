class C:
    def m(self, a, b=1): pass
    def n(self): pass
    @staticmethod
    def s(x): pass
    @classmethod
    def c(cls, x): pass
def f(): pass
def g(a, b, c): pass
def h(a, *, k, l): pass
def p(a, b, /, c): pass
for call in ("C().m()", "C().m(1, 2, 3)", "C().n(1)", "C.s()", "C.c()", "C.c(1, 2)", "C(1)", "f(1)", "f(x=1)", "g()", "g(1)", "g(1, 2)", "g(1, 2, 3, 4)", "g(1, 2, a=3)", "g(1, 2, d=3)", "h(1)", "h(1, k=2)", "h()", "h(1, 2)", "p(1, b=2, c=3)", "p(a=1, b=2, c=3)", "p(1, 2)", "(lambda x: x)()", "len()", "len(1, 2)", "int(1, 2, 3)", "print(a=1)", "str(1, 2, 3, 4)", "[].append()", "[].append(1, 2)", "{}.get()", "''.join()", "abs()", "max()", "isinstance(1)", "f(*1)", "f(**1)", "f(**{1: 2})", "g(*[1, 2, 3], **{'a': 1})", "None()", "'x'()", "(1)(2)", "C.m()", "sorted()", "range()", "open()", "sum()", "zip(1)", "list(1, 2)", "dict(1, 2)", "tuple(1, 2)", "input(1, 2)", "round()", "chr()", "ord(5)", "hash()", "super().x", "iter()", "next()", "type()", "type(1, 2)", "object(1)", "Exception(x=1)", "getattr(1)", "setattr(1, 2)", "map()", "map(f)", "filter(f)", "enumerate()", "reversed()", "pow(1)", "divmod(1)", "format()", "vars(1)", "issubclass(1, int)", "isinstance(1, 5)", "issubclass(int, 5)"):
    try:
        eval(call)
        print(call, "passed")
    except Exception as e:
        print(call, "->", type(e).__name__, e)
