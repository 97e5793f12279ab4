"""Values across the border, as MessagePack (the engine's half is values.c).

What crosses, both ways and nested to 64 levels: ``None``, ``bool``, ``int`` (of
64 bits in the dialect "pocketpy", of any size in "python"), ``float``, ``str``,
``bytes``, ``list``, ``tuple``, ``dict``, ``set``, and ``...``.  Instances of
their subclasses arrive as what they are based on, a ``bytearray`` as ``bytes``.
Everything else is refused with an error that names the place inside the
value, like ``value["a"][3]``.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import Any

import msgpack

from ..engine import constants
from ..engine.factory import engine

__all__ = ["pack", "pack_all", "unpack"]

_LEAST, _MOST = -(1 << 63), (1 << 63) - 1


def pack(
    value: object, wrapped: int = 0, root: str = "value", large_integers: bool = False
) -> bytes:
    """Pack a value for the engine; ``wrapped`` is how many lists and dicts around
    the host's values are ours, ``root`` what the value is called in errors;
    ``large_integers``: the VM has integers beyond 64 bits.

    Raises ``TypeError`` for a type that cannot cross, and ``ValueError`` for
    an integer that the VM has not, NaN, text that is not valid Unicode, a value
    that is nested deeper than 64 levels or contains itself.
    """
    data: bytes | Exception
    try:
        data = (_local.pack_large if large_integers else _local.pack)(value)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        data = error
    # Not above: the packer's own traceback of a deep value is a thousand lines.
    if isinstance(data, Exception):
        _explain(value, [root], -wrapped, large_integers)
        raise data
    if (
        len(data) > _SHORT or (type(value) not in _SCALARS and not _HEADS.isdisjoint(data))
    ) and not engine().is_plain(data, constants.DEPTH_MOST + wrapped):
        _explain(value, [root], -wrapped, large_integers)
    return data


def pack_all(values: list[bytes]) -> bytes:
    """A list of values that are packed already."""
    head: bytes = msgpack.Packer().pack_array_header(len(values))
    return head + b"".join(values)


def unpack(data: bytes) -> Any:
    """Unpack what the engine packed.  It checked all that it wrote, but for hashes and copies.

    Raises ``ValueError`` for keys that a script chose for the sake of their
    hashes: a dict or set of them would keep the host busy for minutes; and for
    tuples around tuples around something large, which would take many times
    the memory that the script may use.
    """
    if len(data) * constants.DEPTH_MOST <= _COPIES_LEAST:
        try:
            return msgpack.unpackb(data, ext_hook=_retract, strict_map_key=False)
        except _KeysToCheckError:
            pass
    return _Checked(len(data)).unpack(data)


def _extend(value: Any, pack_items: Callable[[list[Any]], bytes] | None = None) -> Any:
    if isinstance(value, tuple):
        return _extension(constants.EXTENSION_TUPLE, (pack_items or _pack_items)(list(value)))
    if isinstance(value, (set, frozenset)):
        return _extension(constants.EXTENSION_SET, (pack_items or _pack_items)(list(value)))
    if value is ...:
        return _extension(constants.EXTENSION_ABSENT, b"")
    for base, plain in _BASES:
        if isinstance(value, base):
            return plain(value)
    raise TypeError(type(value).__name__)


def _extend_large(value: Any) -> Any:
    """The same for a VM with integers of any size: the packer asks for those beyond its own."""
    if type(value) is int:
        size = value.bit_length() // 8 + 1
        return _extension(constants.EXTENSION_INT, value.to_bytes(size, "little", signed=True))
    return _extend(value, _pack_large_items)


def _extension(code: int, data: bytes) -> Any:
    """An extension of ours.  ``ExtType`` itself makes none below 0, so that none of the
    host's own can be taken for it."""
    return tuple.__new__(msgpack.ExtType, (code, data))


# How to get at what an instance of a subclass is, past what the subclass overrides.
_BASES: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (int, int.__pos__),
    (float, float.__pos__),
    (str, str.__str__),
    (dict, dict.copy),
    (list, list.copy),
    (bytes, lambda value: b"".join((value,))),
)


def _pack_items(items: list[Any]) -> bytes:
    data: bytes = msgpack.packb(items, default=_extend, strict_types=True)
    return data


def _pack_large_items(items: list[Any]) -> bytes:
    data: bytes = msgpack.packb(items, default=_extend_large, strict_types=True)
    return data


# What is no longer than this holds no number that must not cross, nor is it deep.  But it
# may hold an extension type, which the packer takes from anybody.
_SHORT = 8
_SCALARS = frozenset({type(None), bool, int, float, str, bytes})
# The bytes with which one that is so short begins.
_HEADS = frozenset({0xC7, *range(0xD4, 0xD9)})


