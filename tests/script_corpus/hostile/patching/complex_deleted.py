# Deletes complex, which imaginary literals use without a check.
# expect: error|crashed
# python expect: error|ok
import builtins
del builtins.complex
1j  # attack
