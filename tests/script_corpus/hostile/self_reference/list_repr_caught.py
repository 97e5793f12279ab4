# Takes the repr of a self-containing list and swallows whatever comes.
# expect: ok
a = []
a.append(a)
try:
    repr(a)  # attack
except:
    pass
