# exec whose globals are another module's namespace.
# expect: ok
import math
exec('pi = 3', math.__dict__)
exec('import json\ndef f(): return pi\nf()', math.__dict__)  # attack
