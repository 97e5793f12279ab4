"""How a Python was built and where it lies: here it was not built, and lies nowhere."""

__all__ = ['get_config_var', 'get_config_vars', 'get_path', 'get_paths', 'get_platform',
           'get_python_version', 'is_python_build']

_VARIABLES = {'TZPATH': '', 'py_version_short': '3.11', 'SIZEOF_TIME_T': 8, 'Py_DEBUG': 0,
              'EXT_SUFFIX': None}


def get_config_vars(*names):
    return [_VARIABLES.get(name) for name in names] if names else dict(_VARIABLES)


def get_config_var(name):
    return _VARIABLES.get(name)


def get_paths(*arguments, **options):
    return {}


def get_path(name, *arguments, **options):
    return ''


def get_platform():
    return 'linux'


def get_python_version():
    return '3.11'


def is_python_build(check_home=None):
    return False
