# Two lists that contain each other twice: repr grows exponentially with depth.
# expect: error|memory
# python expect: error|memory|ok
a = []
b = []
a.append(b)
a.append(b)
b.append(a)
b.append(a)
str(a)  # attack
