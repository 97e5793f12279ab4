# unicodedata over all code points, for ever.
# expect: steps|error
import unicodedata
i = 0
while True:
    unicodedata.east_asian_width(chr(i % 0x10000 + 1))
    i += 1  # attack
