def say(n):
    print("say", n)
    return n
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 > 1)
print(say(1) < say(2) < say(0) < say(9))
print(say(5) < say(2) < say(0))
print(1 < 2 in [2, 3], 1 in [1] == True, (1 in [1]) == True)
a = b = []
print(a is b is not None, a is not None is not b)
x = 5
print(0 < x < 10, not 0 < x < 3, 0 < x == 5 != 6)
print("a" < "b" < "c" <= "c", "a" not in "bcd" != "x")
class Odd:
    def __lt__(self, other): return "yes"
    def __gt__(self, other): return ""
o = Odd()
print(o < 1, o > 1, o < 1 < 2, o > 1 < 2)
print([n for n in range(20) if 5 <= n < 9 or 15 < n <= 17])
print(1 == 1.0 == True, 0 == False == 0.0, "" == 0 == 0)
print(None is None is None)
print(1 < 2 == True, (1 < 2) == True)
