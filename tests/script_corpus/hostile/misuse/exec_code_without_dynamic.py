# exec of one code object with many globals and locals.
# expect: ok
c = compile('x = 1\ndef f(): return x\ny = f()', 'f', 'exec')
for g in [None, {}, {'x': 5}]:
    for l in [None, {}]:
        try:
            exec(c, g, l)  # attack
        except BaseException:
            pass
