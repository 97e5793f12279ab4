# A real program with single characters deleted, doubled and swapped, compiled each time.
# limits: steps=3000000 memory=64MB wall_time=20
# expect: ok
import random
random.seed(7)
source = '''
import math
class A(object):
    x: int = 1
    def __init__(self, a, *args, b=2, **kw):
        self.a = [i for i in range(a) if i % 2]
        self.d = {k: v for k, v in kw.items()}
    @property
    def size(self):
        try:
            return len(self.a) + math.pi
        except (ValueError, TypeError) as e:
            raise
    def walk(self):
        for i, x in enumerate(self.a):
            yield f'{i}: {x!r:>5}'
with open('x') as f:
    match 1:
        case 1: pass
        case _: pass
'''
for i in range(3000):
    p = random.randint(0, len(source) - 2)
    q = random.randint(0, len(source) - 2)
    k = random.randint(0, 2)
    if k == 0:
        s = source[:p] + source[p + 1:]
    elif k == 1:
        s = source[:p] + source[q] + source[p:]
    else:
        s = source[:p] + source[q] + source[p + 1:]
    try:
        compile(s, 'f', 'exec')  # attack
    except SyntaxError:
        pass
