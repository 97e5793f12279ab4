# break and continue inside of a match, so often that what they left would fill the stack.
# expect: ok
# limits: steps=3000000
# stdout: 5000 10000
# stdout: [30, 40]
# stdout: [('a', 1), ('b', 2)]
# stdout: [0, 1, 3]
# stdout: ['else', 'no break']
# stdout: [1, 2, 'caught', 4]
# stdout: [('x', 1), ('y', 1)]
class Manager:
    def __enter__(self):
        return self
    def __exit__(self, *details):
        pass

def many(count):
    i = 0
    inner = 0
    while i < count:
        i += 1
        for x in [1, 2, 3]:
            match x:
                case 3:
                    break  # attack
                case _:
                    inner += 1
                    match inner:
                        case _:
                            continue  # attack
    return i, inner

def skips():
    out = []
    for x in [10, 20, 30, 40]:
        match x:
            case 10: continue
            case 20:
                match x + 1:
                    case 21:
                        continue
        out.append(x)
    return out

def nested():
    out = []
    for name in ['a', 'b']:
        for x in [1, 2, 3]:
            match name:
                case 'a':
                    match x:
                        case 2: break
                    out.append((name, x))
                case 'b':
                    if x == 2:
                        with Manager():
                            out.append((name, x))
                            break
    return out

def numbers():
    i = -1
    while True:
        i += 1
        match i:
            case 2: continue
            case 4: break
        yield i

def otherwise():
    out = []
    for last in [1, 2]:
        for x in [1, 2]:
            match x * last:
                case 4: break
        else:
            out.append('else')
            continue
        out.append('no break')
    return out

def handlers():
    out = []
    for x in [1, 2, 3, 4]:
        match x:
            case 3:
                try:
                    raise ValueError(x)
                except ValueError:
                    out.append('caught')
                    continue
            case _:
                try:
                    out.append(x)
                    continue
                except ValueError:
                    pass
    return out

inner = many(5000)
print(inner[0], inner[1])
print(skips())
print(nested())
print([x for x in numbers()])
print(otherwise())
print(handlers())
top = []
for name in ['x', 'y']:
    for x in [1, 2]:
        match x:
            case 2: break
        top.append((name, x))
print(top)
