# A type's __new__ for another type would make objects that are not what they say.
# expect: ok
# stdout: nothing
found = []
for T in [dict, BaseException, ValueError]:
    for U in [int, str, list, tuple, type, object]:
        try:
            T.__new__(U)  # attack
            found.append((T, U))
        except TypeError:
            pass
print(found if len(found) > 0 else 'nothing')  # attack
