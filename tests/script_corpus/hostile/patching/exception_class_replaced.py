# Replaces exception classes in builtins.
# expect: error
# error: ZeroDivisionError
# python error: TypeError
import builtins
builtins.ZeroDivisionError = ValueError
builtins.Exception = int
try:
    1 / 0  # attack
except Exception:
    pass
