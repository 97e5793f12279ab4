# Context managers.
class Tag:
    depth = 0

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print('  ' * Tag.depth + '<' + self.name + '>')
        Tag.depth += 1
        return self

    def __exit__(self, *args):
        Tag.depth -= 1
        print('  ' * Tag.depth + '</' + self.name + '>')

    def text(self, s):
        print('  ' * Tag.depth + s)


with Tag('ul') as ul:
    for i in range(2):
        with Tag('li') as li:
            li.text(f'item {i}')
    ul.text('end')
print(Tag.depth)
