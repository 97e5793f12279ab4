# __len__ that loops, as a truth value.
# expect: steps
class A:
    def __len__(self):
        try:
            while True:
                pass
        except:
            return 0
while not A():  # attack
    pass
