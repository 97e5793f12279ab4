# Loops inside __hash__ while a KeyError is raised.
# expect: steps
class A:
    def __hash__(self):
        while True:
            try:
                while True:
                    pass
            except:
                pass
    def __eq__(self, other):
        return False
    def __ne__(self, other):
        return True
d = {1: 2}  # in an empty one nothing is looked for
d.pop(A(), None)  # attack
