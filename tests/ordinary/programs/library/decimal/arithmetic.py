from decimal import Decimal as D, getcontext, localcontext, ROUND_HALF_UP, ROUND_DOWN, ROUND_HALF_EVEN, InvalidOperation, DivisionByZero
print(D("0.1") + D("0.2"), D("1") / D("3"), D(1) / 7, D("1.10") * D("2.0"), D("2") ** D("0.5"), D("10") // D("3"), D("10") % D("3"), -D("1.5"), abs(D("-2")), D("1.00"), D(0.1), D(5), D("1e3"), D("-0"), D("NaN"), D("Infinity"))
print(D("2.675").quantize(D("0.01")), D("2.675").quantize(D("0.01"), rounding=ROUND_DOWN), D("2.5").quantize(D("1"), ROUND_HALF_UP), round(D("2.675"), 2), round(D("2.5")), D("123.456").normalize(), D("100").normalize(), D("1.5").to_integral_value(), int(D("3.9")), float(D("1.25")), D("1.23").as_tuple(), D("3.14").as_integer_ratio())
getcontext().prec = 6; print(D(1) / D(3), D(2).sqrt(), D(1).exp(), D(10).ln(), D(1000).log10(), D("1234567") + 1); getcontext().prec = 28
with localcontext() as c: c.prec = 50; print(D(1) / D(7), D(2).sqrt())
print(repr(D("1.5")), str(D("1E+5")), f"{D('1234.5678'):.2f} {D('1234567.8'):,.1f} {D('0.5'):%} {D(5):>6}", D("1.0") == 1, D("1.5") > 1, D("1.5") == 1.5, hash(D("1")) == hash(1), sum([D("0.1")] * 10), max(D(1), D("1.5")), sorted([D(2), D("1.5")]), D("1.0") == D("1.00"), D("1").compare(D(2)), D("7").is_nan(), D("1.20").adjusted(), D("1.2e5").to_eng_string(), D("12.5").copy_sign(D(-1)), D(5).is_signed())
for bad in ("D('x')", "D(1) / 0", "D(0) / 0", "D(1) + 1.5", "D('NaN') > 1", "D(-1).sqrt()"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__)
