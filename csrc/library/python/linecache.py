"""Lines of sources: of the script and of the modules that the host has given."""

import _sources

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

cache = {}


def getline(filename, lineno, module_globals=None):
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    entry = cache.get(filename)
    if entry is None:
        return updatecache(filename, module_globals)
    return entry[2] if len(entry) > 2 else []


def clearcache():
    cache.clear()


def checkcache(filename=None):
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry and entry[1] is None and _sources.text(name) not in (None, ''.join(entry[2])):
            del cache[name]


def updatecache(filename, module_globals=None):
    source = _sources.text(filename)
    if source is None:
        return []
    lines = source.splitlines(True)
    if lines and not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    cache[filename] = len(source), None, lines, filename
    return lines


def lazycache(filename, module_globals):
    return False
