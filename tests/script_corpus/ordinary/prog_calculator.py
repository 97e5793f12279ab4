# A recursive-descent calculator.
class Parser:
    def __init__(self, text):
        self.tokens = text.replace('(', ' ( ').replace(')', ' ) ').split()
        self.i = 0

    def peek(self):
        return self.tokens[self.i] if self.i < len(self.tokens) else None

    def take(self):
        self.i += 1
        return self.tokens[self.i - 1]

    def expr(self):
        v = self.term()
        while self.peek() in ('+', '-'):
            v = v + self.term() if self.take() == '+' else v - self.term()
        return v

    def term(self):
        v = self.factor()
        while self.peek() in ('*', '/'):
            v = v * self.factor() if self.take() == '*' else v / self.factor()
        return v

    def factor(self):
        t = self.take()
        if t == '(':
            v = self.expr()
            if self.peek() != ')':
                raise ValueError('missing )')
            self.take()
            return v
        if t == '-':
            return -self.factor()
        return float(t) if '.' in t else int(t)


for s in ['1 + 2 * 3', '( 1 + 2 ) * 3', '2 * ( 3 + 4 ) * 5 - 6', '- 3 * - ( 2 )', '7 / 2', '1.5 * 4']:
    print(s, '=', Parser(s).expr())
try:
    Parser('( 1 + 2').expr()
except ValueError as e:
    print(e)
