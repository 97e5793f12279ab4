print(1, 2, 3, sep=", ", end="!\n")
print("a", "b", sep="")
print()
print("no newline", end="")
print(" continued")
print(*[1, 2, 3])
print(*"abc", sep="-")
print([1, "two", 3.0, None, True, (1,), {"k": 'v'}, {1}])
print("multi\nline", "tab\tx")
print(1, end=" "); print(2)
print(sep="x")
print("a", end=None)
print("a", "b", sep=None)
import sys
print("to stdout", file=sys.stdout, flush=True)
print("to stderr", file=sys.stderr)
class W:
    def __init__(self): self.got = []
    def write(self, t): self.got.append(t)
w = W()
print("x", 1, file=w, end="E")
print(w.got)
import io
b = io.StringIO()
print("captured", file=b)
print(repr(b.getvalue()))
try:
    print("x", sep=1)
except TypeError as e:
    print(e)
try:
    print("x", wrong=1)
except TypeError as e:
    print(e)
print(str([print]), repr("q'uote"), repr('d"ouble'), repr("both'\""), repr("\n\t\\"), repr("\x00\x7f\xa0é\u200b"))
