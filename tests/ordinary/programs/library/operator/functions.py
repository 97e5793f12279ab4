import operator as op
print(op.add(1, 2), op.sub(5, 3), op.mul(2, 3), op.truediv(1, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 3), op.neg(1), op.pos(1), op.abs(-1), op.inv(0), op.and_(6, 3), op.or_(6, 1), op.xor(6, 3), op.lshift(1, 3), op.rshift(8, 1), op.not_(0), op.truth([]), op.is_(None, None), op.is_not(1, None), op.index(5), op.matmul if callable(op.matmul) else "")
print(op.lt(1, 2), op.le(2, 2), op.eq(1, 1.0), op.ne(1, 2), op.gt(1, 2), op.ge(1, 2), op.concat("a", "b"), op.contains([1], 1), op.countOf([1, 1], 1), op.indexOf([3, 4], 4), op.getitem([1, 2], 1), op.length_hint([1, 2]))
print(op.itemgetter(1)("abc"), op.itemgetter(0, 2)("abc"), op.itemgetter("k")({"k": 1}), op.itemgetter(slice(1, 3))("abcd"), op.attrgetter("real")(5), op.attrgetter("real", "imag")(1j), op.methodcaller("upper")("x"), op.methodcaller("split", ",", 1)("a,b,c"), sorted([("b", 1), ("a", 2)], key=op.itemgetter(1)), list(map(op.mul, [1, 2], [3, 4])))
l = [1, 2]; op.setitem(l, 0, 9); op.delitem(l, 1); print(l, op.iadd([1], [2]), op.imul(3, 4), op.call(len, "abc"))
class A: pass
a = A(); a.b = A(); a.b.c = "deep"; print(op.attrgetter("b.c")(a), repr(op.itemgetter(1)), repr(op.methodcaller("x", 1)))
