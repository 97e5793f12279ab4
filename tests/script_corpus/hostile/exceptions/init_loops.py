# An exception class whose constructor loops.
# expect: steps
class E(Exception):
    def __init__(self):
        while True:
            try:
                while True:
                    pass
            except:
                pass
raise E  # attack
