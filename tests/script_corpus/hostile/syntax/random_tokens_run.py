# Sources of random tokens that compile are run, from a fixed seed.
# limits: steps=3000000 memory=64MB wall_time=20
# expect: ok
import random
random.seed(99)
tokens = ['(', ')', '[', ']', '{', '}', ':', ',', '.', '=', '==', '+', '-', '*', '%', '<', 'x', 'y', 'f', 'g', '1', '2.5', '"s"', "f'{x}'", '\n', '\n ', 'if', 'else', 'for', 'in', 'lambda', 'not', 'and', 'or', 'is', 'None', 'del', 'try', 'except', 'class', 'def', 'return', 'yield', 'raise']
env = {}
def f(*args):
    return args
for i in range(6000):
    env['x'] = [1, 2, 3]
    env['y'] = {1: 2}
    env['f'] = f
    env['g'] = 'text'
    s = ' '.join(random.choices(tokens, k=random.randint(1, 9)))
    try:
        exec(s, env)  # attack
    except BaseException:
        pass
