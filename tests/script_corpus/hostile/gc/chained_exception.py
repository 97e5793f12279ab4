# The exception that was being handled when another was raised.
# policy: open
# expect: error
# error: ValueError
import gc
import traceback
kept = []
def f(i):
    try:
        raise KeyError('inner ' + str(i) * 20)
    except KeyError:
        try:
            raise ValueError('outer ' + str(i) * 20)
        except ValueError as e:
            kept.append(e)
for i in range(200):
    f(i)
gc.collect()
junk = ['junk ' + str(i) * 20 for i in range(5000)]
raise kept[0]  # attack
