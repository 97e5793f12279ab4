# Properties with setters.
class Temperature:
    def __init__(self, celsius):
        self._c = celsius

    @property
    def celsius(self):
        return self._c

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError('too cold')
        self._c = value

    @property
    def fahrenheit(self):
        return self._c * 9 / 5 + 32


t = Temperature(100)
print(t.celsius, t.fahrenheit)
t.celsius = 37.5
print(t.celsius, t.fahrenheit)
for bad in [-300, 0]:
    try:
        t.celsius = bad
        print('set', t.celsius)
    except ValueError as e:
        print('refused', e)
try:
    t.fahrenheit = 5
except TypeError as e:
    print(e)
