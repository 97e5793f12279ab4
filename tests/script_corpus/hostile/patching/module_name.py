# Changes modules' __name__, __package__ and __path__, which imports use.
# expect: ok
import collections
collections.__name__ = 5
collections.__package__ = None
math = __import__('math')
math.__name__ = 'x' * 1000  # attack
import functools
