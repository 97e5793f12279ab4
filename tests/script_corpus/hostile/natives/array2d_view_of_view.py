# Views of views, 20,000 deep: each access recurses once a view.
# limits: steps=3000000
# expect: ok|error|memory
import array2d
a = array2d.array2d(4, 4, 1)
v = a
for i in range(20000):
    v = v[0:4, 0:4]
v[0, 0]  # attack
