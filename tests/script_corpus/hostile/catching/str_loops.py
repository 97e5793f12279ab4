# __str__ that loops inside an f-string.
# expect: steps
class A:
    def __str__(self):
        try:
            while True:
                pass
        except:
            return 'A'
while True:
    f'{A()}'  # attack
