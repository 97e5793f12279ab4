# Replaces complex, which imaginary literals use without a check.
# expect: error
# error: TypeError
# python expect: ok
import builtins
builtins.complex = 5
1j  # attack
