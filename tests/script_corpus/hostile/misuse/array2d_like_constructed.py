# Makes array2d_like and views by object's or their own constructor.
# expect: ok
import array2d
for T in [array2d.array2d_like, array2d.array2d_view, array2d.array2d_like_iterator, array2d.chunked_array2d]:
    try:
        x = T.__new__(T)  # attack
        x.tolist()
        next(x)
    except BaseException:
        pass
