import re, json
from datetime import datetime, timedelta
LOG = """2024-03-01 10:00:01 [INFO] server: started pid=12
2024-03-01 10:00:05 [WARNING] db: slow query time=1.25
2024-03-01 10:02:30 [ERROR] db: connection lost retry=3
garbage line
2024-03-01 10:03:00 [INFO] server: request path=/a?b=1 status=200
2024-03-02 00:00:00 [ERROR] api: timeout after=30s
"""
PATTERN = re.compile(r"^(?P<when>\S+ \S+) \[(?P<level>\w+)\] (?P<who>\w+): (?P<what>.*)$")
entries, bad = [], []
for n, line in enumerate(LOG.splitlines(), 1):
    if not (m := PATTERN.match(line)): bad.append((n, line)); continue
    e = m.groupdict()
    e["when"] = datetime.strptime(e["when"], "%Y-%m-%d %H:%M:%S")
    e["fields"] = {k: v for k, v in re.findall(r"(\w+)=(\S+)", e["what"])}
    entries.append(e)
levels = {}
for e in entries: levels[e["level"]] = levels.get(e["level"], 0) + 1
print(levels, bad)
for a, b in zip(entries, entries[1:]):
    if (gap := b["when"] - a["when"]) > timedelta(minutes=1): print("gap", gap, "before", b["who"], b["what"])
print(json.dumps([{**e, "when": e["when"].isoformat()} for e in entries if e["level"] == "ERROR"], indent=1))
print({e["when"].date().isoformat() for e in entries} == {"2024-03-01", "2024-03-02"}, entries[0]["when"].strftime("%a %d %b %H:%M"))
