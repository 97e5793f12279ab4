# Deletes set, which set displays use without a check.
# expect: error|crashed
# python expect: error|ok
import builtins
del builtins.set
{1, 2, 3}  # attack
