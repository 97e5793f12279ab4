"""Dates and times: CPython's module in Python, with what its other one, in C, shows differently."""

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


_pydatetime._index = _index
_pydatetime._check_date_fields = _check_date_fields
_pydatetime._check_time_fields = _check_time_fields
_pydatetime._IsoCalendarDate.__repr__ = _show
for _class in (date, datetime, time, timedelta, timezone, tzinfo, _pydatetime._IsoCalendarDate):
    _class.__module__ = 'datetime'
del _class
