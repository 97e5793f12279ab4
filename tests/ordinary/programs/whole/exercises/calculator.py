import operator
class Parser:
    """expr := term (('+'|'-') term)* ; term := factor (('*'|'/'|'%') factor)* ; factor := number | '-' factor | '(' expr ')' | base '^' factor"""
    ops = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "%": operator.mod, "^": operator.pow}
    def __init__(self, text): self.tokens = list(self.tokenize(text)); self.pos = 0
    @staticmethod
    def tokenize(text):
        i = 0
        while i < len(text):
            c = text[i]
            if c.isspace(): i += 1
            elif c.isdigit() or c == ".":
                j = i
                while j < len(text) and (text[j].isdigit() or text[j] == "."): j += 1
                yield float(text[i:j]) if "." in text[i:j] else int(text[i:j])
                i = j
            elif c in "+-*/%^()":
                yield c
                i += 1
            else: raise SyntaxError(f"bad character {c!r} at {i}")
    def peek(self): return self.tokens[self.pos] if self.pos < len(self.tokens) else None
    def next(self): self.pos += 1; return self.tokens[self.pos - 1]
    def parse(self):
        value = self.expr()
        if self.peek() is not None: raise SyntaxError(f"unexpected {self.peek()!r}")
        return value
    def binary(self, sub, ops):
        value = sub()
        while self.peek() in ops and self.peek() is not None:
            value = self.ops[self.next()](value, sub())
        return value
    def expr(self): return self.binary(self.term, ("+", "-"))
    def term(self): return self.binary(self.factor, ("*", "/", "%"))
    def factor(self):
        if self.peek() == "-": self.next(); return -self.factor()
        base = self.atom()
        if self.peek() == "^": self.next(); return base ** self.factor()
        return base
    def atom(self):
        match self.peek():
            case int() | float(): return self.next()
            case "(":
                self.next(); v = self.expr()
                if self.peek() != ")": raise SyntaxError("missing )")
                self.next()
                return v
            case None: raise SyntaxError("unexpected end")
            case other: raise SyntaxError(f"unexpected {other!r}")
for line in ["1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 / 4", "7 % 4 - 1.5", "((2))", "1 +", "2 $ 3", "(1", "1 / 0", "1 2"]:
    try:
        print(line, "=", Parser(line).parse())
    except (SyntaxError, ZeroDivisionError) as e:
        print(line, "->", type(e).__name__, e)
