# Prints a tuple nested 20,000 deep.
# expect: error|ok|memory
t = ()
for i in range(20000):
    t = (t,)
s = str(t)  # attack
