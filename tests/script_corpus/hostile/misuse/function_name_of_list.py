# function's __name__ getter on a list.
# expect: error
# error: KeyError
# python error: AttributeError
type(lambda: 1).__dict__['__name__'].fget([1, 2, 3])  # attack
