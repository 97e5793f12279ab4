# Dates, times and durations, as in CPython but without time zones.
# In one file, long as it is: a second one would be another module that scripts can import and
# that policies have to name.
from time import localtime, time_ns

MINYEAR = 1
MAXYEAR = 9999
_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
           'October', 'November', 'December']
_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

def _month_length(year, month):
    return 29 if month == 2 and _is_leap(year) else _LENGTHS[month - 1]

def _days_before(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400

def _ordinal(year, month, day):
    days = _days_before(year) + day
    for m in range(1, month):
        days += _month_length(year, m)
    return days

_LAST = _ordinal(MAXYEAR, 12, 31)

# (year, month, day) of a day's number.
def _of_ordinal(n):
    if n < 1 or n > _LAST:
        raise OverflowError('date value out of range')
    year = (n - 1) // 366 + 1
    while _days_before(year + 1) < n:
        year += 1
    n -= _days_before(year)
    month = 1
    while n > _month_length(year, month):
        n -= _month_length(year, month)
        month += 1
    return year, month, n

def _whole(value):
    if type(value) is bool:
        return 1 if value else 0
    if type(value) is not int:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    return value

def _check_date(year, month, day):
    if _whole(year) < MINYEAR or year > MAXYEAR:
        raise ValueError(f'year {year} is out of range')
    if _whole(month) < 1 or month > 12:
        raise ValueError('month must be in 1..12')
    if _whole(day) < 1 or day > _month_length(year, month):
        raise ValueError('day is out of range for month')

def _check_time(hour, minute, second, microsecond):
    if _whole(hour) < 0 or hour > 23:
        raise ValueError('hour must be in 0..23')
    if _whole(minute) < 0 or minute > 59:
        raise ValueError('minute must be in 0..59')
    if _whole(second) < 0 or second > 59:
        raise ValueError('second must be in 0..59')
    if _whole(microsecond) < 0 or microsecond > 999999:
        raise ValueError('microsecond must be in 0..999999')

def _show_time(hour, minute, second, microsecond, timespec):
    text = f'{hour:02}:{minute:02}:{second:02}'
    if timespec == 'auto':
        return f'{text}.{microsecond:06}' if microsecond else text
    if timespec == 'seconds':
        return text
    if timespec == 'microseconds':
        return f'{text}.{microsecond:06}'
    if timespec == 'milliseconds':
        return f'{text}.{microsecond // 1000:03}'
    if timespec == 'minutes':
        return text[:5]
    if timespec == 'hours':
        return text[:2]
    raise ValueError('Unknown timespec value')

def _digits(text, what):
    for c in text:
        if c not in '0123456789':
            raise ValueError(f'Invalid isoformat string: {what!r}')
    return int(text, 10)

def _parse_date(text):
    if len(text) != 10 or text[4] != '-' or text[7] != '-':
        raise ValueError(f'Invalid isoformat string: {text!r}')
    return _digits(text[:4], text), _digits(text[5:7], text), _digits(text[8:], text)

def _parse_time(text):
    parts = [0, 0, 0, 0]
    main, fraction = text, ''
    if '.' in text:
        at = text.find('.')
        main, fraction = text[:at], text[at + 1:]
        if len(main) != 8 or len(fraction) not in (3, 6):
            raise ValueError(f'Invalid isoformat string: {text!r}')
        parts[3] = _digits(fraction, text) * (1000 if len(fraction) == 3 else 1)
    pieces = main.split(':')
    if len(pieces) > 3:
        raise ValueError(f'Invalid isoformat string: {text!r}')
    for i in range(len(pieces)):
        if len(pieces[i]) != 2:
            raise ValueError(f'Invalid isoformat string: {text!r}')
        parts[i] = _digits(pieces[i], text)
    return parts

# What strftime makes of one letter, for a datetime.
def _directive(letter, d):
    if letter == 'Y': return str(d.year)
    if letter == 'm': return f'{d.month:02}'
    if letter == 'd': return f'{d.day:02}'
    if letter == 'H': return f'{d.hour:02}'
    if letter == 'M': return f'{d.minute:02}'
    if letter == 'S': return f'{d.second:02}'
    if letter == 'f': return f'{d.microsecond:06}'
    if letter == 'y': return f'{d.year % 100:02}'
    if letter == 'I': return f'{(d.hour + 11) % 12 + 1:02}'
    if letter == 'p': return 'AM' if d.hour < 12 else 'PM'
    if letter == 'A': return _DAYS[d.weekday()]
    if letter == 'a': return _DAYS[d.weekday()][:3]
    if letter == 'B': return _MONTHS[d.month - 1]
    if letter in 'bh': return _MONTHS[d.month - 1][:3]
    if letter == 'j': return f'{d.toordinal() - _days_before(d.year):03}'
    if letter == 'u': return str(d.isoweekday())
    if letter == 'w': return str(d.isoweekday() % 7)
    if letter == 'F': return _show('%Y-%m-%d', d)
    if letter in 'TX': return _show('%H:%M:%S', d)
    if letter == 'R': return _show('%H:%M', d)
    if letter in 'Dx': return _show('%m/%d/%y', d)
    if letter == 'c': return _show('%a %b ', d) + f'{d.day:2}' + _show(' %H:%M:%S %Y', d)
    if letter == 'n': return '\n'
    if letter == 't': return '\t'
    if letter == '%': return '%'
    if letter in 'zZ': return ''
    raise ValueError(f'strftime does not know %{letter}')

def _show(format, d):
    pieces = []
    i = 0
    while i < len(format):
        if format[i] == '%':
            i += 1
            if i == len(format):
                raise ValueError('strftime: % at the end')
            pieces.append(_directive(format[i], d))
        else:
            pieces.append(format[i])
        i += 1
    return ''.join(pieces)

def _mismatch(text, format):
    raise ValueError(f'time data {text!r} does not match format {format!r}')

# A number of up to so many digits at a place; and where it ends.
def _take_number(text, at, most, format):
    end = at
    while end < len(text) and end - at < most and text[end] in '0123456789':
        end += 1
    if end == at:
        _mismatch(text, format)
    return int(text[at:end], 10), end

# Which of the names stands there; and where it ends.
def _take_name(text, at, names, length, format):
    for i in range(len(names)):
        name = names[i][:length]
        if text[at:at + len(name)].lower() == name.lower():
            return i, at + len(name)
    _mismatch(text, format)

_SHORTHANDS = [('%F', '%Y-%m-%d'), ('%T', '%H:%M:%S'), ('%X', '%H:%M:%S'), ('%R', '%H:%M'),
               ('%D', '%m/%d/%y'), ('%x', '%m/%d/%y'), ('%c', '%a %b %d %H:%M:%S %Y'), ('%h', '%b')]
_WIDTHS = {'Y': 4, 'm': 2, 'd': 2, 'H': 2, 'I': 2, 'M': 2, 'S': 2, 'y': 2, 'f': 6, 'j': 3}
_RANGES = {'m': (1, 12), 'd': (1, 31), 'H': (0, 23), 'I': (1, 12), 'M': (0, 59), 'S': (0, 61),
           'j': (1, 366)}

def _parse(text, format):
    found = {'Y': 1900, 'm': 1, 'd': 1, 'H': 0, 'M': 0, 'S': 0, 'f': 0}
    afternoon = None
    pattern = format
    for short, long in _SHORTHANDS:
        pattern = pattern.replace(short, long)
    at = 0
    i = 0
    while i < len(pattern):
        c = pattern[i]
        i += 1
        if c.split() == []:
            while at < len(text) and text[at].split() == []:
                at += 1
            continue
        if c != '%':
            if at >= len(text) or text[at] != c:
                _mismatch(text, format)
            at += 1
            continue
        c = pattern[i] if i < len(pattern) else ''
        i += 1
        if c == '%':
            if at >= len(text) or text[at] != '%':
                _mismatch(text, format)
            at += 1
        elif c in 'Bb' and c:
            month, at = _take_name(text, at, _MONTHS, 9 if c == 'B' else 3, format)
            found['m'] = month + 1
        elif c in 'Aa' and c:
            _, at = _take_name(text, at, _DAYS, 9 if c == 'A' else 3, format)
        elif c == 'p':
            afternoon, at = _take_name(text, at, ['AM', 'PM'], 2, format)
        elif c in _WIDTHS:
            begin = at
            value, at = _take_number(text, at, _WIDTHS[c], format)
            if c == 'Y' and at - begin != 4:
                _mismatch(text, format)
            if c in _RANGES and (value < _RANGES[c][0] or value > _RANGES[c][1]):
                # One digit may be meant where two are too much.
                at = begin + 1
                value = int(text[begin:at], 10)
                if value < _RANGES[c][0]:
                    _mismatch(text, format)
            if c == 'f':
                value = value * 10 ** (6 - (at - begin))
            if c == 'y':
                c, value = 'Y', value + (2000 if value < 69 else 1900)
            found[c] = value
        else:
            raise ValueError(f'{("%" + c)!r} is a bad directive in format {format!r}')
    if at != len(text):
        raise ValueError('unconverted data remains: ' + text[at:])
    if 'I' in found:
        found['H'] = found['I'] % 12 + (12 if afternoon == 1 else 0)
    if 'j' in found and 'm' in found:
        year, month, day = _of_ordinal(_days_before(found['Y']) + found['j'])
        found['m'] = month
        found['d'] = day
    return found

class timedelta:
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0,
                 weeks=0):
        for value in (days, seconds, microseconds, milliseconds, minutes, hours, weeks):
            if type(value) not in (int, float, bool):
                raise TypeError(f'unsupported type for timedelta component: {type(value).__name__}')
        total = (0, 0)           # days, microseconds
        rest = 0.0               # microseconds of the fractions
        for value, unit in ((weeks, 604800000000), (days, 86400000000), (hours, 3600000000),
                            (minutes, 60000000), (seconds, 1000000), (milliseconds, 1000),
                            (microseconds, 1)):
            if type(value) is float:
                if value != value:
                    raise ValueError('cannot convert float NaN to integer')
                if value > 1e14 or value < -1e14:
                    if value * unit > 8.7e19 or value * unit < -8.7e19:
                        raise OverflowError('the duration is too large')
                whole = int(value)
                rest += (value - whole) * unit
                value = whole
            elif type(value) is bool:
                value = 1 if value else 0
            if value > 86400000000000000000.0 / unit or value < -86400000000000000000.0 / unit:
                raise OverflowError('the duration is too large')
            # Days apart from the rest, so that 64 bits are enough.
            total = _add(total, value, unit)
        if rest != 0.0:
            # To the nearest microsecond; of two as near, to the even one.
            whole = _round(rest - 0.5)
            total = _add(total, whole, 1)
            rest = rest - whole
            if rest > 0.5 or (rest == 0.5 and total[1] % 2 == 1):
                total = _add(total, 1, 1)
        day, micro = total
        if day > 999999999 or day < -999999999:
            raise OverflowError(f'days={day}; must have magnitude <= 999999999')
        self.days = day
        self.seconds = micro // 1000000
        self.microseconds = micro % 1000000

    def total_seconds(self):
        return self._whole() / 1000000

    # All of its microseconds, if 64 bits are enough for them.
    def _whole(self):
        if self.days > 106751990 or self.days < -106751990:
            raise OverflowError('the duration is too large for this')
        return (self.days * 86400 + self.seconds) * 1000000 + self.microseconds

    def _key(self):
        return self.days, self.seconds, self.microseconds

    def __repr__(self):
        parts = []
        for name in ('days', 'seconds', 'microseconds'):
            if getattr(self, name) != 0:
                parts.append(f'{name}={getattr(self, name)}')
        return f"datetime.timedelta({', '.join(parts) if parts else '0'})"

    def __str__(self):
        text = _show_time(0, self.seconds // 60 % 60, self.seconds % 60, self.microseconds, 'auto')
        text = str(self.seconds // 3600) + text[2:]
        if self.days == 0:
            return text
        return f"{self.days} day{'' if self.days in (1, -1) else 's'}, {text}"

    def __hash__(self):
        return hash(self._key())

    def __bool__(self):
        return self._key() != (0, 0, 0)

    def __eq__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._key() == other._key()

    def __ne__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._key() != other._key()

    def __lt__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self._key() < other._key()

    def __le__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return not other._key() < self._key()

    def __gt__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return other._key() < self._key()

    def __ge__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return not self._key() < other._key()

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta(self.days + other.days, self.seconds + other.seconds,
                         self.microseconds + other.microseconds)

    def __radd__(self, other):
        return self.__add__(other)

    def __sub__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta(self.days - other.days, self.seconds - other.seconds,
                         self.microseconds - other.microseconds)

    def __rsub__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return other - self

    def __neg__(self):
        return timedelta(-self.days, -self.seconds, -self.microseconds)

    def __abs__(self):
        return -self if self.days < 0 else self

    def __mul__(self, other):
        if type(other) is int:
            if other > 10 ** 13 or other < -10 ** 13:
                raise OverflowError('the duration is too large')
            return timedelta(self.days * other, self.seconds * other, self.microseconds * other)
        if type(other) is float:
            return timedelta(0, 0, _round(self._whole() * other))
        return NotImplemented

    def __rmul__(self, other):
        return self.__mul__(other)

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._whole() // other._whole()
        if type(other) is int:
            return timedelta(0, 0, self._whole() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._whole() / other._whole()
        if type(other) is int:
            whole = self._whole()
            quotient = whole // other
            rest = 2 * (whole - quotient * other)
            if other < 0:
                rest, other = -rest, -other
            if rest > other or (rest == other and quotient % 2 == 1):
                quotient += 1
            return timedelta(0, 0, quotient)
        if type(other) is float:
            return timedelta(0, 0, _round(self._whole() / other))
        return NotImplemented

    def __mod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta(0, 0, self._whole() % other._whole())

    def __divmod__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return self // other, self % other

# To the nearest whole number; halves to the even one.
def _round(x):
    if x != x or x > 9.2e18 or x < -9.2e18:
        raise OverflowError('the duration is too large')
    whole = int(x)
    if whole > x:
        whole -= 1
    rest = x - whole
    if rest > 0.5 or (rest == 0.5 and whole % 2 == 1):
        whole += 1
    return whole

# (days, microseconds) and `value` units of so many microseconds.
def _add(total, value, unit):
    days, micro = total
    day = 86400000000
    if unit >= day:
        return days + value * (unit // day), micro
    per_day = day // unit
    days += value // per_day
    micro += value % per_day * unit
    return days + micro // day, micro % day

class date:
    def __init__(self, year=None, month=None, day=None):
        _check_date(year, month, day)
        self.year = year
        self.month = month
        self.day = day

    @classmethod
    def today(cls):
        t = localtime()
        return cls(t.tm_year, t.tm_mon, t.tm_mday)

    @classmethod
    def fromordinal(cls, n):
        if _whole(n) < 1 or n > _LAST:
            raise ValueError('ordinal is out of range')
        year, month, day = _of_ordinal(n)
        return cls(year, month, day)

    @classmethod
    def fromisoformat(cls, text):
        if type(text) is not str:
            raise TypeError('fromisoformat: argument must be str')
        year, month, day = _parse_date(text)
        return cls(year, month, day)

    def toordinal(self):
        return _ordinal(self.year, self.month, self.day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.weekday() + 1

    def isocalendar(self):
        # The week is that of its Thursday.
        year, _, _ = _of_ordinal(self.toordinal() - self.weekday() + 3)
        return year, (self.toordinal() - self.weekday() + 3 - _days_before(year) + 6) // 7, \
            self.isoweekday()

    def isoformat(self):
        return f'{self.year:04}-{self.month:02}-{self.day:02}'

    def ctime(self):
        return datetime(self.year, self.month, self.day).strftime('%c')

    def strftime(self, format):
        return _show(format, datetime(self.year, self.month, self.day))

    def replace(self, year=None, month=None, day=None):
        return type(self)(self.year if year is None else year,
                          self.month if month is None else month,
                          self.day if day is None else day)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return f'datetime.date({self.year}, {self.month}, {self.day})'

    def _key(self):
        return self.year, self.month, self.day

    # A date and a datetime are neither equal nor in an order.
    def _comparable(self, other):
        return isinstance(other, date) and isinstance(self, datetime) == isinstance(other, datetime)

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        return self._key() == other._key() if self._comparable(other) else NotImplemented

    def __ne__(self, other):
        return self._key() != other._key() if self._comparable(other) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if self._comparable(other) else NotImplemented

    def __le__(self, other):
        return not other._key() < self._key() if self._comparable(other) else NotImplemented

    def __gt__(self, other):
        return other._key() < self._key() if self._comparable(other) else NotImplemented

    def __ge__(self, other):
        return not self._key() < other._key() if self._comparable(other) else NotImplemented

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        year, month, day = _of_ordinal(self.toordinal() + other.days)
        return type(self)(year, month, day)

    def __radd__(self, other):
        return self.__add__(other)

    def __sub__(self, other):
        if isinstance(other, timedelta):
            year, month, day = _of_ordinal(self.toordinal() - other.days)
            return type(self)(year, month, day)
        if self._comparable(other):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

class time:
    def __init__(self, hour=0, minute=0, second=0, microsecond=0):
        _check_time(hour, minute, second, microsecond)
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond

    @classmethod
    def fromisoformat(cls, text):
        parts = _parse_time(text)
        return cls(parts[0], parts[1], parts[2], parts[3])

    def isoformat(self, timespec='auto'):
        return _show_time(self.hour, self.minute, self.second, self.microsecond, timespec)

    def strftime(self, format):
        return _show(format, datetime(1900, 1, 1, self.hour, self.minute, self.second,
                                      self.microsecond))

    def replace(self, hour=None, minute=None, second=None, microsecond=None):
        return time(self.hour if hour is None else hour,
                    self.minute if minute is None else minute,
                    self.second if second is None else second,
                    self.microsecond if microsecond is None else microsecond)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return f'datetime.time({_arguments([self.hour, self.minute], self)})'

    def _key(self):
        return self.hour, self.minute, self.second, self.microsecond

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, time) else NotImplemented

    def __ne__(self, other):
        return self._key() != other._key() if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return not other._key() < self._key() if isinstance(other, time) else NotImplemented

    def __gt__(self, other):
        return other._key() < self._key() if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return not self._key() < other._key() if isinstance(other, time) else NotImplemented

# The arguments that make it again: seconds and microseconds only if there are any.
def _arguments(shown, of):
    if of.second or of.microsecond:
        shown.append(of.second)
    if of.microsecond:
        shown.append(of.microsecond)
    return ', '.join([str(value) for value in shown])

class datetime(date):
    def __init__(self, year=None, month=None, day=None, hour=0, minute=0, second=0, microsecond=0):
        _check_date(year, month, day)
        _check_time(hour, minute, second, microsecond)
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond

    @classmethod
    def now(cls):
        # The clock is read twice: its parts belong to one second.
        t = None
        before = 0
        after = 1000000000
        while before // 1000000000 != after // 1000000000:
            before = time_ns()
            t = localtime()
            after = time_ns()
        return cls(t.tm_year, t.tm_mon, t.tm_mday, t.tm_hour, t.tm_min,
                   59 if t.tm_sec > 59 else t.tm_sec, after // 1000 % 1000000)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def combine(cls, day, at):
        return cls(day.year, day.month, day.day, at.hour, at.minute, at.second, at.microsecond)

    @classmethod
    def fromisoformat(cls, text):
        if type(text) is not str:
            raise TypeError('fromisoformat: argument must be str')
        year, month, day = _parse_date(text[:10])
        parts = _parse_time(text[11:]) if len(text) > 10 else [0, 0, 0, 0]
        return cls(year, month, day, parts[0], parts[1], parts[2], parts[3])

    @classmethod
    def strptime(cls, text, format):
        found = _parse(text, format)
        return cls(found['Y'], found['m'], found['d'], found['H'], found['M'], found['S'],
                   found['f'])

    def date(self):
        return _date(self.year, self.month, self.day)

    def time(self):
        return _time(self.hour, self.minute, self.second, self.microsecond)

    def isoformat(self, sep='T', timespec='auto'):
        return f'{self.year:04}-{self.month:02}-{self.day:02}{sep}' + \
            _show_time(self.hour, self.minute, self.second, self.microsecond, timespec)

    def ctime(self):
        return self.strftime('%c')

    def strftime(self, format):
        return _show(format, self)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None):
        return type(self)(self.year if year is None else year,
                          self.month if month is None else month,
                          self.day if day is None else day,
                          self.hour if hour is None else hour,
                          self.minute if minute is None else minute,
                          self.second if second is None else second,
                          self.microsecond if microsecond is None else microsecond)

    def __str__(self):
        return self.isoformat(sep=' ')

    def __repr__(self):
        shown = [self.year, self.month, self.day, self.hour, self.minute]
        return f'datetime.datetime({_arguments(shown, self)})'

    def _key(self):
        return (self.year, self.month, self.day, self.hour, self.minute, self.second,
                self.microsecond)

    def _since(self):
        return timedelta(self.toordinal(), self.hour * 3600 + self.minute * 60 + self.second,
                         self.microsecond)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        total = self._since() + other
        year, month, day = _of_ordinal(total.days)
        return type(self)(year, month, day, total.seconds // 3600, total.seconds // 60 % 60,
                          total.seconds % 60, total.microseconds)

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if self._comparable(other):
            return self._since() - other._since()
        return NotImplemented

_date = date
_time = time
timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(999999999, 86399, 999999)
timedelta.resolution = timedelta(0, 0, 1)
date.min = date(1, 1, 1)
date.max = date(9999, 12, 31)
date.resolution = timedelta(1)
time.min = time(0, 0)
time.max = time(23, 59, 59, 999999)
time.resolution = timedelta.resolution
datetime.min = datetime(1, 1, 1)
datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta.resolution
