from abc import ABC, abstractmethod
from collections.abc import Iterable, Sized, Container, Collection, Iterator, Hashable, Callable, Mapping, MutableSet
class Bag(Collection):
    def __init__(self, *a): self.a = a
    def __iter__(self): return iter(self.a)
    def __len__(self): return len(self.a)
    def __contains__(self, x): return x in self.a
b = Bag(1, 2); print(isinstance(b, Sized), isinstance(b, Iterable), list(b), 2 in b, len(b), isinstance(3, Sized))
class MySet(MutableSet):
    def __init__(self, it=()): self.s = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
    def add(self, x): 
        if x not in self.s: self.s.append(x)
    def discard(self, x):
        if x in self.s: self.s.remove(x)
    def __repr__(self): return f"MySet({self.s})"
s = MySet([1, 2, 3]); print(s & {2, 9}, s | [7], s - {1}, s ^ {3, 4}, s <= {1, 2, 3, 4}, s == {1, 2, 3}, s.isdisjoint({8})); s |= {5}; s.remove(1); print(s, s.pop(), s)
class It(Iterator):
    n = 0
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), iter(It()).__class__.__name__, issubclass(dict, Mapping), isinstance(print, Callable), issubclass(list, Hashable))
