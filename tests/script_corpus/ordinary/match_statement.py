# match compares with ==.
def name(code):
    match code:
        case 200:
            return 'ok'
        case 404:
            return 'not found'
        case 'x':
            return 'a letter'
        case _:
            return 'unknown'


print([name(c) for c in [200, 404, 'x', None, 500]])
for v in [1, 2]:
    match v:
        case 1:
            print('one')
        case 2:
            print('two')
