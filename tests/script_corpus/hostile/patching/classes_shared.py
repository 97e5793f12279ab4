# Adds attributes and methods to classes of shared modules.
# expect: ok
import collections
import functools
import dataclasses
collections.deque.append = lambda self, x: None
collections.deque.__init__ = lambda self: 5
functools.partial.__call__ = 5
dataclasses.dataclass = None  # attack
