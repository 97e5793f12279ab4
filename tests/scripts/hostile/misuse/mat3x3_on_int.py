# mat3x3's methods on a chosen address.
# expect: ok|error|crashed
from vmath import mat3x3
mat3x3.determinant(0x414141414141)
