"""Patterns and matches of re: their methods, around the matcher in C (_regular_expressions).

CPython has all of it in C.  A search there and a search here go through a text in the same way.
"""

from _regular_expressions import (find as _find, lower as _lower, pack as _pack,
                                  replace as _replace, split as _split, texts as _texts)

MAGIC = 20220615
CODESIZE = 4
MAXREPEAT = 4294967295
MAXGROUPS = 1073741823

copyright = ' '

_SEARCH, _MATCH, _FULLMATCH = 0, 1, 2
_FLAGS = ((2, 're.IGNORECASE'), (4, 're.LOCALE'), (8, 're.MULTILINE'), (16, 're.DOTALL'),
          (64, 're.VERBOSE'), (128, 're.DEBUG'), (256, 're.ASCII'))
_ALL = (1 << 31) - 1


def getcodesize():
    return CODESIZE


def ascii_iscased(character):
    return chr(character).isascii() and chr(character).isalpha()


def unicode_iscased(character):
    letter = chr(character)
    return letter != letter.lower() or letter != letter.upper()


def ascii_tolower(character):
    return character + 32 if 65 <= character <= 90 else character


def unicode_tolower(character):
    return _lower(character)


def getlower(character, flags):
    return _lower(character) if flags & 32 else ascii_tolower(character)


def compile(pattern, flags, code, groups, groupindex, indexgroup):
    """A pattern, of the numbers that re._compiler has made of it."""
    made = Pattern.__new__(Pattern)
    made.pattern = pattern
    made.flags = flags
    made.groups = groups
    made._index = groupindex
    made._names = indexgroup
    made._code = _pack(code)
    made._is_text = None if pattern is None else isinstance(pattern, str)
    return made


def later(pattern, flags):
    """A pattern, of what is known to be one: re._compiling is asked when it is first used."""
    made = Pattern.__new__(Pattern)
    made.pattern = pattern
    made._given = flags
    made._is_text = isinstance(pattern, str)
    return made


_LATER = ('flags', 'groups', '_index', '_names', '_code')


