# Objects: making many, methods, attributes, inheritance, special methods.
class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def scaled(self, factor):
        return Vector(self.x * factor, self.y * factor)


class Shape:
    def __init__(self, name):
        self.name = name

    def area(self):
        return 0

    def describe(self):
        return len(self.name) + self.area()


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def area(self):
        return self.side * self.side


class Rectangle(Shape):
    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Node:
    def __init__(self, value, following):
        self.value = value
        self.following = following


position = Vector(0, 0)
for i in range(40000):
    position = position + Vector(i % 7, 1).scaled(2)

total = 0
for i in range(20000):
    shape = Square(i % 10) if i % 2 == 0 else Rectangle(i % 5, 3)
    total += shape.describe()

head = None
for i in range(30000):
    head = Node(i, head)
length = 0
while head is not None:
    length += head.value % 2
    head = head.following

print(position.x, position.y, total, length)
