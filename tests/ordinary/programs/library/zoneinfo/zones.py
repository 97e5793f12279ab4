from zoneinfo import ZoneInfo, ZoneInfoNotFoundError
from datetime import datetime, timedelta
z = ZoneInfo("Europe/Berlin"); d = datetime(2024, 7, 1, 12, tzinfo=z); print(d, d.utcoffset(), d.tzname(), d.astimezone(ZoneInfo("UTC")), d + timedelta(days=180), datetime(2024, 3, 31, 3, tzinfo=z).utcoffset(), z, z.key, ZoneInfo("America/New_York").utcoffset(datetime(2024, 1, 1)))
try:
    ZoneInfo("No/Where")
except ZoneInfoNotFoundError as e:
    print(e)
