# A value that is packed gives the Struct another form, whose text was being read.
# expect: ok
# dialect: python
# limits: steps=20000000
# stdout: True
# stdout: (0, 0, 0, 0)
# stdout: True
import gc
import struct

class Number:
    def __init__(self, value):
        self.value = value
    def __index__(self):
        global junk
        form.__init__('b')
        gc.collect()
        junk = ['x' * (i % 90) for i in range(6000)]
        return self.value

numbers = [i % 100 for i in range(32)]
wanted = struct.pack('<' + 'bhiq' * 8, *numbers)
form = struct.Struct('<' + 'bhiq' * 8)
print(form.pack(*[Number(i) for i in numbers]) == wanted)  # attack
form = struct.Struct('<' + 'bhiq')
print(form.unpack_from(bytes(32), Number(3)))  # attack
form = struct.Struct('<' + 'bhiq' * 8)
room = bytearray(len(wanted))
form.pack_into(room, Number(0), *[Number(i) for i in numbers])  # attack
print(room == wanted)
