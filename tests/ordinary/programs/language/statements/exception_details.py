e = ValueError("a", 1)
print(e.args, str(e), repr(e), str(ValueError()), repr(ValueError("x")), str(KeyError("k")), repr(KeyError("k")))
e.add_note("note one"); e.add_note("note two")
print(e.__notes__)
class MyErr(Exception):
    def __init__(self, msg, code=0):
        super().__init__(msg)
        self.code = code
    def __str__(self): return f"[{self.code}] {self.args[0]}"
try:
    raise MyErr("bad", code=5)
except MyErr as x:
    print(x, x.code, repr(x), x.args)
try:
    {}["missing"]
except KeyError as x:
    print(x.args, str(x))
try:
    [].pop()
except IndexError as x:
    print(x)
try:
    import nothing_here
except ModuleNotFoundError as x:
    print(x.name, x.msg)
o = OSError(13, "denied", "file.txt")
print(o, o.errno, o.strerror, o.filename, type(o).__name__, repr(o))
s = StopIteration(5); print(s.value)
x = SystemExit(3); print(x.code)
u = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad byte"); print(u, u.reason, u.start, u.object)
try:
    b"\xff".decode()
except UnicodeDecodeError as x:
    print(x)
try:
    "é".encode("ascii")
except UnicodeEncodeError as x:
    print(x)
print(issubclass(KeyError, LookupError), issubclass(FileNotFoundError, OSError), IOError is OSError, issubclass(ModuleNotFoundError, ImportError), issubclass(RecursionError, RuntimeError), issubclass(NotImplementedError, RuntimeError), issubclass(UnicodeDecodeError, ValueError))
try:
    try: raise ValueError("first")
    except ValueError: raise TypeError("second")
except TypeError as t:
    c = t.__context__
    print(repr(c), t.__traceback__ is not None, t.with_traceback(None).__traceback__)
print(BaseException.__subclasses__()[0].__name__ != "", Exception.__mro__, ZeroDivisionError.__mro__[1].__name__)
print(ValueError("x") == ValueError("x"), ValueError("a").__class__.__name__)
try: raise MyErr
except TypeError as t: print(t)
print(isinstance(ConnectionResetError(), ConnectionError), PermissionError.__base__, TimeoutError.__base__)
