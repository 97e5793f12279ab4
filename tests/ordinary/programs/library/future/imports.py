from __future__ import annotations, division, print_function, absolute_import, unicode_literals, generator_stop
import __future__
print(1 / 2, "x", __future__.annotations.compiler_flag > 0, __future__.all_feature_names[0])
def f(x: NotDefined) -> AlsoNot: return x
print(f(1), f.__annotations__)
