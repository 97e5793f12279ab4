# Gives type a __call__ and attributes.
# expect: ok
type.__call__ = lambda self, *args: 5
type.x = 1
int('5')
int.x  # attack
