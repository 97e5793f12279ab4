class Animal:
    """An animal."""
    count = 0
    def __init__(self, name, sound="..."):
        self.name = name
        self.sound = sound
        Animal.count += 1
    def speak(self): return f"{self.name} says {self.sound}"
    def __repr__(self): return f"{type(self).__name__}({self.name!r})"
    def __str__(self): return self.name
class Dog(Animal):
    def __init__(self, name):
        super().__init__(name, "woof")
        self.tricks = []
    def learn(self, *tricks):
        self.tricks.extend(tricks)
        return self
a, d = Animal("Generic"), Dog("Rex").learn("sit", "roll")
print(a.speak(), "|", d.speak(), d.tricks)
print(a, d, [a, d], repr(d), f"{d} {d!r}")
print(Animal.count, d.count, Dog.__doc__, Animal.__doc__)
print(isinstance(d, Animal), issubclass(Dog, Animal), isinstance(a, Dog), isinstance(d, (int, Dog)))
print(Dog.__bases__, Dog.__mro__, Dog.__name__, type(d) is Dog)
d.count = 5
print(Animal.count, d.count, vars(d))
print(d.__class__, d.__dict__ == vars(d))
Animal.legs = 4
print(d.legs, hasattr(a, "legs"))
speak = d.speak
print(speak(), Animal.speak(d))
Dog.speak = lambda self: "patched"
print(d.speak(), speak())
d.speak = lambda: "instance"
print(d.speak())
try:
    d.fly()
except AttributeError as e:
    print(e)
try:
    Animal()
except TypeError as e:
    print(e)
try:
    Animal.nothing
except AttributeError as e:
    print(e)
