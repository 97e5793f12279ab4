# unicodedata and widths of odd characters.
# expect: ok
import unicodedata
for c in ['a', '', 'ab', 'é', '漢', '😀', '\0']:
    try:
        unicodedata.east_asian_width(c)  # attack
    except BaseException:
        pass
