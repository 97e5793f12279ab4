# Replaces complex, which imaginary literals use without a check.
# expect: error|crashed|ok
import builtins
builtins.complex = 5
1j
