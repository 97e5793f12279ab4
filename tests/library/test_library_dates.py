"""datetime shows and refuses as CPython's module in C does; time checks what it is given; zones."""

from __future__ import annotations

import pytest

from pkhost import run_script

SOURCES = {
    "what is no date": """
import datetime
for bad in ("date(2023, 2, 29)", "date(0, 1, 1)", "date(2023, 13, 1)", "time(24)", "time(0, 60)",
            "time(0, 0, 60)", "datetime(2023, 1, 1, fold=2)", "date('2023', 1, 1)"):
    try:
        print(eval('datetime.' + bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
""",
    "shown": """
import datetime
print(datetime.date(2024, 2, 29).isocalendar(), repr(datetime.datetime(2024, 1, 2, 3, 4)))
print(datetime.timedelta, datetime.datetime.__module__, repr(datetime.timezone.utc))
""",
    "parts of a time": """
import time
for bad in ("time.strftime('%Y', (2024, 13, 1, 0, 0, 0, 0, 0, 0))", "time.asctime((1, 2))",
            "time.strftime('%Y', [2024])", "time.gmtime(float('nan'))", "time.gmtime('x')",
            "time.asctime((2024, 1, 1, 25, 0, 0, 0, 0, 0))", "time.gmtime(1e300)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
print(time.strftime('%Y-%m-%d %H', (2024, 1, 0, 5, 0, 0, 0, 0, 0)), time.gmtime(86400 * 365))
""",
    "zones": """
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo
for name in ('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'):
    zone = ZoneInfo(name)
    for month in (1, 4, 7, 10):
        d = datetime(2022, month, 3, 2, 30, tzinfo=zone)
        print(name, d, d.tzname(), d.dst(), (d + timedelta(hours=1)).astimezone(ZoneInfo('UTC')))
""",
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_it_does_what_cpython_s_does(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(source, "main.py", "exec"), {"__name__": "__main__"})
    expected = capsys.readouterr().out
    result = run_script(source, dialect="python")
    assert result.stdout == expected and result.error is None, str(result)


def test_all_zones_can_be_read() -> None:
    source = """
import zoneinfo
names = zoneinfo.available_timezones()
print(len(names) > 500, all(zoneinfo.ZoneInfo(name).key == name for name in sorted(names)[::20]))
"""
    assert run_script(source, dialect="python").stdout == "True True\n"
