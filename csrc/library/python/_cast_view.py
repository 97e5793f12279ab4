"""What memoryview.cast() gives: the bytes of a view as numbers."""

import struct


class CastView:
    """Numbers of one form, one after the other."""

    def __init__(self, view, format, shape=None):
        self.obj = bytes(view)
        self.format = format
        self.itemsize = struct.calcsize(format)
        if len(self.obj) % self.itemsize:
            raise TypeError('memoryview: length is not a multiple of itemsize')
        self.nbytes = len(self.obj)
        self.ndim = 1
        self.shape = (len(self.obj) // self.itemsize,)

    def tolist(self):
        return list(struct.unpack(f'@{self.shape[0]}{self.format.lstrip("@")}', self.obj))

    def tobytes(self):
        return self.obj

    def cast(self, format, shape=None):
        return CastView(self.obj, format, shape)

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return iter(self.tolist())

    def __getitem__(self, index):
        return self.tolist()[index]

    def release(self):
        pass


CastView.__name__ = CastView.__qualname__ = 'memoryview'
