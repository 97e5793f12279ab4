# Every builtin function with every odd argument that is cheap.
# expect: ok
import builtins
odd = [None, 0, -1, 1.5, '', 'a', [], {}, (), int, len, ..., b'x']
for name in dir(builtins):
    f = getattr(builtins, name)
    if name in ['exit', 'input', 'breakpoint', 'help'] or not callable(f):
        continue
    for a in odd:
        try:
            f(a)
        except BaseException:
            pass
        for b in [None, 'x', 5]:
            try:
                f(a, b)  # attack
            except BaseException:
                pass
