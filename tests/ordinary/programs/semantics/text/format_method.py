print("{} {} {}".format(1, "a", None), "{0} {1} {0}".format("x", "y"), "{a} {b}".format(a=1, b=2), "{} {k}".format(5, k="v"), "{{}} {{{}}}".format(1))
print("{0[0]} {0[1]} {1[key]} {2.real}".format([1, 2], {"key": "v"}, 5), "{a.__class__.__name__}".format(a=1), "{0[a][b]}".format({"a": {"b": "deep"}}))
print("{:>5}|{:<5}|{:^5}|{:*^7}|{:05d}|{:+}|{: }".format("a", "b", "c", "mid", 42, 7, 7))
print("{:b} {:o} {:x} {:X} {:#x} {:c} {:,} {:_} {:e} {:.2f} {:g} {:%} {:.1%} {:n}".format(5, 8, 255, 255, 255, 65, 1234567, 1234567, 12345.678, 3.14159, 0.0001, 0.5, 0.256, 10))
print("{!r} {!s} {!a} {!r:>6}".format("a", "a", "é", "b"), "{:{}}|{:{w}.{p}f}|".format("x", 5, 3.14159, w=8, p=2), "{:{fill}{align}{width}}".format("x", fill="*", align="^", width=7))
print("{:.3}|{:10.3}|{:<10}|{:>10}".format("abcdef", "abcdef", "left", "right"), "{:s} {:d}".format("s", 3), "{:<10d}|{:>+8.2f}|{:=+8d}".format(42, 3.14159, 42))
print("{}".format([1, 2]), "{:>10}".format(str([1])), "{}".format({"a": 1}), "{0:>{1}}".format("r", 6), "{:}".format(1), "{:08.3f}".format(-3.14159), "{:,.2f}".format(1234567.891), "{:x<6}".format(1), "{:^10}|".format(True))
print("{name:>10}: {value:<8.2f}|".format(**{"name": "pi", "value": 3.14159}), "{a}{b}".format_map({"a": 1, "b": 2}), "%s" % "{}".format("%d"), "{0}{0}{0}".format("ab"))
class D(dict):
    def __missing__(self, k): return "<" + k + ">"
print("{x} {y}".format_map(D(x=1)))
for bad in ("'{} {}'.format(1)", "'{a}'.format()", "'{'.format(1)", "'}'.format(1)", "'{0} {}'.format(1, 2)", "'{:d}'.format('x')", "'{:s}'.format(1)", "'{:z}'.format(1)", "'{!x}'.format(1)", "'{0[9]}'.format([1])", "'{0.nope}'.format(1)", "'{:.2d}'.format(5)", "'{:,s}'.format('a')", "'{:5'.format(1)", "'{:>5}'.format([1])", "format([], 'x')", "'{:q}'.format('s')"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
