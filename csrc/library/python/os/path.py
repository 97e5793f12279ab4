"""The names of files, as POSIX has them: posixpath under the name that people use."""

import posixpath

globals().update(
    {name: value for name, value in posixpath.__dict__.items() if not name.startswith('__')}
)
__all__ = posixpath.__all__
