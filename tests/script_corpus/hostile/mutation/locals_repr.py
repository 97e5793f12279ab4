# Shows, compares and hashes a locals() object.
# expect: ok
# stdout: True
def f():
    x = 1
    l = locals()
    try:
        str(l)
    except BaseException:
        pass
    try:
        hash(l)
    except BaseException:
        pass
    try:
        l['x']
    except BaseException:
        pass
    return l == l
print(f())  # attack
