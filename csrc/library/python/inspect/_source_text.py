"""The lines of source that an object was made from: of scripts, and of modules of the host's.

They are those that tracebacks show (linecache); the library's own modules have none in a VM.
"""

import linecache

from ._kinds import iscode, isframe, ismethod, ismodule, istraceback
from ._members import getsourcefile, unwrap

__name__ = "inspect"


def findsource(object):
    """All lines of the file that an object is in, and the index of the line where it begins."""
    lines = linecache.getlines(getsourcefile(object))
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isinstance(object, type):
        return lines, _line_of_class(lines, object.__qualname__)
    first = _code_of(object).co_firstlineno - 1
    if not 0 <= first < len(lines):
        raise OSError("lineno is out of bounds")
    return lines, first


def _code_of(object):
    if ismethod(object):
        object = object.__func__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        return object.f_code
    return object if iscode(object) else object.__code__


def _line_of_class(lines, qualname):
    """Where the class statement of this name is, with its decorators.

    CPython looks for it in the tree of the program; here the indentation of the def and class
    statements says what is inside of what, as far as texts over several lines do not look like such.
    """
    around = []  # the indentation and name of each statement that the line is in
    decorators = {}  # by indentation: where those of the next statement began
    for at, line in enumerate(lines):
        words = line.split("#")[0].split()
        if not words:
            continue
        indentation = len(line) - len(line.lstrip())
        if words[0][0] == "@":
            decorators.setdefault(indentation, at)
            continue
        if words[0] == "async":
            del words[0]
        if words[:1] not in (["def"], ["class"]) or len(words) < 2:
            continue
        while around and around[-1][0] >= indentation:
            around.pop()
        is_class = words[0] == "class"
        name = words[1].split("(")[0].split(":")[0]
        around.append((indentation, name if is_class else name + ".<locals>"))
        first = decorators.pop(indentation, at)
        if is_class and ".".join(name for _, name in around) == qualname:
            return first
    raise OSError("could not find class definition")


def getblock(lines):
    """The lines at the beginning that are one statement, with its decorators and its body."""
    import tokenize

    depth = last = 0
    begins, is_decorator = True, False
    try:
        for kind, text, _, (line, _), _ in tokenize.generate_tokens(iter(lines).__next__):
            if kind == tokenize.INDENT:
                depth += last > 0  # not if the first line is indented itself
            elif kind == tokenize.DEDENT:
                depth -= 1
                if depth < 0:
                    break
            elif kind == tokenize.NEWLINE:
                last, begins = line, True
            elif kind not in (tokenize.COMMENT, tokenize.NL):
                if begins and depth == 0:
                    if last > 0 and not is_decorator:
                        break
                    is_decorator = text == "@"
                begins = False
    except (tokenize.TokenError, SyntaxError):
        pass  # the first line can be inside of brackets, where a lambda is an argument
    return lines[: last or 1]


def getsourcelines(object):
    """The lines of an object, and the number of the first one; 0 if they are the whole file."""
    object = unwrap(object)
    lines, at = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or _code_name(object) == "<module>":
        return lines, 0
    return getblock(lines[at:]), at + 1


def _code_name(object):
    code = object.f_code if isframe(object) else object
    return code.co_name if iscode(code) else None


def getsource(object):
    """The source of an object, as one text."""
    return "".join(getsourcelines(object)[0])
