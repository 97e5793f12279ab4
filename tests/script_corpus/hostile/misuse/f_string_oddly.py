# f-strings whose specifications are odd.
# expect: ok
x = 5
for s in ["f'{x:}'", "f'{x!r:}'", "f'{x!r:5}'", "f'{x:.}'", "f'{x:f}'", "f'{x:.2}'", "f'{x:^}'", "f'{x:<}'", "f'{x:0}'", "f'{x:d}'", "f'{x:s}'", "f'{x:!r}'", "f'{x!s}'", "f'{x::}'", "f'{x:=}'", "f'{x:-}'", "f'{x:~f}'", "f'{}'", "f'{x'", "f'{x:'", "f'{x!'", "f'}'", "f'{{x}'", "f'{x}}'"]:
    try:
        eval(s)  # attack
    except BaseException:
        pass
