# mat3x3's methods on a chosen address.
# expect: error
# error: TypeError
from vmath import mat3x3
mat3x3.determinant(0x414141414141)  # attack
