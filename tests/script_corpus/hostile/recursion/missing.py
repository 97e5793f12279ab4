# __missing__ that asks for the missing key.
# expect: error
# error: RecursionError
class D(dict):
    def __missing__(self, key):
        return self[key]
D()[1]  # attack
