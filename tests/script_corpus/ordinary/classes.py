# Classes, instances, methods, attributes, inheritance and super().
class Animal:
    count = 0

    def __init__(self, name, sound='...'):
        self.name = name
        self.sound = sound
        Animal.count += 1

    def speak(self):
        return f'{self.name} says {self.sound}'

    def rename(self, name):
        self.name = name
        return self


class Dog(Animal):
    def __init__(self, name):
        super().__init__(name, 'woof')
        self.tricks = []

    def learn(self, *tricks):
        self.tricks.extend(tricks)
        return self

    def speak(self):
        return super().speak() + '!'


class Puppy(Dog):
    def speak(self):
        return super().speak().lower()


for a in [Animal('Cow', 'moo'), Dog('Rex').learn('sit', 'roll'), Puppy('Bit').rename('Bitty')]:
    print(a.speak(), isinstance(a, Dog), isinstance(a, Animal), type(a).__name__)
print(Animal.count, Dog('x').tricks, issubclass(Puppy, Animal), issubclass(Animal, Puppy))
d = Dog('Fido')
print(hasattr(d, 'tricks'), hasattr(d, 'wings'), getattr(d, 'wings', 'none'))
setattr(d, 'wings', 2)
print(d.wings)
del d.wings
print(hasattr(d, 'wings'))
