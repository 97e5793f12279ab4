# Compares tuples nested 20,000 deep by order.
# expect: error|crashed|ok
a = ()
b = ()
for i in range(20000):
    a = (a,)
    b = (b,)
a < b
