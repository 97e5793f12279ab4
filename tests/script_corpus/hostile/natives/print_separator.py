# print of empty strings with an empty separator: native work without output.
# limits: steps=None wall_time=0.1
# expect: wall_time|memory
a = [''] * 50
while True:
    print(*a, sep='', end='')  # attack
