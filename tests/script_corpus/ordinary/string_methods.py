# Methods of str.
s = '  The quick brown fox  '
print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()))
print(s.strip().split(), 'a,b,,c'.split(','), 'a--b--c'.split('--'))
print('-'.join(['x', 'y', 'z']), 'abc'.upper(), 'ABC'.lower())
print('banana'.replace('an', 'AN'), 'banana'.count('an'), 'banana'.find('nan'), 'banana'.find('x'), 'banana'.index('n'))
print('hello'.startswith('he'), 'hello'.endswith('lo'), 'ell' in 'hello', 'x' not in 'hello')
print('7'.zfill(3), 'ab'.ljust(5, '.'), 'ab'.rjust(5, '.'))
print('hello'[1], 'hello'[-1], 'hello'[1:3], 'hello'[::-1], 'hello'[::2], 'hello'[10:])
print('ab' * 3, 'a' < 'b', 'abc' == 'ab' + 'c', len('héllo'), 'héllo'[1])
print([c for c in 'añb'], ord('a'), chr(98), ord('€'), chr(8364))
print('xxabcxx'.strip('x'), 'tab\tnew\nline', repr('tab\tnew\nline'), repr("it's"))
print('a\\b', r'a\b', 'one' + 'two')
print("""three
lines
here""")
