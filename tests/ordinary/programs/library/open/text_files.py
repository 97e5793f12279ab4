with open("a.txt", "w", encoding="utf-8") as f:
    print(f.write("first\n"), f.writelines(["second\n", "é third"]), f.name, f.mode, f.closed)
print(f.closed)
with open("a.txt", encoding="utf-8") as f: print(repr(f.read()))
with open("a.txt", encoding="utf-8") as f:
    print(repr(f.readline()), repr(f.read(3)), f.readlines(), repr(f.read())); f.seek(0); print([line.rstrip() for line in f])
with open("a.txt", "a", encoding="utf-8") as f: f.write("\nappended"); print("x", 1, file=f)
for i, line in enumerate(open("a.txt", encoding="utf-8"), 1): print(i, line, end="")
with open("a.txt", "rb") as f: print(f.read(6), f.tell(), f.seek(0, 2))
with open("a.txt", "r+", encoding="utf-8") as f: f.write("FIRST"); f.seek(0); print(f.readline())
with open("b", "wb") as f: print(f.write(b"\x00\xff"))
print(open("b", "rb").read(), len(list(open("a.txt", encoding="utf-8"))))
for bad in ("open('missing.txt')", "open('a.txt', 'q')", "open('a.txt').write('x')", "open('a.txt', 'w').read()", "open('b', encoding='utf-8').read()", "open('a.txt', 'x')", "open(5.5)"):
    try:
        eval(bad)
    except Exception as e:
        print(bad, type(e).__name__, e)
g = open("a.txt", encoding="utf-8"); g.close()
try:
    g.read()
except ValueError as e:
    print(e)
with open("c.txt", "w") as out, open("b", "rb") as inp: out.write(str(len(inp.read())))
print(open("c.txt").read(), next(open("c.txt")))
