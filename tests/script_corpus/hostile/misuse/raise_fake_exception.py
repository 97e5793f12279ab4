# An object that says it is an exception class by __new__, raised and caught.
# expect: error
# error: TypeError
class E(Exception):
    def __new__(cls, *args):
        return 5
try:
    raise E
except BaseException:
    pass
raise E('x')  # attack
