# Ends in an uncaught NotImplementedError.
print('before')
class Shape:
    def area(self):
        raise NotImplementedError
Shape().area()
