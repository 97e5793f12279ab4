def gen(name):
    try:
        yield 1
        yield 2
    finally:
        print(name, "closed")
for v in gen("of a loop"):
    break
print("after the loop")
it = gen("of a name")
next(it)
del it
print("after the name")
def f():
    g = gen("of a function")
    next(g)
    return "returned"
print(f())
print(next(gen("of an expression")))
