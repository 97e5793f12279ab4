import sys
print(sys.maxsize, sys.byteorder, sys.getrecursionlimit() > 100, type(sys.argv).__name__, sys.version_info >= (3, 8), sys.version_info[0], sys.version_info.major)
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.int_info.bits_per_digit > 0, sys.hash_info.modulus, sys.maxunicode)
print("sys" in sys.modules, sys.implementation.name != "", sys.getsizeof([]) > 0, sys.intern("abc") is sys.intern("abc"), sys.getdefaultencoding())
sys.stdout.write("written\n")
print(sys.stdout.writable(), sys.stdin.readable())
old = sys.getrecursionlimit()
sys.setrecursionlimit(old + 10)
print(sys.getrecursionlimit() - old)
try:
    sys.exit("message")
except SystemExit as e:
    print(e.code, repr(e))
try:
    sys.exit()
except SystemExit as e:
    print(e.code)
try:
    1 / 0
except ZeroDivisionError:
    t, v, tb = sys.exc_info()
    print(t.__name__, v, tb is not None)
print(sys.exc_info())
sys.exit(0)
