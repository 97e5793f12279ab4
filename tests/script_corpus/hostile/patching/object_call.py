# Gives object a __call__, so that everything is callable.
# expect: ok
# python expect: error
# python error: TypeError
# python unreached: 9
object.__call__ = lambda self, *args: 7
5()
None(1, 2)
'text'()  # attack
