# __call__ that loops.
# expect: steps
class A:
    def __call__(self):
        try:
            while True:
                pass
        except:
            return self
a = A()
while True:
    try:
        a()  # attack
    except:
        pass
