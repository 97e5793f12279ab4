# Makes iterators by their types, from nothing, and drives them.
# expect: ok
for x in [iter([]), iter(()), iter('a'), iter({}), iter(range(3))]:
    try:
        T = type(x)
        it = T.__new__(T)  # attack
        next(it)
    except BaseException:
        pass
