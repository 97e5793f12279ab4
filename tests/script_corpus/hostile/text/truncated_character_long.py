# A long text that ends inside a character, sliced and stripped.
# expect: error
s = ('x' * 100).encode() + b'\xfd'
t = s.decode()  # attack
t[-1]
t[::-1]
t.strip('x')
t[50:]
