# Replaces BaseException's __str__ by a loop and raises uncaught.
# expect: steps
# limits: wall_time=1
# python expect: error
# python error: TypeError
# python unreached: 15
def loop(self):
    while True:
        try:
            while True:
                pass
        except:
            pass
BaseException.__str__ = loop
raise ValueError('x')  # attack
