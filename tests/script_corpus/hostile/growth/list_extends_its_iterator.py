# Extends a list by its own iterator, which never ends, in one native call.
# expect: memory|steps
a = [1]
a.extend(iter(a))  # attack
