# The key function grows the list until its storage moves, and fills the old place.
# expect: ok|error|memory
a = ['item number ' + str(i) for i in range(1000)]
junk = []
def key(x):
    a.extend(['new'] * 1000) if len(a) < 100000 else None
    junk.append([7] * 1000)
    return x
a.sort(key=key)  # attack
for x in a[:100]:
    str(x)
