"""The modules that a script may import, and the builtins that it sees."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable

from .._keywords import nearest

__all__ = ["POCKETPY_MODULES", "Policy"]

# Everything that PocketPy brings and that neither reaches out of the VM nor
# reads bytes that a script could forge.
_HARMLESS = frozenset(
    {
        "array2d",
        "base64",
        "bisect",
        "builtins",
        "cmath",
        "collections",
        "dataclasses",
        "datetime",
        "easing",
        "enum",
        "functools",
        "heapq",
        "inspect",
        "json",
        "linalg",
        "math",
        "operator",
        "random",
        "sys",
        "time",
        "traceback",
        "typing",
        "unicodedata",
        "vmath",
    }
)

POCKETPY_MODULES = _HARMLESS | {
    "__main__",
    "conio",
    "dis",
    "gc",
    "importlib",
    "io",
    "os",
    "pickle",
    "picoterm",
    "pkpy",
    "stdc",
}
"""All that PocketPy brings; no module of the host's can have such a name."""

LIBRARY_MODULES = frozenset(
    [
        "__future__", "abc", "argparse", "array", "ast", "asyncio", "atexit", "base64", "binascii",
        "bisect", "calendar", "cmath", "cmd", "codecs", "collections", "colorsys", "configparser",
        "contextlib", "contextvars", "copy", "copyreg", "csv", "dataclasses", "datetime",
        "decimal", "difflib", "doctest", "encodings", "enum", "errno", "filecmp", "fileinput",
        "fnmatch", "fractions", "functools", "genericpath", "getopt", "gettext", "glob",
        "graphlib", "gzip", "hashlib", "heapq", "hmac", "html", "inspect", "ipaddress",
        "itertools", "json", "keyword", "linecache", "locale", "logging", "math", "ntpath",
        "numbers", "operator", "optparse", "pathlib", "pdb", "pkgutil", "platform", "posixpath",
        "pprint", "queue", "quopri", "random", "re", "reprlib", "sched", "secrets", "shlex",
        "shutil", "stat", "statistics", "string", "struct", "sys", "sysconfig", "tarfile",
        "tempfile", "textwrap", "this", "threading", "time", "timeit", "token", "tokenize",
        "tomllib", "traceback", "types", "typing", "unicodedata", "unittest", "urllib", "uuid",
        "warnings", "weakref", "zipfile", "zlib", "zoneinfo",
    ]
)  # fmt: skip
"""The modules of dialect "python": csrc/library/modules.table.  All are harmless."""

MODULES = POCKETPY_MODULES | LIBRARY_MODULES
"""What a policy can name.  ``os``, ``io``, ``gc`` and ``importlib`` are PocketPy's: those of the
library are harmless, and always there."""

BUILTINS = frozenset(
    [
        "ArithmeticError", "AssertionError", "AttributeError", "BaseException",
        "BaseExceptionGroup", "BlockingIOError", "BrokenPipeError", "BufferError",
        "BytesWarning", "ChildProcessError", "ConnectionAbortedError", "ConnectionError",
        "ConnectionRefusedError", "ConnectionResetError", "DeprecationWarning", "EOFError",
        "Ellipsis", "EncodingWarning", "EnvironmentError", "Exception", "ExceptionGroup",
        "FileExistsError", "FileNotFoundError", "FloatingPointError", "FutureWarning",
        "GeneratorExit", "IOError", "ImportError", "ImportWarning", "IndentationError",
        "IndexError", "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt",
        "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError",
        "NotImplemented", "NotImplementedError", "OSError", "OverflowError",
        "PendingDeprecationWarning", "PermissionError", "ProcessLookupError", "RecursionError",
        "ReferenceError", "ResourceWarning", "RuntimeError", "RuntimeWarning",
        "StopAsyncIteration", "StopIteration", "SyntaxError", "SyntaxWarning", "SystemError",
        "SystemExit", "TabError", "TimeoutError", "TypeError", "UnboundLocalError",
        "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError",
        "UnicodeWarning", "UserWarning", "ValueError", "Warning", "ZeroDivisionError",
        "__import__", "abs", "aiter", "all", "anext", "any", "ascii", "bin", "bool",
        "breakpoint", "bytearray", "bytes", "callable", "chr", "classmethod", "compile",
        "complex", "delattr", "dict", "dir", "divmod", "enumerate", "eval", "exec", "exit",
        "filter", "float", "format", "frozenset", "getattr", "globals", "hasattr", "hash",
        "help", "hex", "id", "input", "int", "isinstance", "issubclass", "iter", "len", "list",
        "locals", "map", "max", "memoryview", "min", "next", "object", "oct", "open", "ord",
        "pow", "print", "property", "quit", "range", "repr", "reversed", "round", "set",
        "setattr", "slice", "sorted", "staticmethod", "str", "sum", "super", "tuple", "type",
        "vars", "zip",
    ]
)  # fmt: skip
"""The builtins that a policy can hide: those of every PocketPy that the engine knows,
and of dialect "python"."""


