"""How csv reads and writes lines: the part that CPython has in C."""

__version__ = '1.0'
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)
_dialects = {}
_limit = 131072


class Error(Exception):
    """What is read is no CSV, or what is to be written cannot be."""


class Dialect:
    """How a CSV is written: its delimiter, its quotes, its ends of lines."""

    __slots__ = ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar',
                 'quoting', 'skipinitialspace', 'strict')

    def __init__(self, dialect=None, **options):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        usual = {
            'delimiter': ',', 'doublequote': True, 'escapechar': None, 'lineterminator': '\r\n',
            'quotechar': '"', 'quoting': QUOTE_MINIMAL, 'skipinitialspace': False,
            'strict': False,
        }
        for name in options:
            if name not in usual:
                raise TypeError(f'this function got an unexpected keyword argument {name!r}')
        for name, value in usual.items():
            object.__setattr__(self, name, options.get(name, getattr(dialect, name, value)))
        for name in ('delimiter', 'escapechar', 'quotechar'):
            value = getattr(self, name)
            if value is None and name != 'delimiter':
                continue
            if not isinstance(value, str):
                raise TypeError(
                    f'"{name}" must be string{"" if name == "delimiter" else " or None"}, '
                    f'not {type(value).__name__}'
                )
            if len(value) != 1:
                raise TypeError(f'"{name}" must be a 1-character string')
        if not isinstance(self.lineterminator, str):
            raise TypeError('"lineterminator" must be a string')
        if self.quoting not in (0, 1, 2, 3) or isinstance(self.quoting, str):
            raise TypeError('bad "quoting" value')
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            if 'quoting' in options or hasattr(dialect, 'quoting'):
                raise TypeError('quotechar must be set if quoting enabled')
            object.__setattr__(self, 'quoting', QUOTE_NONE)

    def __setattr__(self, name, value):
        raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable")

    __delattr__ = lambda self, name: self.__setattr__(name, None)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


def _dialect(dialect, options):
    return Dialect(dialect, **options)


def register_dialect(name, dialect=None, /, **options):
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = _dialect(dialect, options)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error('unknown dialect')
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error('unknown dialect')
    return _dialects[name]


def list_dialects():
    return list(_dialects)


def field_size_limit(*limit):
    global _limit
    before = _limit
    if len(limit) > 1:
        raise TypeError(
            f'field_size_limit() takes at most 1 argument ({len(limit)} given)'
        )
    if limit:
        if not isinstance(limit[0], int):
            raise TypeError('limit must be an integer')
        _limit = limit[0]
    return before


(_START_RECORD, _START_FIELD, _ESCAPED, _IN_FIELD, _IN_QUOTED, _ESCAPED_IN_QUOTED,
 _QUOTE_IN_QUOTED, _END_OF_LINE, _AFTER_ESCAPED_END) = range(9)


