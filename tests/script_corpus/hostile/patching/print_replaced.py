# Replaces print in builtins: the next run must not see it.
# expect: ok
# stdout: patched
import builtins
old = builtins.print
def fake(*args):
    old('patched')
builtins.print = fake
print('original')  # attack
