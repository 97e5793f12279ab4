# Odd indentation.
# expect: ok
# stdout: done
for s in [' x = 1', '\tx = 1', 'if 1:\n\tx = 1\n        y = 2', 'if 1:\n  x = 1\n y = 2', 'if 1:\nx = 1', 'x = 1\n  y = 2', '\n\n\n', '    ', '\t\t\t', 'if 1:\n' + ' ' * 100000 + 'x = 1', 'if 1:\n    pass\n  \n   # c\nelse:\n pass', '\\\nx = 1', 'x = \\\n1', 'x = \\ \n1', 'if 1: pass; pass;', 'if 1: pass\n  else: pass', '(\n1\n)', 'x = (\n  1,\n# c\n 2)\n', '\r\nx = 1\r\n', '\rx = 1\r', '\x0cx = 1']:
    try:
        exec(s)  # attack
    except BaseException:
        pass
print('done')
