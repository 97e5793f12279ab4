"""Clocks, and the parts of a time.  The zone is UTC: a script is nowhere."""

import _pocketpy_time as _native

sleep = _native.sleep
time = _native.time
perf_counter = _native.perf_counter
process_time = _native.process_time
timezone = altzone = daylight = 0
tzname = ('UTC', 'UTC')
CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID = 0, 1, 2, 3
_STRUCT_TM_ITEMS = 11
_WEEKDAYS = ('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')
_MONTHS = ('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')
_FULL_WEEKDAYS = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')
_FULL_MONTHS = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
                'September', 'October', 'November', 'December')


def time_ns():
    return _native.time_ns() if hasattr(_native, 'time_ns') else int(time() * 1e9)


def perf_counter_ns():
    return int(perf_counter() * 1e9)


def monotonic():
    return perf_counter()


def monotonic_ns():
    return int(perf_counter() * 1e9)


def process_time_ns():
    return int(process_time() * 1e9)


thread_time, thread_time_ns = process_time, process_time_ns


def clock_gettime(clk_id, /):
    if clk_id not in (0, 1, 2, 3):
        raise OSError(22, 'Invalid argument')
    return time() if clk_id == CLOCK_REALTIME else perf_counter()


def clock_gettime_ns(clk_id, /):
    return int(clock_gettime(clk_id) * 1e9)


def clock_getres(clk_id, /):
    clock_gettime(clk_id)
    return 1e-09


def get_clock_info(name):
    """What is known of a clock."""
    if name not in ('time', 'monotonic', 'perf_counter', 'process_time', 'thread_time'):
        raise ValueError('unknown clock')
    from types import SimpleNamespace
    return SimpleNamespace(
        implementation='clock_gettime()', monotonic=name != 'time', adjustable=name == 'time',
        resolution=1e-09,
    )


class struct_time(tuple):
    """The parts of a time."""

    n_fields, n_sequence_fields, n_unnamed_fields = 11, 9, 0

    __module__ = 'time'
    __match_args__ = ('tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday',
                      'tm_yday', 'tm_isdst')

    def __new__(cls, sequence, dict=None, /):
        try:
            parts = tuple(sequence)
        except TypeError:
            raise TypeError('constructor requires a sequence') from None
        if not 9 <= len(parts) <= 11:
            raise TypeError(
                f'time.struct_time() takes {"an at least 9" if len(parts) < 9 else "an at most 11"}'
                f'-sequence ({len(parts)}-sequence given)'
            )
        made = super().__new__(cls, parts[:9])
        made._zone = (parts[9:] + (None, None))[:2]
        return made

    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])
    tm_zone = property(lambda self: self._zone[0])
    tm_gmtoff = property(lambda self: self._zone[1])

    def __reduce__(self):
        return struct_time, (tuple(self), {'tm_zone': self._zone[0], 'tm_gmtoff': self._zone[1]})

    def __repr__(self):
        names = ('tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday',
                 'tm_yday', 'tm_isdst')
        shown = ', '.join(f'{name}={value}' for name, value in zip(names, self))
        return f'time.struct_time({shown})'


