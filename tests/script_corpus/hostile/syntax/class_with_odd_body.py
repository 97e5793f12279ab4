# Class bodies with statements that class bodies do not take.
# expect: ok
# stdout: done
for s in ['x = 1\n  if x: pass', 'for i in []: pass', 'while 0: pass', 'import math', 'with x: pass', 'try: pass\n  except: pass', 'x.y = 1', 'x[0] = 1', 'del x', 'global x', 'a = b = 1', 'a, b = 1, 2', 'x += 1', 'def f(self): pass\n  f = 5', '"doc"\n  x = 1', 'pass\n  pass', '...', '5', 'x: int', 'x: int = 5', '@property\n  def x(self): pass', 'class B: pass', 'lambda: 1', 'yield 1', 'return', 'raise ValueError', 'assert 0', 'match 1:\n    case 1: pass']:
    try:
        exec('class A:\n  ' + s + '\n')
        A  # attack
    except BaseException:
        pass
print('done')
