# Replaces __import__.
# expect: ok
import builtins
builtins.__import__ = lambda name: 5  # attack
import math
