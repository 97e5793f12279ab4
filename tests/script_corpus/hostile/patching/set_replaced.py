# Replaces set, which set displays use: the library aborts.
# expect: error|crashed
# python expect: error|ok
import builtins
builtins.set = int
{1, 2, 3}  # attack
