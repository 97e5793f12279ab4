"""What is a coroutine."""

import types


def iscoroutine(obj):
    return isinstance(obj, types.CoroutineType)


def iscoroutinefunction(func):
    func = getattr(func, "__func__", func)
    func = getattr(func, "func", func) if type(func).__name__ == "partial" else func
    return isinstance(func, types.FunctionType) and bool(func.__code__.co_flags & 128)