@dataclasses.dataclass(frozen=True, slots=True)
class Policy:
    """Which modules a script may import, and which builtins it does not see.

    ``Policy()`` is closed: it allows the language and the harmless modules. A policy
    can only take away what the engine offers. The engine itself has no files, no
    processes and no network, so even ``Policy.open()`` gives a script no access to
    those. It does give access to modules with memory-safety holes, such as ``stdc``:
    use it for tests only.
    """

    modules: frozenset[str] | None = _HARMLESS | LIBRARY_MODULES
    """The names of the modules that may be imported; ``None`` allows every module.

    In dialect ``"python"``, most are written in Python, and run as the script's own code would: a
    policy that leaves one out keeps the language small, and protects nothing.  What
    modules import of each other is not asked for.

    Of PocketPy's own, the default leaves out ``os``, ``io``, ``importlib``, ``picoterm`` and
    ``conio``, which use the machine; ``stdc``, which gives raw memory; ``pickle`` and ``pkpy``,
    with which a script can forge pointers; ``dis``, which trusts code objects; and
    ``gc``, whose callbacks run in the middle of a collection."""

    hidden_builtins: frozenset[str] = frozenset()
    """The names of the builtins that a script does not see.

    ``open`` finds the files that the host gave the run (``files=``), and no others."""

    def __post_init__(self) -> None:
        """Raise ``TypeError`` or ``ValueError``, naming the field, for what is no set of names.

        A name that no dialect has is an error too.
        """
        for field, known in (("modules", MODULES), ("hidden_builtins", BUILTINS)):
            value = getattr(self, field)
            if value is None and field == "modules":
                continue
            if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
                raise TypeError(f"{field}: expected a set of names, not {value!r}")
            object.__setattr__(self, field, _names(value, field, known))

    @classmethod
    def open(cls) -> Policy:
        """Return a policy that allows everything.  It is for tests of the engine."""
        return cls(modules=None, hidden_builtins=frozenset())

    def allow(self, *modules: str) -> Policy:
        """Return a copy that allows more modules."""
        if self.modules is None:
            return self
        return dataclasses.replace(self, modules=self.modules | _module_names(modules))

    def deny(self, *modules: str) -> Policy:
        """Return a copy that allows fewer modules.

        Raises ``ValueError`` if this policy allows every module, since the modules that
        remain cannot be listed then.
        """
        if self.modules is None:
            raise ValueError("a policy that allows every module cannot deny single ones")
        return dataclasses.replace(self, modules=self.modules - _module_names(modules))

    def hide(self, *builtins: str) -> Policy:
        """Return a copy that hides more builtins."""
        return dataclasses.replace(
            self, hidden_builtins=self.hidden_builtins | _builtin_names(builtins)
        )

    def show(self, *builtins: str) -> Policy:
        """Return a copy that hides fewer builtins."""
        return dataclasses.replace(
            self, hidden_builtins=self.hidden_builtins - _builtin_names(builtins)
        )

    @functools.lru_cache(maxsize=16)  # noqa: B019  # a policy is small, and takes 10 µs to write
    def _words(self) -> bytes:
        """The policy as the engine takes it (see pkhost.h)."""
        words = ["*"] if self.modules is None else [f"+{name}" for name in sorted(self.modules)]
        words.extend(f"-{name}" for name in sorted(self.hidden_builtins))
        return b"".join(word.encode() + b"\0" for word in words)


def _module_names(names: Iterable[object]) -> frozenset[str]:
    return _names(names, "modules", MODULES)


def _builtin_names(names: Iterable[object]) -> frozenset[str]:
    return _names(names, "hidden_builtins", BUILTINS)


def _names(names: Iterable[object], field: str, known: frozenset[str]) -> frozenset[str]:
    """The names as a set; ``ValueError`` for one that is not known.

    A name that was mistyped would hide or deny nothing, in silence.
    """
    given = tuple(names)
    for name in given:
        if isinstance(name, str) and name in known:
            continue
        kind = "module" if field == "modules" else "builtin"
        message = f"{field}: there is no {kind} named {name!r}"
        if isinstance(name, str):
            close = nearest(name, known, 0.75)
            if close:
                message += f"; did you mean {close!r}?"
            elif field == "modules":
                message += "; modules of the host's (modules=, importer=) need no permission"
        raise ValueError(message)
    return frozenset(name for name in given if isinstance(name, str))
