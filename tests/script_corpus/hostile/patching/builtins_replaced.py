# Replaces every builtin by an int.
# expect: error
# error: TypeError
# python expect: ok
import builtins
names = dir(builtins)
s = setattr
for name in names:  # attack
    s(builtins, name, 5)
{1, 2}
