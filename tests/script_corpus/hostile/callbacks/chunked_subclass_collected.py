# What a subclass of chunked_array2d holds is not garbage.
# policy: open
# expect: ok
# stdout: ['some text'] ['default'] ['context']
import gc
from array2d import chunked_array2d
from vmath import vec2i
class C(chunked_array2d):
    pass
c = C(4, default=['default'])
c.add_chunk(vec2i(5, 5), ['context'])
c[vec2i(1, 1)] = ['some text']
gc.collect()
junk = [[i] for i in range(1000)]
print(c[vec2i(1, 1)], c[vec2i(20, 20)], c.get_context(vec2i(5, 5)))  # attack
