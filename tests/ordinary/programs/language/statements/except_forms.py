def check(fn):
    try:
        fn()
    except ArithmeticError as e:
        return "arith", type(e).__name__
    except (LookupError, AttributeError) as e:
        return "lookup", type(e).__name__, str(e)
    except Exception as e:
        return "other", type(e).__name__
    except BaseException as e:
        return "base", type(e).__name__
    return "fine"
def stop(): raise KeyboardInterrupt
def leave(): raise SystemExit(3)
for fn in (lambda: 1 / 0, lambda: 2.0 ** 10000, lambda: {}[1], lambda: [][0], lambda: None.x, lambda: int("z"), stop, leave, lambda: 1):
    print(check(fn))
errors = (ValueError, TypeError)
try:
    int([])
except errors as e:
    print("tuple var", type(e).__name__)
def pick():
    print("evaluated")
    return KeyError
try:
    {}["x"]
except pick():
    print("picked")
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as e:
    print(e)
try:
    pass
except NotThere:
    pass
print("name not looked up")
try:
    raise KeyError("k")
except ValueError:
    print("no")
except:
    print("bare")
class E(Exception): pass
class F(E): pass
for c in (E, F):
    try:
        raise c("x")
    except F as e:
        print("F", e)
    except E as e:
        print("E", e)
def nested_names():
    try:
        raise ValueError(1)
    except ValueError as e:
        try:
            raise TypeError(2)
        except TypeError as f:
            return e, f
print(nested_names())
