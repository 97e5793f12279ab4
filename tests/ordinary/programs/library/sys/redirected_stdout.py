import sys, io, contextlib
buffer = io.StringIO()
old, sys.stdout = sys.stdout, buffer
print("hidden", 1, 2)
sys.stdout = old
print(repr(buffer.getvalue()))
with contextlib.redirect_stdout(io.StringIO()) as out:
    print("inside")
    print("more", end="")
print(repr(out.getvalue()))
class Tee:
    def __init__(self, *files): self.files = files
    def write(self, text):
        for f in self.files: f.write(text.upper())
    def flush(self): pass
sys.stdout = Tee(sys.__stdout__, buffer)
print("both")
sys.stdout = sys.__stdout__
print(buffer.getvalue().splitlines())
sys.stdin = io.StringIO("first\nsecond\n")
print(input(), input("? "))
