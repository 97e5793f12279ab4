# Exceptions with attributes of their own, which the dialect refuses.
# expect: error
# error: TypeError
# python error: E
class E(Exception):
    def __init__(self, code):
        super().__init__('code ' + str(code))
        self.code = code
raise E(5)  # attack
