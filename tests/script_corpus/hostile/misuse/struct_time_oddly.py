# time.struct_time made by hand.
# expect: error
# error: KeyError
# python error: TypeError
import time
T = time.struct_time
try:
    t = T()
    t.tm_year
except BaseException:
    pass
T.__dict__['tm_year'].fget(5)  # attack
