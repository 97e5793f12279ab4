def f():
    nonlocal nothing
    nothing = 1
