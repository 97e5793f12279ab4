name, n, pi = "World", 42, 3.14159265
print(f"Hello {name}! {n + 1} {n:5d}|{n:<5}|{n:^5}|{n:>5}|{n:05}|{n:+}|{n:x}|{n:#x}|{n:b}|{n:o}|{n:,}")
print(f"{pi:.2f} {pi:8.3f}| {pi:<8.1f}| {pi:e} {pi:g} {pi:.0f} {pi:+.1f} {0.25:%} {0.256:.1%} {1234567.891:,.2f}")
print(f"{name!r} {name!s:>8} {name!a} {name!r:^12} {'é'!a}")
print(f"{{literal}} {{{n}}} {{{{{n}}}}}")
print(f"{n=} {n + 1 = } {name=!s} {pi=:.2f} {n=:>5}")
width, prec = 10, 3
print(f"{pi:{width}.{prec}}| {name:*^{width}}| {n:{'0'}>{4}}|")
print(f"{'nested ' + f'{n * 2}'} {[x for x in range(3)]} { {'a': 1}['a'] } {(lambda x: x * 2)(4)}")
print(f"{n if n > 3 else 'small'} {n and 'yes'} {not n} {n == 42} {n != 3} {n >= 3}")
print(f'''multi
line {name}
end''')
print(f"a" "b{n}" f"c{n}", f"" == "", rf"\n{n}\d", fr"{n}\t", F"{n}", f"\x41\u00e9\N{BULLET}")
print(f"{name[0]} {name[1:3]} {name.upper()} {name.center(9, '-')} {', '.join(['a', 'b'])} {len(name)}")
d = {"key": "v", 1: "one"}
print(f"{d['key']} {d[1]} {d}")
print(f"{1}{2}{''}{3}", f"{1,2}", f"{'a', 'b'}", f"{None} {True} {()} {[]}")
class C:
    def __format__(self, spec): return f"spec[{spec}]"
    def __repr__(self): return "C!"
print(f"{C()} {C():x{n}y} {C()!r} {C()!r:>5}")
print(f"{10:c}" == "\n", f"{255:X} {255:#b} {-5:b} {1e10} {1e16:g} {100000:e}")
print(f"{True:d} {True:5} {3:f} {3:.1f} {'s':s} {'abcdef':.3} {'abcdef':>8.3}|")
try:
    f"{n:q}"
except ValueError as e:
    print(e)
print(f"{(a := 5)} {a}", f"{a:=+5}")
def f(x): return f"{x}" if x < 1 else f"{f(x - 1)}<{x}>"
print(f(3))
