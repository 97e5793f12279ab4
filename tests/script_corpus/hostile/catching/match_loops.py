# A match statement whose comparison loops.
# expect: steps
class A:
    def __eq__(self, other):
        while True:
            try:
                while True:
                    pass
            except:
                pass
    def __ne__(self, other):
        return True
match A():  # attack
    case 1:
        pass
