def f(how):
    try:
        print("try", how)
        if how == "return": return "returned"
        if how == "raise": raise ValueError("bad")
        if how == "key": {}["k"]
    except ValueError as e:
        print("except", e)
        return "from except"
    except (KeyError, IndexError) as e:
        print("lookup", repr(e))
    else:
        print("else")
    finally:
        print("finally")
    return "end"
for how in ("none", "return", "raise", "key"):
    print("->", f(how))
def override():
    try:
        return 1
    finally:
        return 2
print(override())
def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"
print(swallow())
def loops():
    out = []
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally:
            out.append(f"f{i}")
    return out
print(loops())
def nested():
    try:
        try:
            raise KeyError("inner")
        finally:
            print("inner finally")
    except KeyError as e:
        print("outer caught", e)
        try:
            raise TypeError("again")
        except TypeError as e2:
            print(e2, type(e2.__context__).__name__)
    finally:
        print("outer finally")
nested()
def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2
print(value_kept())
def gen():
    try:
        yield 1
        yield 2
    finally:
        print("gen closed")
opened = gen()
for v in opened:
    print(v)
    break
opened.close()
def brk():
    while True:
        try:
            break
        finally:
            print("leaving")
    return "out"
print(brk())
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise
    finally:
        print("reraise finally")
except ZeroDivisionError as e:
    print("got", e)
