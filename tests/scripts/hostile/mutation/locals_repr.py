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
<<<<<<< HEAD
f()  # attack
=======
print(f())
>>>>>>> 386db22 (Nothing per VM in a global; regions at random places; class bodies, names, classes and long blocks no longer crash)
