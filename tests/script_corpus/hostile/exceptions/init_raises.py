# An exception class whose constructor raises.
# expect: error
# error: ZeroDivisionError
class E(Exception):
    def __init__(self):
        1 / 0
raise E  # attack
