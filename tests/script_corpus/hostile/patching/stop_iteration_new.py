# Replaces StopIteration.__new__, which every for loop's end calls.
# expect: error
# error: TypeError
# python unreached: 6
StopIteration.__new__ = lambda cls, *args: 5
for x in [1, 2]:  # attack
    pass
