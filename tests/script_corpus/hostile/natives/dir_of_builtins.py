# dir() of a module with many names, for ever.
# expect: steps
import builtins
while True:
    dir(builtins)  # attack
