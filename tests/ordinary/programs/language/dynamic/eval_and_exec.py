x = 10
print(eval("x + 1"), eval("[i * x for i in range(3)]"), eval("y * 2", {"y": 21}), eval("a + b", {"a": 1}, {"b": 2}))
exec("z = x * 2\nprint(z)")
print(z)
ns = {}
exec("""
def f(n):
    return n + k
k = 5
class C:
    v = f(1)
""", ns)
print(ns["f"](1), ns["C"].v, sorted(k for k in ns if k != "__builtins__"))
g, l = {"q": 1}, {}
exec("w = q + 1\nglobal gg\ngg = 3", g, l)
print(l, g["gg"])
def local():
    v = 5
    print(eval("v + 1"), sorted(locals()))
    exec("v = 100")
    return v
print(local())
code = compile("1 + 2", "<s>", "eval")
print(eval(code), code.co_filename, type(code).__name__)
exec(compile("print('compiled', x)", "f.py", "exec"))
exec(compile("5 + 5", "<p>", "single"))
for bad in ("1 +", "x y", "def", "(", "a = 1"):
    try:
        eval(bad)
    except SyntaxError as e:
        print(type(e).__name__, bad)
try:
    eval("1 / 0")
except ZeroDivisionError as e:
    print(e)
try:
    exec("undefined_thing")
except NameError as e:
    print(e)
print(eval("lambda a: a * x")(3), eval("  1 + 1  "), eval("(1,\n2)"))
print(globals() is not locals() if False else globals() is locals(), "x" in globals())
def kinds(a, *b, **c): d = 1; return locals()
print(kinds(1, 2, e=3))
print(vars() is locals())
print(eval("__name__", {"__name__": "custom"}), eval("len", {"__builtins__": {"len": "mine"}}))
