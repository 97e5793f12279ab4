# A huge width, swallowed, again and again.
# expect: memory|steps
x = 1
while True:
    try:
        f'{x:^999999999}'  # attack
    except BaseException:
        pass
