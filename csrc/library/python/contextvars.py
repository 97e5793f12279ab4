"""Variables of a context, of which a script that runs no coroutines has one."""

__all__ = ['Context', 'ContextVar', 'Token', 'copy_context']

_NOTHING = object()


class Context:
    """What context variables are set to."""

    def __init__(self):
        self._values = {}

    def run(self, callable, *arguments, **named):
        """Call something in this context."""
        global _current
        if _current is self:
            raise RuntimeError(f'cannot enter context: {self} is already entered')
        before, _current = _current, self
        try:
            return callable(*arguments, **named)
        finally:
            _current = before

    def copy(self):
        made = Context()
        made._values.update(self._values)
        return made

    def __getitem__(self, key):
        return self._values[key]

    def __contains__(self, key):
        return key in self._values

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def get(self, key, default=None):
        return self._values.get(key, default)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()


_current = Context()


class Token:
    """What set() gives, for reset()."""

    MISSING = _NOTHING

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)

    def __init__(self, context, var, old_value):
        self._context = context
        self.var = var
        self.old_value = old_value
        self._used = False


class ContextVar:
    """A variable that each context has for itself."""

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)

    def __init__(self, name, *, default=_NOTHING):
        self.name = name
        self._default = default

    def get(self, *default):
        found = _current._values.get(self, _NOTHING)
        if found is not _NOTHING:
            return found
        if default:
            return default[0]
        if self._default is not _NOTHING:
            return self._default
        raise LookupError(self)

    def set(self, value):
        token = Token(_current, self, _current._values.get(self, _NOTHING))
        _current._values[self] = value
        return token

    def reset(self, token):
        if token._used:
            raise RuntimeError(f'{token!r} has already been used once')
        if token.var is not self:
            raise ValueError(f'{token!r} was created by a different ContextVar')
        token._used = True
        if token.old_value is _NOTHING:
            _current._values.pop(self, None)
        else:
            _current._values[self] = token.old_value

    def __repr__(self):
        shown = '' if self._default is _NOTHING else f' default={self._default!r}'
        return f'<ContextVar name={self.name!r}{shown} at {hex(id(self))}>'


def copy_context():
    """A copy of what is set now."""
    return _current.copy()
