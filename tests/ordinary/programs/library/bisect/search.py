import bisect
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 3), bisect.bisect(a, 0), bisect.bisect(a, 9), bisect.bisect_left(a, 3, 2), bisect.bisect([], 1))
bisect.insort(a, 4); bisect.insort_left(a, 3); print(a); print("FDCBA"[bisect.bisect([60, 70, 80, 90], 85)], [["low", "mid", "high"][bisect.bisect_right([10, 20], x)] for x in (5, 10, 25)])
print(bisect.bisect([("a", 1), ("c", 3)], 2, key=lambda t: t[1]), bisect.bisect_left("aceg", "d"))
try:
    bisect.bisect([1], 1, -1)
except ValueError as e:
    print(e)
