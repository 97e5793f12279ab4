# Looks for the file type among the subclasses and types of everything in reach.
# expect: ok
# stdout: ['open']
# python stdout: nothing
found = []
import builtins
for name in dir(builtins):
    x = getattr(builtins, name)
    for y in [x, type(x)]:
        if str(y) == "<class 'FileIO'>" or 'FileIO' in str(type(y)):
            found.append(name)
print(found if len(found) > 0 else 'nothing')  # attack
