# Ends in an exception deep in methods, generators and natives.
class Tree:
    def __init__(self, v, *kids):
        self.v = v
        self.kids = kids
    def walk(self):
        yield 100 // self.v
        for k in self.kids:
            for x in k.walk():
                yield x
print('before')
print(sorted(Tree(1, Tree(2), Tree(4, Tree(0))).walk()))
