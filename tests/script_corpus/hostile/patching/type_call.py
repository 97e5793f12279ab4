# Gives type a __call__ and attributes.
# expect: ok
# python expect: error
# python error: TypeError
# python unreached: 9
type.__call__ = lambda self, *args: 5
type.x = 1
int('5')
int.x  # attack
