# Classes with odd bases.
# expect: ok
for b in ['None', '5', 'int', 'list', 'dict', 'type', 'object', '"a"', 'ValueError', '(1, 2)', 'type(None)', 'range', 'super', 'property', 'BaseException']:
    try:
        exec('class A(' + b + '):\n    x = 1\na = A()\na.y = 2\nstr(a)')  # attack
    except BaseException:
        pass
