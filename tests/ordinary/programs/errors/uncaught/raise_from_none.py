try:
    int("x")
except ValueError:
    raise SystemError("hidden context") from None
