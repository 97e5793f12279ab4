# render_with_color with colour arrays that are smaller.
# expect: error
# error: ValueError
import array2d
a = array2d.array2d(100, 100, 'x')
b = array2d.array2d(1, 1, None)
a.render_with_color(b, b)  # attack
