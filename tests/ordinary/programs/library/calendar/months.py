import calendar
print(calendar.month(2024, 2))
print(calendar.isleap(2024), calendar.isleap(1900), calendar.leapdays(2000, 2025), calendar.monthrange(2024, 2), calendar.weekday(2024, 1, 1), calendar.month_name[3], calendar.day_name[0], calendar.month_abbr[12], calendar.day_abbr[6], list(calendar.month_name)[:3], calendar.monthcalendar(2023, 5))
print(calendar.TextCalendar(calendar.SUNDAY).formatmonth(2023, 7))
print(list(calendar.Calendar().itermonthdays(2024, 2))[:5], calendar.timegm((1970, 1, 2, 0, 0, 0)), [str(d) for d in calendar.Calendar(6).itermonthdates(2024, 1)][:2], calendar.calendar(2023)[:200])
try:
    calendar.monthrange(2024, 13)
except calendar.IllegalMonthError as e:
    print(e)
