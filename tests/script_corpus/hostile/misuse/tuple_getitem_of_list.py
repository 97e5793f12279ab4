# tuple.__getitem__ of a list reads behind it.
# expect: ok
# python expect: error
# python error: TypeError
tuple.__getitem__([1, 2, 3], 0)  # attack
