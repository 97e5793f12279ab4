# The unicodedata module.
import unicodedata
print([unicodedata.east_asian_width(c) for c in ['a', 'é', '漢', 'ｱ', '😀']])
