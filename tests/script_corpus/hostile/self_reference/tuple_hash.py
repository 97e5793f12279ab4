# Hashes a tuple nested 200,000 deep.
# expect: ok
t = ()
for i in range(20000):
    t = (t,)
hash(t)  # attack
