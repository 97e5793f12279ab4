def check(x):
    assert x > 0, f"x must be positive, not {x}"
    assert isinstance(x, int)
    return x
print(check(3))
for bad in (-1, 2.5):
    try:
        check(bad)
    except AssertionError as e:
        print(repr(e), e.args)
try:
    assert (1, 2) == (1, 3), ("left", "right")
except AssertionError as e:
    print(e.args[0])
def todo(): ...
class Empty: ...
print(todo(), Empty.__name__, ..., Ellipsis is ..., type(...).__name__)
def nothing(): pass
print(nothing())
if True: pass
else: print("no")
x = 1; y = 2; print(x + y);
if x: print("one line"); print("same line")
for c in "ab": print(c, end=";"); print("!")
while x < 3: x += 1
print(x)
class One: a = 1; b = 2
print(One.a + One.b)
def long_line(a,
              b=2,
              ):
    return (a
            + b)
print(long_line(1,))
total = 1 + \
    2 + \
    3
print(total)
if (total > 3 and
        total < 10):
    print("between")
print(__debug__, __name__)
try: print("try on a line")
finally: print("finally on a line")
"""a string as a statement"""
