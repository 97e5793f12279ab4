# A generator function run by exec with its own globals, which only the generator keeps.
# policy: open
# expect: ok
import gc
def make():
    env = {}
    exec('def g():\n    for i in range(10):\n        yield [x, i]\nx = ["global"]\nit = g()\n', env)
    return env['it']
its = [make() for i in range(100)]
gc.collect()
junk = [['junk ' + str(i)] for i in range(5000)]
for it in its:
    for v in it:
        str(v)  # attack
