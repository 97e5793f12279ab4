# Hashes a tuple nested 200,000 deep.
# expect: ok
# python expect: error
# python error: RecursionError
t = ()
for i in range(20000):
    t = (t,)
hash(t)  # attack
