# The datetime module, without the clock.
from datetime import date, datetime, timedelta
d = date(2024, 2, 29)
print(d, repr(d), d < date(2024, 3, 1), d == date(2024, 2, 29), d.year, d.month, d.day)
t = datetime(2024, 2, 29, 23, 59, 8)
print(t, repr(t), t > datetime(2024, 2, 29, 0, 0, 0), t.hour, t.date())
print(timedelta(days=1, seconds=5), timedelta(1) == timedelta(1))
try:
    datetime(2024, 1, 1, 25, 0, 0)
except ValueError as e:
    print(e)
