import re
spec = [("NUMBER", r"\d+(\.\d*)?"), ("ASSIGN", r":="), ("END", r";"), ("ID", r"[A-Za-z]+"), ("OP", r"[+\-*/]"), ("NEWLINE", r"\n"), ("SKIP", r"[ \t]+"), ("MISMATCH", r".")]
regex = "|".join("(?P<%s>%s)" % pair for pair in spec)
def tokenize(code):
    line, start = 1, 0
    for m in re.finditer(regex, code):
        kind, value = m.lastgroup, m.group()
        if kind == "NUMBER": value = float(value) if "." in value else int(value)
        elif kind == "NEWLINE": start = m.end(); line += 1; continue
        elif kind == "SKIP": continue
        elif kind == "MISMATCH": raise RuntimeError(f"{value!r} unexpected on line {line}")
        yield kind, value, line, m.start() - start
for t in tokenize("x := 3 + 4.5;\ny := x * 2;"): print(t)
try:
    list(tokenize("a ? b"))
except RuntimeError as e:
    print(e)
log = """2024-01-02 ERROR disk full
2024-01-03 INFO started
2024-01-04 ERROR net down"""
for m in re.finditer(r"^(\S+) ERROR (.*)$", log, re.MULTILINE): print(m.group(1), "|", m.group(2))
words = re.findall(r"[a-z']+", "It's the end; the very end of it.".lower())
count = {}
for w in words: count[w] = count.get(w, 0) + 1
print(sorted(count.items(), key=lambda kv: (-kv[1], kv[0])))
def valid(p): return all(re.search(r, p) for r in (r".{8,}", r"[a-z]", r"[A-Z]", r"\d"))
print(valid("Passw0rdX"), valid("short1A"), re.fullmatch(r"(\d{1,3}\.){3}\d{1,3}", "192.168.0.1") is not None)
print(re.findall(r"<(\w+)[^>]*>(.*?)</\1>", "<b>bold</b><i class='x'>it</i>"), re.findall(r"(?s)/\*.*?\*/", "a/*x\ny*/b/*z*/"))
