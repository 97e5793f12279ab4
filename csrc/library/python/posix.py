"""What os is made of on a POSIX system: here os has it itself."""


def __getattr__(name):
    import os
    if name.startswith('_') or not hasattr(os, name):
        raise AttributeError(f"module 'posix' has no attribute {name!r}")
    return getattr(os, name)
