# Calls the types that have no constructor.
# expect: ok
def g():
    yield 1
for x in [g(), g, len, None, NotImplemented, ..., iter([]), iter(()), iter('a'), iter({}), {}.items(), 'a'.join, globals(), locals(), compile('1', 'f', 'eval')]:
    try:
        type(x)()  # attack
    except BaseException:
        pass
