# isinstance and issubclass with odd arguments.
# expect: ok
for x in [1, 'a', None, int, (int, 5), (), ((int,),)]:
    for f in [isinstance, issubclass]:
        try:
            f(1, x)
            f(int, x)  # attack
        except BaseException:
            pass
