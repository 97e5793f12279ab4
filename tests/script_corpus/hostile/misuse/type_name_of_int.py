# type's __name__ getter on an int.
# expect: error
# error: KeyError
type.__dict__['__name__'].fget(5)  # attack
