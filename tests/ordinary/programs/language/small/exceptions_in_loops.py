results = []
for value in ["10", "x", None, "0", [1], "7"]:
    try:
        n = 100 // int(value)
    except ZeroDivisionError:
        results.append("zero")
    except (ValueError, TypeError) as e:
        results.append(type(e).__name__)
        continue
    else:
        results.append(n)
    finally:
        results.append(".")
print(results)
errors = {}
for f in (lambda: [][1], lambda: {}["k"], lambda: int("q"), lambda: None + 1, lambda: undefined, lambda: "x".y, lambda: 1 / 0, lambda: open("/no/such/file"), lambda: next(iter([])), lambda: (_ for _ in ()).throw(RuntimeError("r"))):
    try:
        f()
    except Exception as e:
        errors.setdefault(type(e).__name__, []).append(str(e))
for k in sorted(errors): print(k, errors[k])
