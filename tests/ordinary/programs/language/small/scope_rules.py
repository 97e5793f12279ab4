x = "global"
def a():
    return x
def b():
    x = "local"
    def c():
        return x
    return c(), a()
class K:
    x = "class"
    y = x + "!"
    def m(self): return x, self.x
    z = [x for _ in range(1)]
print(a(), b(), K.y, K().m(), K.z)
def d():
    global x
    x = "changed"
    def e():
        x = "inner"
        return x
    return e(), x
print(d(), x, [x for x in range(2)], x)
def late(): return not_yet
not_yet = 5
print(late())
def rec(n, acc=()): return acc if not n else rec(n - 1, acc + (n,))
print(rec(3), (lambda f, n: f(f, n))(lambda f, n: 1 if n < 2 else n * f(f, n - 1), 5))
for loop_var in range(3): pass
print(loop_var, "loop_var" in globals(), "acc" in globals())
try:
    del undefined_thing
except NameError as e: print(e)
