"""Data that lie beside modules: those of the library's own packages (the time zones)."""

import _library_data

__all__ = ['files', 'is_resource', 'open_binary', 'open_text', 'read_binary', 'read_text']


class _Data:
    """A place among the data: a folder's or a file's."""

    def __init__(self, path):
        self._path = path

    @property
    def name(self):
        return self._path.rpartition('/')[2]

    def joinpath(self, *parts):
        return _Data('/'.join([self._path, *map(str, parts)]))

    __truediv__ = joinpath

    def is_file(self):
        return _library_data.read(self._path) is not None

    def read_bytes(self):
        data = _library_data.read(self._path)
        if data is None:
            raise FileNotFoundError(2, 'No such file or directory', self._path)
        return data

    def read_text(self, encoding=None, errors='strict'):
        return self.read_bytes().decode(encoding or 'utf-8', errors)

    def open(self, mode='r', encoding=None, errors='strict'):
        import io
        if 'b' in mode:
            return io.BytesIO(self.read_bytes())
        return io.StringIO(self.read_text(encoding, errors))

    def __repr__(self):
        return f'<data of the library {self._path!r}>'


def files(package):
    """Where the data of a package begin."""
    name = package if isinstance(package, str) else package.__name__
    return _Data(name.replace('.', '/'))


def is_resource(package, name):
    return files(package).joinpath(name).is_file()


def open_binary(package, resource):
    return files(package).joinpath(resource).open('rb')


def open_text(package, resource, encoding='utf-8', errors='strict'):
    return files(package).joinpath(resource).open('r', encoding, errors)


def read_binary(package, resource):
    return files(package).joinpath(resource).read_bytes()


def read_text(package, resource, encoding='utf-8', errors='strict'):
    return files(package).joinpath(resource).read_text(encoding, errors)
