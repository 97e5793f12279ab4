# format strings that break off, overflow, nest and name nothing.
# expect: ok|error|crashed
for s in ['{', '}', '{}', '{0', '{0:', '{:', '{:}', '{!r', '{!r}', '{!x}', '{0!r:}', '{:5', '{99999999999999999999}', '{-1}', '{:.}', '{:.f}', '{:.2}', '{:d}', '{:s}', '{:f}', '{:=5}', '{:^}', '{:<}', '{:05.2f}', '{{}', '{}}', '{a}', '{0}{}', '{}{0}', '{:99999999999999999999}', '{:.99999999999999999999f}', '{:!r}', '{ }', '{: }', '{:x}']:
    for args in [(), (1,), ('a',), (1.5,), (None,)]:
        try:
            s.format(*args)
        except BaseException:
            pass
