x = "outside"
print([x for x in range(3)], x)
print({x: x for x in "ab"}, x)
print({x for x in (1, 1)}, x)

def closures():
    fs = [lambda: i for i in range(3)]
    print([f() for f in fs])
    fs = [lambda i=i: i for i in range(3)]
    print([f() for f in fs])

closures()

class C:
    size = 3
    squares = [n * n for n in range(size)]
    table = [[n * m for m in range(2)] for n in range(2)]

print(C.squares, C.table)
try:
    class D:
        base = 10
        wrong = [n + base for n in range(2)]
except NameError as e:
    print(e)

def locals_in():
    a = 1
    return [a + b for b in (1, 2) for a in (10, 20)], a

print(locals_in())
i = 5
print([i for i in range(i)])
print(sum([j for j in range(4)]), "j" in globals())
