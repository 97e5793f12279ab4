# Error texts made by the library from names and texts full of format specifiers.
# expect: error
# error: SyntaxError
for f in [lambda: getattr(1, '%s%n%s%p'), lambda: int('%s%s%s%n'), lambda: {}['%n%n%s'], lambda: '%'.format(), lambda: '{%s%n}'.format(1), lambda: __import__('%s%s%n%p')]:
    try:
        f()
    except BaseException as e:
        str(e)
exec('x = %s%s%s%n%n')  # attack
