def read(lines):
    for line in lines:
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        yield line
def split(lines, sep="="):
    for line in lines:
        key, found, value = line.partition(sep)
        yield (key.strip(), value.strip()) if found else (key, None)
def typed(pairs):
    for k, v in pairs:
        for kind in (int, float):
            try:
                v = kind(v)
                break
            except (TypeError, ValueError):
                pass
        yield k, v
text = """
# comment
a = 1
b=2.5
name = x = y
flag
"""
print(dict(typed(split(read(text.splitlines())))))
