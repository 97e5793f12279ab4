# Classes whose methods come from their annotated fields.

# The names of the fields, those of bases first.
def _fields(cls):
    classes = []
    while cls is not object:
        classes.append(cls)
        cls = cls.__base__
    classes.reverse()
    names = {}
    for cls in classes:
        for name, annotation in cls.__annotations__.items():
            if not annotation.startswith('ClassVar') and not annotation.startswith('typing.ClassVar'):
                names[name] = None
    return list(names.keys())

def _init(self, *args, **kwargs):
    cls = type(self)
    names = _fields(cls)
    if len(args) > len(names):
        raise TypeError(f'{cls.__name__} takes {len(names)} positional arguments '
                        + f'but {len(args)} were given')
    for i in range(len(names)):
        name = names[i]
        if i < len(args):
            if name in kwargs:
                raise TypeError(f'{cls.__name__} got multiple values for argument {name!r}')
            setattr(self, name, args[i])
        elif name in kwargs:
            setattr(self, name, kwargs[name])
        elif hasattr(cls, name):
            setattr(self, name, getattr(cls, name))
        else:
            raise TypeError(f'{cls.__name__} missing required argument {name!r}')
    for name in kwargs:
        if name not in names:
            raise TypeError(f'{cls.__name__} got an unexpected keyword argument {name!r}')
    if hasattr(self, '__post_init__'):
        self.__post_init__()

def _repr(self):
    shown = [f'{name}={getattr(self, name)!r}' for name in _fields(type(self))]
    return f"{type(self).__name__}({', '.join(shown)})"

def _eq(self, other):
    if type(self) is not type(other):
        return NotImplemented
    for name in _fields(type(self)):
        if getattr(self, name) != getattr(other, name):
            return False
    return True

def _ne(self, other):
    equal = self.__eq__(other)
    return NotImplemented if equal is NotImplemented else not equal

def dataclass(cls):
    if type(cls) is not type:
        raise TypeError('dataclass() takes a class, and no options')
    own = cls.__dict__
    has_default = False
    for name in _fields(cls):
        if name in own and type(own[name]) in (list, dict, set):
            raise ValueError(f'mutable default {type(own[name])} for field {name} is not allowed')
        if hasattr(cls, name):
            has_default = True
        elif has_default:
            raise TypeError(f'non-default argument {name!r} follows default argument')
    if '__init__' not in own:
        cls.__init__ = _init
    if '__repr__' not in own:
        cls.__repr__ = _repr
    if '__eq__' not in own:
        cls.__eq__ = _eq
    if '__ne__' not in own:
        cls.__ne__ = _ne
    return cls

def is_dataclass(obj):
    cls = obj if type(obj) is type else type(obj)
    return hasattr(cls, '__annotations__') and getattr(cls, '__init__', None) is _init

def _plain(value):
    if type(value) is list:
        return [_plain(item) for item in value]
    if type(value) is tuple:
        return tuple([_plain(item) for item in value])
    if type(value) is dict:
        return {_plain(key): _plain(value[key]) for key in value}
    if type(value) is not type and getattr(type(value), '__eq__', None) is _eq:
        return asdict(value)
    return value

def asdict(obj):
    return {name: _plain(getattr(obj, name)) for name in _fields(type(obj))}
