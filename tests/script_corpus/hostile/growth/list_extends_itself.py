# Extends a list by itself: the source moves while it is copied.
# expect: memory
a = [1, 2, 3, 4, 5, 6, 7, 8]
while True:
    a.extend(a)  # attack
