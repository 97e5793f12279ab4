# Odd escapes in literals.
# expect: ok
# stdout: done
for s in ['"\\x"', '"\\x1"', '"\\xzz"', '"\\xff"', 'b"\\xff"', '"\\u1234"', '"\\U0001F600"', '"\\N{DASH}"', '"\\777"', '"\\0"', '"\\', '"\\\n"', 'r"\\"', 'r"\\""', "f'{\"a\"}'", "f'{'a'}'", "f'\\{x}'", 'b"é"', "f'{1!r:>10}'", '"\\400"', '"\\8"', 'rb"a"', 'br"a"', 'fr"{1}"', 'u"a"', '"a" "b"', '"""a\nb"""', "'''a'''", '"\\x00\\x01"']:
    try:
        eval(s)  # attack
    except BaseException:
        pass
print('done')
