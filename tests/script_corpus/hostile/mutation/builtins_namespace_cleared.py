# Clears the namespace of builtins.
# policy: open
# expect: error|ok
import builtins
builtins.__dict__.clear()  # attack
print(1)
