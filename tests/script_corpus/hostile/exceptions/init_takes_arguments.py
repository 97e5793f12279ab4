# An exception class raised without the arguments that it needs.
# expect: error
# error: TypeError
class E(Exception):
    def __init__(self, a, b):
        pass
raise E  # attack
