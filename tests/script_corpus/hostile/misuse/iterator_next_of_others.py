# Every iterator's __next__ on every other iterator.
# expect: ok
its = [iter([1]), iter((1,)), iter('abc'), iter({1: 2}), iter(range(3))]
for a in its:
    for b in its:
        try:
            type(a).__next__(b)  # attack
        except BaseException:
            pass
