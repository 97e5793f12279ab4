# Sources that break off everywhere.
# expect: ok
# stdout: done
for s in ['"', "'", '"""', "'''", 'r"', 'f"', 'b"', 'f"{', 'f"{x', 'f"{x:', 'f"{x!', '(', '[', '{', '{1:', 'def', 'def f', 'def f(', 'def f(a', 'def f():', 'class', 'class A', 'class A(', 'if', 'if 1', 'if 1:', 'for', 'for x', 'for x in', 'while', 'with', 'with x as', 'try:', 'try:\n pass', 'import', 'from', 'from x', 'from x import', 'lambda', 'lambda x', 'lambda:', 'x =', 'x +', 'x.', 'x[', 'x[1', 'x[1:', 'return', 'yield', 'yield from', 'raise', 'assert', 'del', 'global', 'not', '-', '*', '**', '@', '@x', '1 if', '1 if 2', '1 if 2 else', 'x: ', 'match', 'match x', 'match x:', 'match x:\n case', '\\', '"\\', '0x', '1e', '1.', '1j', 'x = y =', 'a, ', 'a, *', 'print(*', 'print(**', 'print(a=', '[x for', '[x for x', '[x for x in', '{x for', '{x: y for', ':=', 'async', 'await', 'nonlocal x', '...', '..', '.', ',', ';', ':', '=', '->', '!', '?', '$', '`']:
    try:
        exec(s)  # attack
    except BaseException:
        pass
print('done')
