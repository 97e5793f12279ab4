# exec with globals of its own: are the walls still there?
# expect: ok
# stdout: nothing
# dialect: pocketpy
found = []
for s in ['import os', 'open("/etc/passwd", "r")', 'from stdc import *', '__import__("pkpy")']:
    for g in [{}, {'__builtins__': {}}, {'os': 5}]:
        try:
            exec(s, g)  # attack
            found.append(s)
        except BaseException:
            pass
print(found if len(found) > 0 else 'nothing')  # attack
