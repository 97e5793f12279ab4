# Imports each denied module in every way.
# expect: ok
# stdout: nothing
# dialect: pocketpy
found = []
for d in ['os', 'stdc', 'pkpy', 'conio', 'picoterm', 'importlib', 'dis']:
    for way in ['import ' + d, 'from ' + d + ' import *', 'import ' + d + ' as x', '__import__("' + d + '")', 'from math import ' + d, 'import json.' + d, 'import math\nmath.' + d, 'import ' + d + '.path']:
        try:
            exec(way)  # attack
            found.append(way)
        except BaseException:
            pass
print(found if len(found) > 0 else 'nothing')  # attack
