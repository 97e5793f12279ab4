def first(pred, xs, default=None):
    for i, x in enumerate(xs):
        try:
            if pred(x):
                return i, x
        except TypeError:
            continue
        finally:
            seen.append(x)
    else:
        return default
seen = []
print(first(lambda x: x > 2, [1, "a", 3, 4]), seen)
print(first(lambda x: x > 9, [1, 2], "none"), seen)
def nested():
    for i in range(3):
        for j in range(3):
            with_result = [k for k in range(j) if k == i]
            if with_result:
                return i, j
print(nested())