def _days(year, month, day):
    """Days since 1970-01-01."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def gmtime(secs=None, /):
    """The parts of a time."""
    if secs is None:
        secs = time()
    elif isinstance(secs, float):
        if secs != secs:
            raise ValueError('Invalid value NaN (not a number)')
    elif not isinstance(secs, int):
        try:
            secs = type(secs).__index__(secs)
        except AttributeError:
            raise TypeError(
                f"'{type(secs).__name__}' object cannot be interpreted as an integer"
            ) from None
    if not -2**63 <= secs < 2**63:
        raise OverflowError('timestamp out of range for platform time_t')
    if not -67768040609740800 <= secs <= 67768036191676799:
        raise OverflowError(75, 'Value too large for defined data type')
    days, rest = divmod(int(secs // 1), 86400)
    shifted = days + 719468
    era = shifted // 146097
    of_era = shifted - era * 146097
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    place = (5 * of_year + 2) // 153
    day = of_year - (153 * place + 2) // 5 + 1
    month = place + (3 if place < 10 else -9)
    year += era * 400 + (month <= 2)
    return struct_time((
        year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7,
        days - _days(year, 1, 1) + 1, 0, 'UTC', 0,
    ))


localtime = gmtime


def _parts(t, function):
    """Nine numbers of a tuple."""
    if t is None:
        return localtime()
    if not isinstance(t, tuple):
        raise TypeError('Tuple or struct_time argument required')
    if len(t) < 9 or not all(isinstance(part, int) for part in t[:9]):
        raise TypeError(f'{function}(): illegal time tuple argument')
    if not -2**31 + 1900 <= t[0] < 2**31:
        raise OverflowError('year out of range')
    return t


def _checked(t, function):
    """The same, of which each is one that there is; 0 stands for 1 where counting begins at that."""
    t = _parts(t, function)
    year, month, day, hour, minute, second, weekday, of_year, saving = t[:9]
    month, day, of_year = month or 1, day or 1, of_year or 1
    for is_one, what in (
        (1 <= month <= 12, 'month'), (1 <= day <= 31, 'day of month'), (0 <= hour <= 23, 'hour'),
        (0 <= minute <= 59, 'minute'), (0 <= second <= 61, 'seconds'),
        (weekday >= -1, 'day of week'), (1 <= of_year <= 366, 'day of year'),
    ):
        if not is_one:
            raise ValueError(f'{what} out of range')
    return year, month, day, hour, minute, second, weekday % 7, of_year, saving


def mktime(t, /):
    """The time of parts."""
    t = _parts(t, 'mktime')
    year, month, day, hour, minute, second = t[:6]
    year += (month - 1) // 12
    return float(
        (_days(year, (month - 1) % 12 + 1, 1) + day - 1) * 86400 + hour * 3600 + minute * 60
        + second
    )


def asctime(t=None, /):
    """A time as text."""
    t = _checked(t, 'asctime')
    return (f'{_WEEKDAYS[t[6]]} {_MONTHS[t[1] - 1]} {t[2]:2d} {t[3]:02d}:{t[4]:02d}:{t[5]:02d} '
            f'{t[0]}')


def ctime(secs=None, /):
    return asctime(gmtime(secs))


def _week(t, first):
    """The number of the week, of which weekday ``first`` is the first."""
    return (t[7] + 6 - (t[6] - first) % 7) // 7


def _iso(t):
    """The year, the week and the day of ISO 8601."""
    year = t[0]
    week = (t[7] - t[6] + 9) // 7
    if week < 1:
        year -= 1
        last = _days(year + 1, 1, 1) - _days(year, 1, 1)
        week = (t[7] + last - t[6] + 9) // 7
    elif week == 53 and t[7] - t[6] + 3 > 365 + _is_leap(year):
        year, week = year + 1, 1
    return year, week, t[6] + 1


_FORMS = {
    'a': lambda t: _WEEKDAYS[t[6]], 'A': lambda t: _FULL_WEEKDAYS[t[6]],
    'b': lambda t: _MONTHS[t[1] - 1], 'h': lambda t: _MONTHS[t[1] - 1],
    'B': lambda t: _FULL_MONTHS[t[1] - 1], 'c': asctime, 'C': lambda t: f'{t[0] // 100:02d}',
    'd': lambda t: f'{t[2]:02d}', 'D': lambda t: f'{t[1]:02d}/{t[2]:02d}/{t[0] % 100:02d}',
    'e': lambda t: f'{t[2]:2d}', 'F': lambda t: f'{t[0]}-{t[1]:02d}-{t[2]:02d}',
    'g': lambda t: f'{_iso(t)[0] % 100:02d}', 'G': lambda t: str(_iso(t)[0]),
    'H': lambda t: f'{t[3]:02d}', 'I': lambda t: f'{(t[3] + 11) % 12 + 1:02d}',
    'j': lambda t: f'{t[7]:03d}', 'k': lambda t: f'{t[3]:2d}', 'm': lambda t: f'{t[1]:02d}',
    'M': lambda t: f'{t[4]:02d}', 'n': lambda t: '\n', 'p': lambda t: 'AM' if t[3] < 12 else 'PM',
    'r': lambda t: strftime('%I:%M:%S %p', t), 'R': lambda t: f'{t[3]:02d}:{t[4]:02d}',
    's': lambda t: str(int(mktime(t))), 'S': lambda t: f'{t[5]:02d}', 't': lambda t: '\t',
    'T': lambda t: f'{t[3]:02d}:{t[4]:02d}:{t[5]:02d}', 'u': lambda t: str(t[6] + 1),
    'U': lambda t: f'{_week(t, 6):02d}', 'V': lambda t: f'{_iso(t)[1]:02d}',
    'w': lambda t: str((t[6] + 1) % 7), 'W': lambda t: f'{_week(t, 0):02d}',
    'x': lambda t: f'{t[1]:02d}/{t[2]:02d}/{t[0] % 100:02d}',
    'X': lambda t: f'{t[3]:02d}:{t[4]:02d}:{t[5]:02d}', 'y': lambda t: f'{t[0] % 100:02d}',
    'Y': lambda t: str(t[0]), 'z': lambda t: '+0000', 'Z': lambda t: 'UTC', '%': lambda t: '%',
}


def strftime(format, t=None, /):
    """A time as text of a form."""
    if not isinstance(format, str):
        raise TypeError(f'strftime() argument 1 must be str, not {type(format).__name__}')
    t = _checked(t, 'strftime')
    if '\0' in format:
        raise ValueError('embedded null character')
    found, at = [], 0
    while at < len(format):
        letter = format[at]
        at += 1
        if letter != '%' or at == len(format):
            found.append(letter)
            continue
        letter = format[at]
        at += 1
        plain = letter == '-' and at < len(format)
        if plain:
            letter = format[at]
            at += 1
        form = _FORMS.get(letter)
        text = form(t) if form is not None else '%' + letter
        found.append(text.lstrip('0 ') or '0' if plain else text)
    return ''.join(found)


def strptime(data_string, format='%a %b %d %H:%M:%S %Y', /):
    """The parts of a time that is written in a form."""
    from _strptime import _strptime_time
    return _strptime_time(data_string, format)


def tzset():
    pass

# In a class they are no methods, as functions in C are none: logging.Formatter.converter.
for _name in (
    'asctime', 'clock_getres', 'clock_gettime', 'clock_gettime_ns', 'ctime', 'get_clock_info',
    'gmtime', 'localtime', 'mktime', 'monotonic', 'monotonic_ns', 'perf_counter_ns',
    'process_time_ns', 'strftime', 'strptime', 'time_ns', 'tzset',
):
    globals()[_name] = staticmethod(globals()[_name])
