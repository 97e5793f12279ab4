# TypeError.__init__ that takes the wrong number of arguments: making the error makes an error.
# expect: error|crashed
# python unreached: 5
TypeError.__init__ = lambda self: None
1 + 'a'  # attack
