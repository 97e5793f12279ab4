# Uses 70,000 names as globals of exec, looked up in a dict.
# limits: steps=9000000 memory=128MB wall_time=20
# expect: ok
# stdout: 70000
g = {}
for i in range(70000):
    exec('v' + str(i) + ' = 1', g)  # attack
print(len([k for k in g if k.startswith('v')]))
