# A million-deep chain of lists dropped at once: does the collector recurse?
# policy: open
# limits: steps=5000000 memory=96MB
# expect: ok
# stdout: done
a = []
for i in range(200000):
    a = [a]
a = None
import gc
gc.collect()  # attack
print('done')