class _Reader:
    """Gives the fields of a record after the other, from an iterator of lines."""

    def __init__(self, lines, dialect):
        self._lines = iter(lines)
        self._dialect = dialect
        self._count = 0

    dialect = property(lambda self: self._dialect)
    line_num = property(lambda self: self._count)

    def __iter__(self):
        return self

    def __next__(self):
        self._fields, self._field, self._numeric = [], [], False
        state = _START_RECORD
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._field or state in (_IN_QUOTED, _ESCAPED, _ESCAPED_IN_QUOTED):
                    if self.dialect.strict:
                        raise Error('unexpected end of data') from None
                    self._save()
                    return self._fields
                raise
            if not isinstance(line, str):
                raise Error(
                    f'iterator should return strings, not {type(line).__name__} (the file should '
                    'be opened in text mode)'
                )
            self._count += 1
            state = self._line(line, state)
            if state == _START_RECORD:
                return self._fields

    def _save(self):
        text = ''.join(self._field)
        self._field = []
        if self._numeric:
            self._numeric = False
            text = float(text)
        self._fields.append(text)

    def _add(self, letter):
        if len(self._field) >= _limit:
            raise Error(f'field larger than field limit ({_limit})')
        self._field.append(letter)

    def _line(self, line, state):
        dialect, add = self.dialect, self._add
        delimiter, quote, escape = dialect.delimiter, dialect.quotechar, dialect.escapechar
        quoting = dialect.quoting
        plain = [delimiter, quote, escape, '\n', '\r']
        at, size = 0, len(line)
        while at < size:
            letter = line[at]
            at += 1
            if state == _IN_FIELD and letter not in plain:
                begin = at - 1
                while at < size and line[at] not in plain:
                    at += 1
                if len(self._field) + at - begin > _limit:
                    raise Error(f'field larger than field limit ({_limit})')
                self._field.extend(line[begin:at])
                continue
            if state == _AFTER_ESCAPED_END:
                state = _IN_FIELD
            if state == _START_RECORD:
                if letter in '\n\r':
                    state = _END_OF_LINE
                    continue
                state = _START_FIELD
            if state == _START_FIELD:
                if letter in '\n\r':
                    self._save()
                    state = _END_OF_LINE
                elif letter == quote and quoting != QUOTE_NONE:
                    state = _IN_QUOTED
                elif letter == escape:
                    state = _ESCAPED
                elif letter == ' ' and dialect.skipinitialspace:
                    pass
                elif letter == delimiter:
                    self._save()
                else:
                    self._numeric = quoting == QUOTE_NONNUMERIC
                    add(letter)
                    state = _IN_FIELD
            elif state == _ESCAPED:
                add(letter)
                state = _AFTER_ESCAPED_END if letter in '\n\r' else _IN_FIELD
            elif state == _IN_FIELD:
                if letter in '\n\r':
                    self._save()
                    state = _END_OF_LINE
                elif letter == escape:
                    state = _ESCAPED
                elif letter == delimiter:
                    self._save()
                    state = _START_FIELD
                else:
                    add(letter)
            elif state == _IN_QUOTED:
                if letter == escape:
                    state = _ESCAPED_IN_QUOTED
                elif letter == quote and quoting != QUOTE_NONE:
                    state = _QUOTE_IN_QUOTED if dialect.doublequote else _IN_FIELD
                else:
                    add(letter)
            elif state == _ESCAPED_IN_QUOTED:
                add(letter)
                state = _IN_QUOTED
            elif state == _QUOTE_IN_QUOTED:
                if quoting != QUOTE_NONE and letter == quote:
                    add(letter)
                    state = _IN_QUOTED
                elif letter == delimiter:
                    self._save()
                    state = _START_FIELD
                elif letter in '\n\r':
                    self._save()
                    state = _END_OF_LINE
                elif not dialect.strict:
                    add(letter)
                    state = _IN_FIELD
                else:
                    raise Error(f"'{delimiter}' expected after '{quote}'")
            elif letter not in '\n\r':
                raise Error(
                    'new-line character seen in unquoted field - do you need to open the file '
                    'with newline=\'\'?'
                )
        if state in (_START_FIELD, _IN_FIELD, _QUOTE_IN_QUOTED):
            self._save()
            return _START_RECORD
        if state in (_END_OF_LINE, _START_RECORD):
            return _START_RECORD
        if state == _ESCAPED:
            add('\n')
            return _IN_FIELD
        if state == _ESCAPED_IN_QUOTED:
            add('\n')
            return _IN_QUOTED
        if state == _IN_QUOTED:
            return _IN_QUOTED
        return state


class _Writer:
    """Writes records to what has a write()."""

    def __init__(self, file, dialect):
        write = getattr(file, 'write', None)
        if not callable(write):
            raise TypeError('argument 1 must have a "write" method')
        self._write = write
        self._dialect = dialect

    dialect = property(lambda self: self._dialect)

    def _shown(self, field, alone):
        dialect = self.dialect
        if field is None:
            text = ''
        elif isinstance(field, str):
            text = field
        else:
            text = repr(field) if type(field) is float else str(field)
        quote, escape = dialect.quotechar, dialect.escapechar
        quoting = dialect.quoting
        quoted = quoting == QUOTE_ALL or (
            quoting == QUOTE_NONNUMERIC and not isinstance(field, (int, float))
        )
        special = {dialect.delimiter, escape, quote, *dialect.lineterminator}
        special.discard(None)
        found = []
        for letter in text:
            if letter in special:
                needs_escape = False
                if quoting == QUOTE_NONE:
                    needs_escape = True
                elif letter == quote:
                    if dialect.doublequote:
                        found.append(quote)
                    else:
                        needs_escape = True
                elif letter == escape:
                    needs_escape = True
                if not needs_escape:
                    quoted = True
                elif escape is None:
                    raise Error('need to escape, but no escapechar set')
                else:
                    found.append(escape)
            found.append(letter)
        if not text and alone:
            if quoting == QUOTE_NONE:
                raise Error('single empty field record must be quoted')
            quoted = True
        text = ''.join(found)
        return f'{quote}{text}{quote}' if quoted else text

    def writerow(self, row, /):
        try:
            fields = list(row)
        except TypeError:
            raise Error(f'iterable expected, not {type(row).__name__}') from None
        alone = len(fields) == 1
        line = self.dialect.delimiter.join([self._shown(field, alone) for field in fields])
        return self._write(line + self.dialect.lineterminator)

    def writerows(self, rows, /):
        for row in rows:
            self.writerow(row)


Reader, Writer = _Reader, _Writer


def reader(iterable, dialect=None, **options):
    """The records of lines."""
    return _Reader(iterable, _dialect(dialect, options))


def writer(file, dialect=None, **options):
    """Writes records to a file."""
    return _Writer(file, _dialect(dialect, options))

# In a class they are no methods, as functions in C are none.
for _name in (
    'field_size_limit', 'get_dialect', 'list_dialects', 'reader', 'register_dialect',
    'unregister_dialect', 'writer',
):
    globals()[_name] = staticmethod(globals()[_name])
