d = {}
try:
    d["missing"]
except KeyError:
    1 / 0
