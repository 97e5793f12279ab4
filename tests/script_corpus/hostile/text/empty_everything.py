# Every method of the empty text with empty arguments.
# expect: ok
# limits: wall_time=2
for f in [lambda: ''.split(''), lambda: ''.join([]), lambda: ''.find(''), lambda: ''.count(''), lambda: ''.strip(''), lambda: ''.startswith(''), lambda: ''[0:0], lambda: ''[0], lambda: ''.ljust(0, ''), lambda: ''.zfill(0), lambda: ''.format(), lambda: '' % (), lambda: '' * 0, lambda: b''[0:0], lambda: b''.decode(), lambda: ''.encode()]:
    try:
        f()  # attack
    except BaseException:
        pass
