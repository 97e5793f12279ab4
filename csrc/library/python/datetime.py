"""Dates and times: CPython's module in Python, with what its other one, in C, shows differently.

What programs do in loops is in C (csrc/engine/python/dates.c): plain arithmetic, comparisons, and making
objects of plain ints.  All else, and every error, is CPython's.
"""

import _dates
import _pydatetime
from _pydatetime import (
    MAXYEAR, MINYEAR, UTC, _days_in_month, date, datetime, time, timedelta, timezone, tzinfo,
)

__all__ = (
    'date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR', 'UTC',
)

datetime_CAPI = None


def _show(self):
    return (
        f'datetime.IsoCalendarDate(year={self.year}, week={self.week}, weekday={self.weekday})'
    )


def _index(value):
    try:
        return type(value).__index__(value)
    except AttributeError:
        raise TypeError(
            f"'{type(value).__name__}' object cannot be interpreted as an integer"
        ) from None


def _check_date_fields(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f'year {year} is out of range')
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12')
    if not 1 <= day <= _days_in_month(year, month):
        raise ValueError('day is out of range for month')
    return year, month, day


def _check_time_fields(hour, minute, second, microsecond, fold):
    hour, minute, second = _index(hour), _index(minute), _index(second)
    microsecond = _index(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError('hour must be in 0..23')
    if not 0 <= minute <= 59:
        raise ValueError('minute must be in 0..59')
    if not 0 <= second <= 59:
        raise ValueError('second must be in 0..59')
    if not 0 <= microsecond <= 999999:
        raise ValueError('microsecond must be in 0..999999')
    if fold not in (0, 1):
        raise ValueError('fold must be either 0 or 1')
    return hour, minute, second, microsecond, fold


def _quick_new():
    """Each __new__ asks C first, which answers None to what is not plain."""
    make_delta, make_day = _dates.make_delta, _dates.make_day
    new_delta, new_date, new_datetime = timedelta.__new__, date.__new__, datetime.__new__

    def of_delta(cls, days=0, seconds=0, microseconds=0,
                 milliseconds=0, minutes=0, hours=0, weeks=0):
        made = make_delta(cls, days, seconds, microseconds, milliseconds, minutes, hours, weeks)
        if made is None:
            made = new_delta(cls, days, seconds, microseconds, milliseconds, minutes, hours, weeks)
        return made

    def of_date(cls, year, month=None, day=None):
        made = make_day(cls, year, month, day)
        return new_date(cls, year, month, day) if made is None else made

    def of_datetime(cls, year, month=None, day=None, hour=0, minute=0, second=0,
                    microsecond=0, tzinfo=None, *, fold=0):
        if tzinfo is None and fold == 0:
            made = make_day(cls, year, month, day, hour, minute, second, microsecond)
            if made is not None:
                return made
        return new_datetime(cls, year, month, day, hour, minute, second, microsecond,
                            tzinfo, fold=fold)

    for cls, new in ((timedelta, of_delta), (date, of_date), (datetime, of_datetime)):
        new.__name__, new.__qualname__ = '__new__', cls.__name__ + '.__new__'
        new.__doc__ = cls.__new__.__doc__
        cls.__new__ = staticmethod(new)


def _ord2ymd(n, _plain=_pydatetime._ord2ymd, _quick=_dates.day_of):
    return _quick(n) if type(n) is int and 0 < n <= 3652059 else _plain(n)


_pydatetime._ord2ymd = _ord2ymd
_pydatetime._ymd2ord = _dates.day_number
_pydatetime._index = _index
_pydatetime._check_date_fields = _check_date_fields
_pydatetime._check_time_fields = _check_time_fields
_pydatetime._IsoCalendarDate.__repr__ = _show
_quick_new()
_dates.quicken(date, datetime, timedelta)
for _class in (date, datetime, time, timedelta, timezone, tzinfo, _pydatetime._IsoCalendarDate):
    _class.__module__ = 'datetime'
del _class
