# A replaced __import__ that loops.
# expect: steps
import builtins
def loop(name):
    while True:
        try:
            while True:
                pass
        except:
            pass
builtins.__import__ = loop
__import__('math')  # attack
