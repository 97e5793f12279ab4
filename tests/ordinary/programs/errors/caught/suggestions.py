class Box:
    def __init__(self): self.width, self.height = 1, 2
    def resize(self): pass
import traceback
def last(f):
    try:
        f()
    except Exception as e:
        print(traceback.format_exception_only(type(e), e)[-1].strip())
def local():
    message = 1
    return mesage
last(local)
last(lambda: Box().widht)
last(lambda: Box().resiz())
last(lambda: Box().nothing_like_it)
last(lambda: "abc".uper())
last(lambda: [].apend(1))
last(lambda: pritn("x"))
last(lambda: {}.key())
last(lambda: lenn([]))
last(lambda: Bxo())
import math
last(lambda: math.sqr(2))
last(lambda: (1).bit_lenght())
last(lambda: xyzzy)
