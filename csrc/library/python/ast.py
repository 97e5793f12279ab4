"""literal_eval(), of what CPython's ast has: trees of programs are the compiler's own here."""

__all__ = ['literal_eval']


def literal_eval(node_or_string):
    """The value of a text that is a number, a text, bytes, None, a bool or a display of such."""
    if not isinstance(node_or_string, str):
        raise ValueError(f'malformed node or string: {node_or_string!r}')
    return _Reader(node_or_string.strip(' \t')).whole()


class _Reader:
    """A walk through the text, which reads what a value can consist of and nothing else.

    eval() gets single words and texts alone, which are known to be literals.
    """

    _DEPTH = 200

    def __init__(self, text):
        self.text = text
        self.at = 0
        self.depth = 0

    def whole(self):
        value = self.value()
        self.space()
        if self.at < len(self.text):
            self.wrong()
        return value

    def wrong(self):
        compile(self.text, '<unknown>', 'eval')  # a text that is no Python says why
        raise ValueError(f'malformed node or string on line 1: {self.text!r}')

    def space(self):
        text = self.text
        while self.at < len(text) and text[self.at] in ' \t\r\n\f\\':
            self.at += 1
        if self.at < len(text) and text[self.at] == '#':
            end = text.find('\n', self.at)
            self.at = len(text) if end < 0 else end
            self.space()

    def peek(self):
        self.space()
        return self.text[self.at:self.at + 1]

    def take(self, letter):
        if self.peek() != letter:
            return False
        self.at += 1
        return True

    def value(self):
        self.depth += 1
        if self.depth > self._DEPTH:
            raise RecursionError('maximum recursion depth exceeded during compilation')
        value = self.term()
        if self.peek() in ('+', '-') and isinstance(value, (int, float)) and not isinstance(value, bool):
            minus = self.text[self.at] == '-'
            self.at += 1
            other = self.term()
            if not isinstance(other, complex):
                self.wrong()
            value = value - other if minus else value + other
        self.depth -= 1
        return value

    def term(self):
        letter = self.peek()
        if letter in ('+', '-'):
            self.at += 1
            value = self.term()
            if isinstance(value, bool) or not isinstance(value, (int, float, complex)):
                self.wrong()
            return -value if letter == '-' else value
        if letter == '(':
            return self.tuple()
        if letter == '[':
            self.at += 1
            return self.items(']')
        if letter == '{':
            return self.braces()
        if letter.isdigit() or letter == '.':
            return self.number()
        return self.word()

    def items(self, end):
        found = []
        while not self.take(end):
            found.append(self.value())
            if not self.take(','):
                if not self.take(end):
                    self.wrong()
                break
        return found

    def tuple(self):
        self.at += 1
        if self.take(')'):
            return ()
        first = self.value()
        if self.take(')'):
            return first
        if not self.take(','):
            self.wrong()
        return (first, *self.items(')'))

    def braces(self):
        self.at += 1
        if self.take('}'):
            return {}
        first = self.value()
        if not self.take(':'):
            rest = [first]
            if self.take(','):
                rest += self.items('}')
            elif not self.take('}'):
                self.wrong()
            return set(rest)
        found = {first: self.value()}
        while self.take(','):
            if self.take('}'):
                return found
            key = self.value()
            if not self.take(':'):
                self.wrong()
            found[key] = self.value()
        if not self.take('}'):
            self.wrong()
        return found

    def number(self):
        text, begin = self.text, self.at
        while self.at < len(text):
            letter = text[self.at]
            if letter.isalnum() or letter in '._':
                self.at += 1
            elif letter in '+-' and text[self.at - 1] in 'eE' and text[begin:begin + 2] not in ('0x', '0X'):
                self.at += 1
            else:
                break
        return eval(text[begin:self.at], {})

    def word(self):
        text, begin = self.text, self.at
        while self.at < len(text) and (text[self.at].isalnum() or text[self.at] == '_'):
            self.at += 1
        word = text[begin:self.at]
        if text[self.at:self.at + 1] in ('"', "'") and (
            word.lower() in ('', 'r', 'u', 'b', 'rb', 'br')
        ):
            self.at = begin
            return self.texts()
        if word in ('None', 'True', 'False'):
            return {'None': None, 'True': True, 'False': False}[word]
        if word == 'set' and self.take('('):
            if self.take(')'):
                return set()
        self.at = begin
        self.wrong()

    def texts(self):
        """A text, or several one behind the other."""
        found = self.one_text()
        while True:
            begin = self.at
            self.space()
            at = self.at
            while at < len(self.text) and self.text[at].lower() in 'rub':
                at += 1
            if self.text[at:at + 1] not in ('"', "'"):
                self.at = begin
                return found
            found += self.one_text()

    def one_text(self):
        text, begin = self.text, self.at
        while text[self.at] not in '"\'':
            self.at += 1
        quote = text[self.at]
        if text[self.at:self.at + 3] == quote * 3:
            quote *= 3
        self.at += len(quote)
        while not text.startswith(quote, self.at):
            if self.at >= len(text) or text[self.at] == '\n' and len(quote) == 1:
                self.wrong()
            self.at += 2 if text[self.at] == '\\' else 1
        self.at += len(quote)
        return eval(text[begin:self.at], {})
