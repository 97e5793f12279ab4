# The __init__ of an Enum's member adds to the namespace that is being walked.
# expect: ok
# stdout: True 200
# python expect: error
# python error: TypeError
# python stdout: (nothing)
# python unreached: 17
from enum import Enum
junk = []
class Colour(Enum):
    RED = ['one']
    GREEN = ['two']
    BLUE = ['three']
    def __init__(self, name, value):
        super().__init__(name, value)
        if value == ['one']:
            for i in range(200):  # attack
                setattr(type(self), '_x' + str(i), 'a text that is long')
            junk.append([[i] for i in range(200)])
print(type(Colour.RED) is Colour and Colour.BLUE.value == ['three'],
      len([n for n in dir(Colour) if n.startswith('_x')]))
