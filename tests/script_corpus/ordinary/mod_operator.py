# The operator module.
import operator
print(operator.add(1, 2), operator.sub(5, 3), operator.mul(2, 4), operator.truediv(1, 4), operator.floordiv(7, 2), operator.mod(7, 3))
print(operator.eq(1, 1), operator.lt(1, 2), operator.ge(1, 2), operator.not_(0), operator.neg(5), operator.contains([1], 1))
print(operator.and_(6, 3), operator.or_(6, 3), operator.xor(6, 3), operator.lshift(1, 3), operator.is_(None, None))
print(sorted([3, 1, 2], key=operator.neg))
