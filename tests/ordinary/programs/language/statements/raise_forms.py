class MyError(Exception):
    def __init__(self, code, text="none"):
        super().__init__(code, text)
        self.code = code
try:
    raise MyError
except TypeError as e:
    print(e)
try:
    raise MyError(3)
except MyError as e:
    print(e, e.args, e.code)
try:
    raise ValueError
except ValueError as e:
    print(repr(e), str(e) == "", e.args)
try:
    try:
        int("x")
    except ValueError as e:
        raise RuntimeError("wrapped") from e
except RuntimeError as e:
    print(e, "| cause:", repr(e.__cause__), e.__suppress_context__)
try:
    try:
        [][1]
    except IndexError:
        raise KeyError("during")
except KeyError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise LookupError("clean") from None
except LookupError as e:
    print(e.__cause__, e.__suppress_context__, type(e.__context__).__name__)
for bad in (3, "text", object, None):
    try:
        raise bad
    except TypeError as e:
        print(e)
try:
    raise
except RuntimeError as e:
    print(e)
try:
    raise ValueError("a") from 3
except TypeError as e:
    print(e)
def reraise():
    try:
        raise OSError(2, "gone")
    except OSError as e:
        print(e.errno, e.strerror)
        raise
try:
    reraise()
except FileNotFoundError as e:
    print("mapped", e)
e = "before"
try:
    raise ValueError("x")
except ValueError as e:
    pass
try:
    e
except NameError as err:
    print(err)
