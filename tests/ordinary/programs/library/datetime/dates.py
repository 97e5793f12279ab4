from datetime import date, datetime, time, timedelta, timezone
d = date(2024, 2, 28)
print(d, d + timedelta(days=2), d.year, d.weekday(), d.isoweekday(), d.isoformat(), d.strftime("%d/%m/%y %A %B %j %a %b"), d.replace(day=1), d.isocalendar(), (date(2024, 12, 25) - d).days, d < date(2025, 1, 1), repr(d), d.toordinal(), date.fromordinal(738000), date.fromisoformat("2020-05-06"), date.min, date.max, d.ctime(), d.timetuple()[:3], f"{d:%Y}")
t = datetime(2024, 1, 31, 13, 5, 9, 123456)
print(t, t.date(), t.time(), t.isoformat(" ", "minutes"), t.strftime("%Y-%m-%d %H:%M:%S.%f %I %p %y %%"), t + timedelta(hours=12), t - timedelta(weeks=1), (t - datetime(2024, 1, 1)).total_seconds(), t.replace(hour=0, minute=0), repr(t), t.timestamp() if t.tzinfo else "", datetime.strptime("2023-07-04 05:06", "%Y-%m-%d %H:%M"), datetime.strptime("Jan 5 99", "%b %d %y"), datetime.fromisoformat("2024-01-02T03:04:05"), datetime.combine(d, time(1, 2)), t.weekday())
x = timedelta(days=1, hours=2, minutes=3, seconds=4.5)
print(x, repr(x), x.days, x.seconds, x.microseconds, x.total_seconds(), x * 2, x / 2, -x, abs(-x), x + x, x > timedelta(1), timedelta(seconds=-1), x // timedelta(hours=1), x % timedelta(hours=1), divmod(x, timedelta(hours=1)), timedelta(), timedelta(weeks=2), timedelta(milliseconds=1500), str(timedelta(seconds=3661)), bool(timedelta()), sum([x, x], timedelta()))
u = datetime(2024, 6, 1, 12, tzinfo=timezone.utc); z = timezone(timedelta(hours=5, minutes=30), "IST")
print(u, u.astimezone(z), u.timestamp(), u.isoformat(), u.tzname(), u.utcoffset(), u.astimezone(z) == u, z, timezone.utc, datetime.fromtimestamp(0, timezone.utc), datetime.fromisoformat("2024-01-02T03:04:05+02:00"), u.strftime("%z %Z"), u.astimezone(z).strftime("%z"))
print(time(13, 5), time(1, 2, 3, 4), time(13, 5).strftime("%I:%M %p"), time.fromisoformat("04:05"), time(1) < time(2), repr(time(1, 2)), time(5, 6).isoformat(), time.min, time.max)
for bad in ("date(2023, 2, 29)", "datetime.strptime('x', '%Y')", "date.fromisoformat('bad')", "date(2024, 13, 1)", "d + 1", "u < t", "time(25)", "timedelta(days=10**10)", "d - 'x'", "datetime.strptime('2020 x', '%Y')"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
print([str(d + timedelta(days=i)) for i in range(3)], min(d, date(2020, 1, 1)), sorted([date(2024, 1, 2), date(2023, 5, 5)]), {d: 1}[date(2024, 2, 28)], isinstance(t, date), (datetime(2024, 3, 1) - datetime(2024, 2, 1)).days, date(2000, 1, 1).strftime("%U %w"))
