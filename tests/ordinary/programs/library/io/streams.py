import io
s = io.StringIO("one\ntwo\nthree")
print(s.readline(), s.read(2), s.tell(), list(s), s.read(), s.seek(0), s.readlines(), s.seek(0), [l.strip() for l in s])
w = io.StringIO(); print(w.write("abc"), w.getvalue(), w.writelines(["d", "e"]), w.getvalue(), w.seek(1), w.write("X"), w.getvalue(), w.truncate(2), w.getvalue(), w.closed); w.close(); print(w.closed)
try:
    w.read()
except ValueError as e:
    print(e)
b = io.BytesIO(b"\x01\x02abc"); print(b.read(2), b.read(), b.getvalue(), b.seek(0, 2), b.write(b"!"), b.getvalue(), b.readable(), b.seekable())
with io.StringIO("ctx") as f: print(f.read())
print(io.StringIO("a\r\nb").read().encode(), io.TextIOWrapper(io.BytesIO("é\n".encode()), encoding="utf-8").read(), isinstance(s, io.TextIOBase), io.SEEK_END, io.StringIO(newline=None).write("x"))
try:
    io.BytesIO().write("text")
except TypeError as e:
    print(e)
try:
    io.StringIO().write(b"x")
except TypeError as e:
    print(e)
