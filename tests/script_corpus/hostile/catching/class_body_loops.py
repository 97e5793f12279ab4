# A class attribute's expression that loops.
# expect: steps
def loop():
    while True:
        try:
            while True:
                pass
        except:
            pass
class A:  # attack
    x = loop()
