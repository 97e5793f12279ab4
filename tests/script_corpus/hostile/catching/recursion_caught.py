# Recurses, catches, recurses again: exponential in the depth.
# expect: steps
# python expect: memory|steps
def f():
    try:
        f()
    except:
        f()
f()  # attack