class _Local(threading.local):
    """A packer for each thread: to make one costs more than to pack most values."""

    def __init__(self) -> None:
        self.pack = msgpack.Packer(default=_extend, strict_types=True).pack
        self.pack_large = msgpack.Packer(default=_extend_large, strict_types=True).pack


_local = _Local()


class _KeysToCheckError(Exception):
    """There are tuples or large integers among the keys."""


def _retract(code: int, data: bytes) -> Any:
    if code in (constants.EXTENSION_KEY, constants.EXTENSION_INT_KEY):
        raise _KeysToCheckError
    if code == constants.EXTENSION_ABSENT:
        return ...
    if code == constants.EXTENSION_INT:
        return int.from_bytes(data, "little", signed=True)
    items = msgpack.unpackb(data, ext_hook=_retract, strict_map_key=False)
    return tuple(items) if code == constants.EXTENSION_TUPLE else set(items)


# Distinct keys of one hash.  Of numbers there are some tens; small negative
# ones make some hundreds of tuples, without anybody's bad will.
_COLLISIONS_MOST = 500


# Bytes of copies of parts of a value at a time: so many, or so many times all of it.
_COPIES_LEAST, _COPIES_MOST = 1 << 26, 8


class _Checked:
    """Unpacks one value that has tuples or large integers among its keys, or is large.

    Python gives text secret hashes, but not numbers, so whoever knows a few
    with the same hash can make any number of tuples with the same hash; and the
    multiples of 2**61 - 1 have all the same.

    What is in a tuple or set is copied before it is unpacked, once more for
    each tuple that is around it.
    """

    def __init__(self, size: int) -> None:
        self._by_hash: dict[int, list[Any]] = {}
        self._room = max(_COPIES_LEAST, _COPIES_MOST * size)

    def unpack(self, data: bytes) -> Any:
        return msgpack.unpackb(data, ext_hook=self._retract, strict_map_key=False)

    def _retract(self, code: int, data: bytes) -> Any:
        if code == constants.EXTENSION_ABSENT:
            return ...
        if code in (constants.EXTENSION_INT, constants.EXTENSION_INT_KEY):
            number = int.from_bytes(data, "little", signed=True)
            if code == constants.EXTENSION_INT_KEY:
                self._note_key(number)
            return number
        self._room -= len(data)
        if self._room < 0:
            raise ValueError(
                "the script's value has something large within too many tuples or sets; use "
                "lists or dicts around it"
            )
        items = self.unpack(data)
        self._room += len(data)
        if code == constants.EXTENSION_SET:
            return set(items)
        made = tuple(items)
        if code == constants.EXTENSION_KEY:
            self._note_key(made)
        return made

    def _note_key(self, key: Any) -> None:
        alike = self._by_hash.setdefault(hash(key), [])
        if key not in alike:
            alike.append(key)
            if len(alike) > _COLLISIONS_MOST:
                raise ValueError(
                    f"the script's value has more than {_COLLISIONS_MOST} keys with the "
                    "same hash, which would keep the host too busy"
                )


def _explain(value: Any, place: list[str], depth: int, large_integers: bool = False) -> None:
    """Raise for the first part of a value that cannot cross, naming its place."""

    def wrong(kind: type[Exception], why: str) -> Exception:
        return kind(f"{''.join(place)} {why}")

    if type(value) is msgpack.ExtType:  # it is a tuple as well
        raise wrong(TypeError, "is of type 'ExtType', which cannot enter a VM")
    if depth >= constants.DEPTH_MOST and isinstance(value, (list, tuple, set, frozenset, dict)):
        place[9:] = ["…"]
        most = constants.DEPTH_MOST
        raise wrong(ValueError, f"is nested deeper than {most} levels, or contains itself")
    if value is None or value is ... or isinstance(value, (bool, bytes, bytearray, memoryview)):
        return
    if isinstance(value, int):
        if not large_integers and not _LEAST <= value <= _MOST:
            raise wrong(ValueError, "is an integer beyond 64 bits")
    elif isinstance(value, float):
        if math.isnan(value):
            raise wrong(ValueError, "is not a number (NaN)")
    elif isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise wrong(ValueError, "is text that is not valid Unicode") from None
    elif isinstance(value, dict):
        for key, item in value.items():
            place.append(f"[{_short(key)}]")
            _explain(key, place, depth + 1, large_integers)
            _explain(item, place, depth + 1, large_integers)
            place.pop()
    elif isinstance(value, (list, tuple, set, frozenset)):
        for index, item in enumerate(value):
            place.append(f"[{index}]")
            _explain(item, place, depth + 1, large_integers)
            place.pop()
    else:
        raise wrong(TypeError, f"is of type {type(value).__name__!r}, which cannot enter a VM")


def _short(key: object) -> str:
    if isinstance(key, str):
        return f'"{key[:40]}"'
    return repr(key)[:40]
