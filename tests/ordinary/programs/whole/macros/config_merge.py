import json, copy
base = {"name": "app", "db": {"host": "localhost", "port": 5432, "opts": {"ssl": False}}, "tags": ["a"], "debug": False}
override = {"db": {"host": "example.org", "opts": {"timeout": 30}}, "tags": ["b", "c"], "extra": None}
def merge(a, b):
    out = copy.deepcopy(a)
    for k, v in b.items():
        if isinstance(v, dict) and isinstance(out.get(k), dict): out[k] = merge(out[k], v)
        elif isinstance(v, list): out[k] = out.get(k, []) + v
        elif v is None: out.pop(k, None)
        else: out[k] = v
    return out
merged = merge(base, override)
print(json.dumps(merged, indent=2, sort_keys=True)); print(base["tags"], base["db"]["host"])
def flatten(d, prefix=""):
    for k, v in d.items():
        key = f"{prefix}.{k}" if prefix else k
        if isinstance(v, dict): yield from flatten(v, key)
        else: yield key, v
print(dict(flatten(merged)))
def get(d, path, default=...):
    for part in path.split("."):
        try:
            d = d[int(part)] if isinstance(d, list) else d[part]
        except (KeyError, IndexError, TypeError, ValueError):
            if default is ...: raise KeyError(path) from None
            return default
    return d
print(get(merged, "db.opts.timeout"), get(merged, "tags.1"), get(merged, "x.y", "none"))
try:
    get(merged, "tags.9")
except KeyError as e:
    print("KeyError", e)
diff = {k: (base.get(k), merged.get(k)) for k in base.keys() | merged.keys() if base.get(k) != merged.get(k)}
print(sorted(diff))
