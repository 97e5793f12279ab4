# The enum module.
from enum import Enum


class Color(Enum):
    RED = 1
    GREEN = 'green'


print(Color.RED, Color.RED.name, Color.RED.value, repr(Color.GREEN))
print(Color.RED == Color.RED, Color.RED != Color.GREEN, Color.GREEN.value)
print({Color.RED: 'stop'}[Color.RED])
