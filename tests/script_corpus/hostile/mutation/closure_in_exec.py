# Makes closures from special locals, which the VM refuses.
# expect: ok|error
def f():
    x = 1
    exec('def g(): return x\ng()')
f()  # attack
