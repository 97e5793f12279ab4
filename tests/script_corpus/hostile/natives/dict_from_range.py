# dict of an endless iterable.
# expect: error|steps|memory
dict(range(10**15))  # attack
