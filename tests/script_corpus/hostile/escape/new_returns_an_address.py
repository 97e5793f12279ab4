# __new__ that returns a number: the inherited native __init__ would write at that address.
# expect: error
# error: TypeError
# python expect: ok
class E(Exception):
    def __new__(cls, *args):
        return 140000000000000
E('written')  # attack
