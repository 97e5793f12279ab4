"""Module doc.

>>> double(2)
4
>>> double("a")
'aa'
"""
import doctest
def double(x):
    """
    >>> double(4)
    8
    >>> [double(i) for i in range(3)]
    [0, 2, 4]
    >>> double(None)
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    >>> double(1.5) # doctest: +ELLIPSIS
    3...
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    """
    return x * 2
def wrong():
    """
    >>> 1 + 1
    3
    """
print(doctest.testmod(verbose=False) if False else doctest.DocTestParser().get_examples(double.__doc__)[0].source)
f = doctest.DocTestFinder(); r = doctest.DocTestRunner(verbose=False)
for t in f.find(double, "double", globs=globals()): print(r.run(t))
for t in f.find(wrong, "wrong", globs=globals()): print(r.run(t, out=lambda s: print(s.strip().splitlines()[-4:])))
