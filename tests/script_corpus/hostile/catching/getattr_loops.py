# __getattr__ that loops.
# expect: steps
class A:
    def __getattr__(self, name):
        try:
            while True:
                pass
        except:
            return 1
while True:
    try:
        A().x  # attack
    except:
        pass
