# The same with a dict's __init__.
# expect: error
# error: TypeError
# python expect: ok
class D(dict):
    def __new__(cls, *args):
        return 140000000000000
D([(1, 2)])  # attack
