"""range() of numbers beyond 64 bits: builtins.range gives these where its own are too small."""

_range = range


def _index(number):
    """operator.index(), which asks a range in its turn."""
    return number if isinstance(number, int) else type(number).__index__(number)


def _indices(part, size):
    """part.indices(size), of any size."""
    step = 1 if part.step is None else _index(part.step)
    if not step:
        raise ValueError('slice step cannot be zero')
    least, most = (-1, size - 1) if step < 0 else (0, size)

    def place(bound, otherwise):
        if bound is None:
            return otherwise
        bound = _index(bound)
        return min(max(bound + size if bound < 0 else bound, least), most)

    if step < 0:
        return place(part.start, most), place(part.stop, least), step
    return place(part.start, least), place(part.stop, most), step


class range:
    """Numbers from start on, in steps, before stop."""

    __slots__ = ('start', 'stop', 'step')

    def __init__(self, *bounds):
        start, stop, step = (0, bounds[0], 1) if len(bounds) == 1 else (*bounds, 1)[:3]
        self.start, self.stop, self.step = _index(start), _index(stop), _index(step)
        if not self.step:
            raise ValueError('range() arg 3 must not be zero')

    def _size(self):
        distance = self.stop - self.start
        if (distance > 0) != (self.step > 0) or not distance:
            return 0
        return (abs(distance) - 1) // abs(self.step) + 1

    def __len__(self):
        size = self._size()
        if size > 9223372036854775807:
            raise OverflowError('Python int too large to convert to C ssize_t')
        return size

    def __bool__(self):
        return self._size() > 0

    def __iter__(self):
        at, stop, step = self.start, self.stop, self.step
        if step > 0:
            while at < stop:
                yield at
                at += step
        else:
            while at > stop:
                yield at
                at += step

    def __reversed__(self):
        last = self.start + (self._size() - 1) * self.step
        return iter(_range(last, self.start - self.step, -self.step))

    def __contains__(self, value):
        if not isinstance(value, int):
            return any(value == one for one in self)
        inside = self.start <= value < self.stop if self.step > 0 else (
            self.stop < value <= self.start
        )
        return inside and (value - self.start) % self.step == 0

    def __getitem__(self, index):
        size = self._size()
        if isinstance(index, slice):
            start, stop, step = _indices(index, size)
            return _range(
                self.start + start * self.step, self.start + stop * self.step, self.step * step
            )
        index = _index(index)
        if not -size <= index < size:
            raise IndexError('range object index out of range')
        return self.start + (index + size if index < 0 else index) * self.step

    def index(self, value, /):
        if value not in self:
            raise ValueError(f'{value!r} is not in range')
        return (value - self.start) // self.step

    def count(self, value, /):
        return int(value in self)

    def _key(self):
        size = self._size()
        return (size, self.start if size else None, self.step if size > 1 else None)

    def __eq__(self, other):
        if isinstance(other, range):
            return self._key() == other._key()
        return NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        step = '' if self.step == 1 else f', {self.step}'
        return f'range({self.start}, {self.stop}{step})'


range.__module__ = 'builtins'
