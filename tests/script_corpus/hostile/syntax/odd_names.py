# Assignments to odd targets.
# expect: ok
# stdout: done
for s in ['1 = 2', '"a" = 1', 'f() = 1', '(a, b) = 1, 2', '[a, b] = 1, 2', 'a + b = 1', 'None = 1', 'True = 1', '... = 1', 'lambda: 1 = 2', 'x() += 1', '*a = [1]', '*a, b = [1, 2]', 'a, *b, c = [1]', 'del 1', 'del f()', 'del (a, b)', 'del *a', 'for 1 in []: pass', 'for f() in []: pass', 'with x as 1: pass', 'import a.b as c.d', 'from . import x', 'from .. import *', 'from ... import x', 'import .x', 'global a.b', 'def f(a, a): pass', 'def f(*a, *b): pass', 'def f(**a, b): pass', 'def f(a=1, b): pass', 'def f(a=b): pass', 'f(a=1, 2)', 'f(**a, *b)', 'f(a=1, a=2)', 'return 1', 'yield 1', 'break', 'continue', 'class A: return 1', 'class A: yield 1', 'x: int: str', 'a: b = c = d', '{**a}', '[*a]', '(*a)', '{*a}', 'a if b', 'not', 'a not b', 'a is not', 'if a = 1: pass', 'while (a := 0): pass', '@1\ndef f(): pass', '@f\nx = 1']:
    try:
        exec(s)  # attack
    except BaseException:
        pass
print('done')
