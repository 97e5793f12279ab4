# The file type's methods on objects whose memory the script fills: a forged FILE pointer.
# policy: open
# expect: error|crashed|ok
class A:
    pass
for x in [[1, 2, 3], 'x' * 100, b'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', A(), (1, 2, 3), {1: 2}]:
    for name in ['read', 'tell', 'flush', 'close', '__exit__']:
        try:
            getattr(open, name)(x)  # attack
        except BaseException:
            pass
