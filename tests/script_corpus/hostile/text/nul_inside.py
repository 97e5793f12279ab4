# Texts with NULs through every method that uses C strings.
# expect: error
# error: SyntaxError
s = 'a\0b\0c'
'b' in s
s == 'a'
s < 'a\0c'
s.find('c')
s.split('\0')
s.replace('\0', 'x')
{s: 1}[s]
getattr(s, 'x\0y', None)
try:
    float('1\0')
except ValueError:
    pass
try:
    exec('x = 1\0 garbage (((')
except SyntaxError:
    pass
eval('1\0+')  # attack