class Pattern:
    """A compiled regular expression."""

    __slots__ = ('pattern', 'flags', 'groups', '_index', '_names', '_code', '_is_text', '_given')

    def __getattr__(self, name):
        if name not in _LATER:
            return object.__getattribute__(self, name)  # which says that there is none
        from re import _compiling
        made = _compiling.compile(self.pattern, self._given)
        for each in _LATER:
            setattr(self, each, getattr(made, each))
        return getattr(made, name)

    @property
    def groupindex(self):
        """The numbers of the groups that have names."""
        from types import MappingProxyType
        return MappingProxyType(self._index)

    def _text_of(self, string):
        """The text itself, of the kind that the pattern is of."""
        if isinstance(string, str):
            if self._is_text is False:
                raise TypeError('cannot use a bytes pattern on a string-like object')
            return string if type(string) is str else str(string)
        if isinstance(string, (bytes, bytearray, memoryview)) or type(string).__name__ == 'array':
            if self._is_text:
                raise TypeError('cannot use a string pattern on a bytes-like object')
            return string if type(string) is bytes else bytes(string)
        raise TypeError(f"expected string or bytes-like object, got {type(string).__name__!r}")

    def _one(self, string, pos, endpos, mode):
        text = string if type(string) is str and self._is_text else self._text_of(string)
        found = _find(self._code, self.groups, text, pos, endpos, mode, -1, 1)
        if not found:
            return None
        size = len(text)
        return _made(self, string, int(min(max(pos, 0), size)) if pos else 0,
                     size if endpos >= size else max(endpos, 0), found[0])

    def search(self, string, pos=0, endpos=_ALL):
        """The first match."""
        return self._one(string, pos, endpos, _SEARCH)

    def match(self, string, pos=0, endpos=_ALL):
        """The match at the begin."""
        return self._one(string, pos, endpos, _MATCH)

    def fullmatch(self, string, pos=0, endpos=_ALL):
        """The match that is all of it."""
        return self._one(string, pos, endpos, _FULLMATCH)

    def _all(self, text, pos, endpos, most):
        """Tuples of all matches, or so many."""
        size = len(text)
        pos = min(max(pos, 0), size)
        endpos = min(max(endpos, 0), size)
        return _find(self._code, self.groups, text, pos, endpos, _SEARCH, -1, most)

    def findall(self, string, pos=0, endpos=_ALL):
        """The texts of all matches, or of their groups."""
        return _texts(self._code, self.groups, self._text_of(string), pos, endpos)

    def finditer(self, string, pos=0, endpos=_ALL):
        """The matches, one after the other."""
        return self._iterate(string, self._text_of(string), pos, endpos)

    def _iterate(self, string, text, pos, endpos):
        size = len(text)
        begin = at = min(max(pos, 0), size)
        endpos = min(max(endpos, 0), size)
        last, most = -1, 4
        while True:
            rows = _find(self._code, self.groups, text, at, endpos, _SEARCH, last, most)
            for row in rows:
                yield _made(self, string, begin, endpos, row)
            if len(rows) < most:
                return
            begun, at = rows[-1][:2]
            last = at if begun == at else -1
            most = min(most * 4, 4096)

    def scanner(self, string, pos=0, endpos=_ALL):
        """What gives a match after the other, each where the last one ended."""
        return Scanner(self, string, pos, endpos)

    def split(self, string, maxsplit=0):
        """The texts between the matches, and the groups of these."""
        most = maxsplit if maxsplit > 0 else 0 if maxsplit else _ALL
        return _split(self._code, self.groups, self._text_of(string), most)

    def sub(self, repl, string, count=0):
        """The text with something else in place of each match."""
        return self.subn(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        """The same, and how many there were."""
        text = self._text_of(string)
        if not callable(repl):
            if ('\\' if isinstance(repl, str) else b'\\') in repl:
                import re
                repl = re._subx(self, repl)
        most = count if count > 0 else 0 if count else _ALL
        if type(repl) is type(text):
            return _replace(self._code, self.groups, text, repl, most)
        rows = self._all(text, 0, _ALL, most)
        found, at, size = [], 0, len(text)
        for row in rows:
            found.append(text[at:row[0]])
            if callable(repl):
                one = repl(_made(self, string, 0, size, row))
                if one is not None:
                    found.append(one)
            else:
                found.append(repl)
            at = row[1]
        found.append(text[at:])
        return text[:0].join(found), len(rows)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return (self.flags, self._code, self.pattern) == (other.flags, other._code, other.pattern)

    def __hash__(self):
        return hash((self.flags, self._code, self.pattern))

    def __repr__(self):
        flags = self.flags
        if isinstance(self.pattern, str) and flags & 0x124 == 32:
            flags &= ~32
        names = [name for bit, name in _FLAGS if flags & bit]
        rest = flags & ~sum(bit for bit, _ in _FLAGS)
        if rest:
            names.append(hex(rest))
        text = repr(self.pattern)[:200]
        return f're.compile({text}{", " if names else ""}{"|".join(names)})'

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


class Match:
    """Where a pattern was found."""

    __slots__ = ('re', 'string', 'pos', 'endpos', '_row')

    def _number(self, group):
        """The number of a group that is given by number or name."""
        if hasattr(group, '__index__'):
            number = group.__index__()
        else:
            try:
                number = self.re._index.get(group, -1)
            except TypeError:
                number = -1
        if not 0 <= number <= self.re.groups:
            raise IndexError('no such group')
        return number

    def _text(self, number, default=None):
        begin = self._row[2 * number]
        return default if begin < 0 else self.string[begin:self._row[2 * number + 1]]

    def group(self, *groups):
        """The text of the match, or of groups."""
        row = self._row
        if not groups:
            return self.string[row[0]:row[1]]
        if len(groups) == 1:
            number = groups[0]
            if type(number) is not int or not 0 <= number <= self.re.groups:
                number = self._number(number)
            begin = row[2 * number]
            return None if begin < 0 else self.string[begin:row[2 * number + 1]]
        return tuple([self._text(self._number(one)) for one in groups])

    def __getitem__(self, group):
        return self._text(self._number(group))

    def groups(self, default=None):
        """The texts of all groups."""
        return tuple([self._text(number, default) for number in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        """The texts of the groups that have names."""
        return {name: self._text(number, default) for name, number in self.re._index.items()}

    def start(self, group=0, /):
        """Where a group begins."""
        return self._row[2 * self._number(group)]

    def end(self, group=0, /):
        """Where a group ends."""
        return self._row[2 * self._number(group) + 1]

    def span(self, group=0, /):
        """Where a group begins and ends."""
        number = self._number(group)
        return self._row[2 * number], self._row[2 * number + 1]

    @property
    def regs(self):
        """Where all groups begin and end."""
        row = self._row
        return tuple([(row[2 * at], row[2 * at + 1]) for at in range(self.re.groups + 1)])

    @property
    def lastindex(self):
        """The number of the group that ended last."""
        return self._row[-1] or None

    @property
    def lastgroup(self):
        """Its name."""
        number = self._row[-1]
        names = self.re._names
        return names[number] if number and number < len(names) else None

    def expand(self, template):
        """A template in which groups have become their texts."""
        import re
        return re._expand(self.re, self, template)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __bool__(self):
        return True

    def __repr__(self):
        return f'<re.Match object; span={self.span()!r}, match={self.group()!r}>'

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


def _made(pattern, string, pos, endpos, row, *, _new=Match.__new__):
    made = _new(Match)
    made.re = pattern
    made.string = string
    made.pos = pos
    made.endpos = endpos
    made._row = row
    return made


Pattern.__module__ = Match.__module__ = 're'


class Scanner:
    """A text that is gone through step by step."""

    def __init__(self, pattern, string, pos, endpos):
        text = pattern._text_of(string)
        self.pattern = pattern
        self._string, self._text = string, text
        self._begin = self._at = min(max(pos, 0), len(text))
        self._end = min(max(endpos, 0), len(text))
        self._last = -1

    def _step(self, mode):
        if self._at is None:
            return None
        rows = _find(self.pattern._code, self.pattern.groups, self._text, self._at, self._end, mode,
                     self._last, 1)
        if not rows:
            self._at = None
            return None
        begun, self._at = rows[0][:2]
        self._last = self._at if begun == self._at else -1
        return _made(self.pattern, self._string, self._begin, self._end, rows[0])

    def match(self):
        return self._step(_MATCH)

    def search(self):
        return self._step(_SEARCH)


