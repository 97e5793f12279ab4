import math, operator as op
class Env(dict):
    def __init__(self, params=(), args=(), outer=None): super().__init__(zip(params, args)); self.outer = outer
    def find(self, name):
        if name in self: return self
        if self.outer is None: raise NameError(name)
        return self.outer.find(name)
class Lambda:
    def __init__(self, params, body, env): self.params, self.body, self.env = params, body, env
    def __call__(self, *args): return evaluate(self.body, Env(self.params, args, self.env))
def tokenize(s): return s.replace("(", " ( ").replace(")", " ) ").split()
def parse(tokens):
    if not tokens: raise SyntaxError("unexpected EOF")
    t = tokens.pop(0)
    if t == "(":
        out = []
        while tokens and tokens[0] != ")": out.append(parse(tokens))
        if not tokens: raise SyntaxError("missing )")
        tokens.pop(0)
        return out
    if t == ")": raise SyntaxError("unexpected )")
    for kind in (int, float):
        try:
            return kind(t)
        except ValueError: pass
    return t
env = Env(); env.update({"+": lambda *a: sum(a), "-": op.sub, "*": lambda *a: math.prod(a), "/": op.truediv, "<": op.lt, "=": op.eq, "list": lambda *a: list(a), "car": lambda x: x[0], "cdr": lambda x: x[1:], "null?": lambda x: x == [], "cons": lambda x, y: [x] + y, "pi": math.pi, "#t": True, "#f": False})
def evaluate(x, e=env):
    while True:
        match x:
            case str(): return e.find(x)[x]
            case int() | float(): return x
            case []: raise SyntaxError("empty")
            case ["quote", v]: return v
            case ["if", c, a, b]: x = a if evaluate(c, e) else b
            case ["define", [name, *params], body]: e[name] = Lambda(params, body, e); return None
            case ["define", name, v]: e[name] = evaluate(v, e); return None
            case ["set!", name, v]: e.find(name)[name] = evaluate(v, e); return None
            case ["lambda", params, body]: return Lambda(params, body, e)
            case ["begin", *xs, last]:
                for y in xs: evaluate(y, e)
                x = last
            case [f, *args]:
                f, args = evaluate(f, e), [evaluate(a, e) for a in args]
                if isinstance(f, Lambda): x, e = f.body, Env(f.params, args, f.env)
                else: return f(*args)
def show(v): return "(" + " ".join(map(show, v)) + ")" if isinstance(v, list) else {True: "#t", False: "#f"}.get(v, str(v)) if isinstance(v, bool) else str(v)
for line in ["(+ 1 2 3)", "(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))", "(fact 20)", "(fact 30)", "(define (map f l) (if (null? l) (quote ()) (cons (f (car l)) (map f (cdr l)))))", "(map (lambda (x) (* x x)) (list 1 2 3))", "(define make (lambda (n) (lambda () (begin (set! n (+ n 1)) n))))", "(define c (make 5))", "(c)", "(c)", "(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))", "(loop 2000 0)", "(undefined 1)", "(+ 1", ")", "(if #t 1 (/ 1 0))", "(/ 1 0)", "(quote (a (b 1.5)))"]:
    try:
        v = evaluate(parse(tokenize(line)))
        print(line, "=>", show(v)) if v is not None else print(line)
    except Exception as x:
        print(line, "!!", type(x).__name__, x)
