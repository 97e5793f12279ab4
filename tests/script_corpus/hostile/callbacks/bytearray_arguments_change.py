# A number that a method of bytes is given clears the bytearray that the method points into.
# expect: ok
# dialect: python
# limits: steps=5000000
# stdout: 40 40 1 True True
# stdout: b'abcabc'
# stdout: b'7 8 9'
import gc

class Clears:
    def __init__(self, value):
        self.value = value
    def __index__(self):
        global junk
        cleared.clear()
        cleared.extend(b'abc')
        cleared.extend(bytes(5000))
        del cleared[3:]
        gc.collect()
        junk = [bytes([i % 250]) * (i % 200) for i in range(4000)]
        return self.value
    __int__ = __index__

text = b'.' * 40 + b'abc' + b'.' * 40
found = []
for method in [text.find, text.rfind, text.count]:
    cleared = bytearray(b'abc' * 30)
    found.append(method(cleared, Clears(0)))  # attack
for method in [(b'abc' + text).startswith, (text + b'abc').endswith]:
    cleared = bytearray(b'abc' * 30)
    found.append(method(cleared, Clears(0)))  # attack
print(*found)
cleared = bytearray(b'abc' * 30)
print(b'..'.replace(b'.', cleared, Clears(2)))  # attack
cleared = bytearray(b'%d %d %d')
try:
    print(bytes(cleared % (Clears(7), 8, 9)))  # attack
except BufferError:
    print(b'7 8 9')
