a = {'k': "v"}
print(f"{a['k']} {a['k']!r}", f'{a["k"]}')
print(f"""{a["k"]} {'single'} "double" """)
print(f'{"a" if a else "b"}', f"{'{'}", f"{'}'}", f"{':'}", f"{'!'}")
print(f"{a['k']:>{len('four') + 1}}|")
x = 3
print(f"{x!r:>{x}}{x:0{x}d}")
print(f"{x:{'>' if x else '<'}{x + 2}}|")
print(f"{ x }", f"{x }", f"{ x:2}", f"{\
x}" if False else f"{x}")
import datetime
print(f"{datetime.date(2020, 1, 2):%Y/%m/%d} {datetime.time(3, 4):%H:%M}")
print(f"{'a' 'b'}", f"{x}" f"{x}" "{x}")
print(f"{lambda_ if (lambda_ := 1) else 0}")
print(f"{(lambda: 5)()}", f"{[*range(3)]}", f"{ {1, 2} == {2, 1} }", f"{x:d}{x:>2d}")
print(f"{x:,}", f"{1000000:_}", f"{0xffff:_x}", f"{1_000}")
