# Calls with an empty * or ** behind more arguments than the VM's buffer has places.
# expect: ok
# stdout: 64
# stdout: 64
# stdout: [8, 8]
# python stdout: 64
# python stdout: 64
# python stdout: [0, 0]
def f(*args, **names):
    return len(args) + len(names)

def call(count, named, rest):
    values = ['0x4141414141'] * count + ['a' + str(i) + '=1' for i in range(named)]
    source = 'f(' + ', '.join(values + [rest]) + ')'
    return eval(source)  # attack

print(call(64, 0, '*[]'))
print(call(0, 31, '**{}') + 33)
refused = [0, 0]
for count, named in [(65, 0), (66, 0), (100, 0), (240, 0), (0, 33), (0, 120), (64, 1), (1, 32)]:
    for i, rest in enumerate(['*[]', '**{}']):
        try:
            call(count, named, rest)
        except SyntaxError:
            refused[i] += 1
print(refused)
