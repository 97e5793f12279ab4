def add(a, b):
    """Add.

    >>> add(1, 2)
    3
    >>> add("a", "b")
    'ab'
    """
    return a + b
if __name__ == "__main__":
    import doctest
    print(doctest.testmod())
    doctest.testmod()
    print(add(3, 4))
