# __repr__ that loops inside print of a list.
# expect: steps
class A:
    def __repr__(self):
        try:
            while True:
                pass
        except:
            return 'A'
while True:
    try:
        print([A()])  # attack
    except:
        pass
