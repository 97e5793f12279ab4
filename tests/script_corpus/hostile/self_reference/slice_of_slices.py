# slice objects that contain slices, 20,000 deep, shown.
# expect: error|ok|memory
s = slice(1, 2, 3)
for i in range(20000):
    s = slice(s, 1, 1)
t = repr(s)  # attack
