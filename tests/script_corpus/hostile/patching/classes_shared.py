# Adds attributes and methods to classes of shared modules.
# expect: ok
# python expect: error
# python error: TypeError
# python unreached: 12
import collections
import functools
import dataclasses
collections.deque.append = lambda self, x: None
collections.deque.__init__ = lambda self: 5
functools.partial.__call__ = 5
dataclasses.dataclass = None  # attack
