# A sort key that grows the list until its storage moves, and fills what is free.
# expect: ok
# stdout: ValueError list modified during sort
# stdout: True 100
a = ['item number ' + str(i) for i in range(100)]
junk = []
def key(x):
    a.extend([7.5] * 200)
    junk.append([7] * 1000)
    return x
try:
    a.sort(key=key)  # attack
except ValueError as e:
    print('ValueError', e)
print(a == sorted(['item number ' + str(i) for i in range(100)]), len(a))
