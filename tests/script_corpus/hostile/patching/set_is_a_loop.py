# Replaces set by something whose add loops.
# expect: steps
# python expect: ok
import builtins
class S:
    def add(self, x):
        while True:
            try:
                while True:
                    pass
            except:
                pass
builtins.set = S
{1, 2, 3}  # attack
