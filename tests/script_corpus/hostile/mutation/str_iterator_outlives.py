# Keeps string iterators while the strings are collected.
# policy: open
# expect: ok
import gc
its = []
for i in range(100):
    its.append(iter('text number ' + str(i) + 'é' * 20))
gc.collect()
junk = ['y' * 50 for i in range(5000)]
for it in its:
    ''.join(it)  # attack
