"""bytes, bytearray and memoryview of dialect "python", against this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311, shown

from pkhost import VM

BYTES_SETUP = r"""
ba = bytearray(b'hello')
mv = memoryview(bytearray(b'abcdef'))
b2 = bytearray(b'ab'); b3 = b2
b2 += b'cd'
b2 *= 2
x = b'ab'
x += b'c'
b2[0:2] = b'ZZZ'
del b2[-1]
m2 = memoryview(b2)
m2[0] = 97
m2[1:3] = b'xy'
try: memoryview(b'abc')[0] = 1
except TypeError as e: print(e)
try: m2[0:2] = b'abc'
except ValueError as e: print(e)
with memoryview(b'abc') as m: print(m.tobytes())
class By(bytes): pass
class HasBytes:
    def __bytes__(self): return b'hb'
class Idx:
    def __index__(self): return 3
"""
BYTES = [
    "bytes()",
    "bytes(3)",
    "bytes([1, 2, 255])",
    "bytes([256])",
    "bytes([-1])",
    "bytes(['a'])",
    "bytes(1.5)",
    "bytes(-1)",
    "bytes('é', 'utf-8')",
    "bytes('a')",
    "bytes('a', 1)",
    "bytes(1, 'ascii')",
    "bytes(range(5))",
    "bytes(x for x in [1, 2])",
    "bytes(bytearray(b'x'))",
    "bytes(memoryview(b'xyz'))",
    "bytes(b'abc')",
    "bytes(None)",
    "bytes(object())",
    "bytes(True)",
    "bytearray()",
    "bytearray(3)",
    "bytearray(b'abc')",
    "bytearray([1, 2])",
    "bytearray('é', 'latin-1')",
    "bytearray('a')",
    "bytearray(source=b'abc')",
    "bytes('é', encoding='utf-8')",
    "str(b'abc', 'ascii')",
    "str(b'\\xff', 'ascii')",
    "str(b'abc', encoding='utf-8', errors='strict')",
    "str(b'abc')",
    "str('a', 'ascii')",
    "str(5, 'ascii')",
    "str(object='x')",
    "str(bytearray(b'abc'), 'utf-8')",
    "repr(ba)",
    "str(ba)",
    "len(ba), len(b'abc'), len(mv)",
    "b'abc'[0], b'abc'[-1], ba[1], mv[2]",
    "b'abc'[3]",
    "(lambda x: b'abc'[x])('a')",
    "ba[10]",
    "ba['a']",
    "b'abcdef'[1:4], b'abcdef'[::-1], b'abcdef'[::2], b'abcdef'[5:1:-2]",
    "ba[1:3], ba[::-1]",
    "(lambda x: b'abc'[x])(1.5)",
    "list(b'abc'), list(ba), list(mv)",
    "[*b'ab']",
    "b'a' + b'b', b'a' + bytearray(b'b'), bytearray(b'a') + b'b'",
    "b'a' + 'b'",
    "'a' + b'b'",
    "ba + 'x'",
    "b'a' * 3, 3 * b'ab', b'a' * -1, ba * 2",
    "b'a' * 1.5",
    "b'a' in b'abc', 97 in b'abc', b'' in b'', b'x' in ba",
    "'a' in b'abc'",
    "300 in b'abc'",
    "1.5 in b'abc'",
    (
        "b'a' == bytearray(b'a'), b'a' == 'a', b'a' != b'b', b'a' < b'b', "
        "b'ab' >= b'a', bytearray(b'a') == b'a', b'a' == memoryview(b'a')"
    ),
    "b'a' < 'b'",
    "b'a' < bytearray(b'b')",
    "sorted([b'b', b'a', b'ab'])",
    "hash(b'a') == hash(b'a')",
    "hash(ba)",
    "{b'a': 1}[b'a']",
    "{bytearray(b'a'): 1}",
    (
        "b'hello'.find(b'l'), b'hello'.find(108), b'hello'.rfind(b'l'), "
        "b'hello'.find(b'z'), b'hello'.find(b'l', 3), b'hello'.find(b'', 9)"
    ),
    "b'hello'.find('l')",
    "b'hello'.index(b'z')",
    "b'hello'.index(b'l', 0, 2)",
    "b'hello'.rindex(b'l')",
    "b'hello'.count(b'l'), b'hello'.count(b''), b'hello'.count(108)",
    (
        "b'hello'.startswith(b'he'), b'hello'.startswith((b'x', b'he')), "
        "b'hello'.endswith(b'lo'), b'hello'.startswith(b'l', 2)"
    ),
    "b'hello'.startswith('he')",
    "b'hello'.startswith(('he',))",
    "b'hello'.endswith(5)",
    (
        "b'hello'.replace(b'l', b'LL'), b'hello'.replace(b'l', b'', 1), "
        "b'hello'.replace(b'', b'-'), ba.replace(b'l', b'x')"
    ),
    "b'hello'.replace('l', b'')",
    (
        "b'a b  c'.split(), b'a,b,,c'.split(b','), b' a b '.split(None, 1), "
        "b'a,b,c'.split(b',', 1), b'a b'.split(sep=b' '), b'a b "
        "c'.split(maxsplit=1)"
    ),
    "b'a b  c'.rsplit(), b'a,b,,c'.rsplit(b',', 1), b' a b c '.rsplit(None, 1), ba.split(b'l')",
    "b'abc'.split('b')",
    "b'abc'.split(b'')",
    (
        "b'a\\nb\\r\\nc\\rd'.splitlines(), b'a\\nb'.splitlines(True), "
        "b'a\\n'.splitlines(), b''.splitlines(), "
        "b'a\\x0bb'.splitlines(keepends=True)"
    ),
    (
        "b'abcbd'.partition(b'b'), b'abcbd'.rpartition(b'b'), "
        "b'abc'.partition(b'x'), b'abc'.rpartition(b'x'), ba.partition(b'l')"
    ),
    "b'a'.partition('a')",
    "b'a'.partition(b'')",
    "b'abc'.removeprefix(b'ab'), b'abc'.removesuffix(b'bc'), b'abc'.removeprefix(b'x')",
    (
        "b'  a '.strip(), b'xxaxx'.strip(b'x'), b'xay'.lstrip(b'x'), "
        "b'xay'.rstrip(b'yx'), ba.strip(b'ho')"
    ),
    "b'a'.strip('a')",
    (
        "b','.join([b'a', b'b']), b''.join([]), b'-'.join((b'a', "
        "bytearray(b'b'))), bytearray(b',').join([b'a', b'b']), "
        "b''.join(bytes([i]) for i in range(3))"
    ),
    "b','.join(['a'])",
    "b','.join([b'a', 1])",
    "b','.join(5)",
    (
        "b'abc'.translate(bytes.maketrans(b'ab', b'xy')), "
        "b'abc'.translate(None, b'b'), b'abc'.translate(None, delete=b'a')"
    ),
    "b'abc'.translate(b'x')",
    "bytes.maketrans(b'a', b'bc')",
    "bytes.maketrans('a', 'b')",
    (
        "b'aB1'.upper(), b'aB1'.lower(), b'aB1'.swapcase(), b'hello "
        "world'.title(), b'hELLO'.capitalize(), ba.upper()"
    ),
    (
        "b'abc'.isalpha(), b''.isalpha(), b'a1'.isalnum(), b'12'.isdigit(), b' "
        "\\t'.isspace(), b'ab'.islower(), b'AB'.isupper(), b'Ab Cd'.istitle(), "
        "b'\\xff'.isascii(), b''.isascii()"
    ),
    (
        "b'a'.center(5), b'a'.center(4, b'*'), b'a'.ljust(3, b'.'), "
        "b'a'.rjust(3), b'-5'.zfill(5), ba.center(9)"
    ),
    "b'a'.center(5, 'x')",
    "b'a'.ljust(5, b'xy')",
    "b'a\\tb'.expandtabs(), b'a\\tb'.expandtabs(4), b'a\\tb'.expandtabs(tabsize=2)",
    (
        "b'\\xde\\xad\\xbe\\xef'.hex(), b'\\xde\\xad\\xbe\\xef'.hex(':'), "
        "b'\\xde\\xad\\xbe\\xef'.hex('-', 2), b'\\xde\\xad\\xbe\\xef'.hex('-', -3), "
        "ba.hex(), mv.hex()"
    ),
    "b'a'.hex('ab')",
    "b'a'.hex(5)",
    "b'ab'.hex(sep=' ', bytes_per_sep=1)",
    (
        "bytes.fromhex('de ad BE ef'), bytearray.fromhex('00ff'), "
        "bytes.fromhex(''), bytes.fromhex(' 1 ')"
    ),
    "bytes.fromhex('0')",
    "bytes.fromhex('zz')",
    "bytes.fromhex('00 1')",
    "bytes.fromhex(5)",
    "b'%d %s %b %c %r %a %x %5.1f' % (1, b'a', bytearray(b'b'), 65, 'é', 'é', 255, 1.5)",
    "b'%s' % 'a'",
    "b'%b' % 5",
    "b'%c' % 256",
    "b'%c' % b'ab'",
    "b'%(a)s' % {b'a': b'x'}",
    "b'%d' % 'a'",
    "b'%f' % 'a'",
    "b'%s %s' % (b'a',)",
    "b'%s' % (b'a', b'b')",
    "b'%y' % 1",
    "b'%5s|%-5s|%.1s' % (b'a', b'b', b'cd')",
    "b'%%' % ()",
    "bytearray(b'%d') % 5",
    "b'\\xff%s' % b'\\xfe'",
    "ba.append(33), ba",
    "ba.append(256)",
    "ba.append('a')",
    "ba.extend(b'xy'), ba.extend([1, 2]), ba.extend(range(3)), ba",
    "ba.extend('ab')",
    "ba.extend(5)",
    "ba.extend([256])",
    "ba.extend(ba), ba",
    "ba.insert(0, 65), ba.insert(-1, 66), ba.insert(100, 67), ba",
    "ba.pop(), ba.pop(0), ba",
    "bytearray().pop()",
    "ba.pop(100)",
    "ba.remove(108), ba",
    "ba.remove(250)",
    "ba.reverse(), ba",
    "ba.copy(), ba.copy() is ba",
    "ba.__setitem__(0, 90), ba",
    "ba.__setitem__(0, 256)",
    "ba.__setitem__(0, 'a')",
    "ba.__setitem__(100, 1)",
    "ba.__setitem__(slice(0, 2), b'XYZ'), ba",
    "ba.__setitem__(slice(0, 0), [1, 2]), ba",
    "ba.__setitem__(slice(None, None, 2), b'a')",
    "ba.__setitem__(slice(0, 4, 2), b'QQ'), ba",
    "ba.__setitem__(slice(0, 2), 5)",
    "ba.__setitem__(slice(0, 2), 'ab')",
    "ba.__setitem__(slice(0, 2), ba), ba",
    "ba.__delitem__(0), ba",
    "ba.__delitem__(slice(0, 3)), ba",
    "ba.__delitem__(slice(None, None, 2)), ba",
    "ba.__delitem__(slice(None, None, -2)), ba",
    "ba.__delitem__(100)",
    "ba.clear(), ba",
    "b2 is b3, b2",
    "b2 is b3, b2",
    "x",
    "b2",
    "b2.__iadd__('x')",
    (
        "memoryview(b'abc')[1:].tobytes(), memoryview(b'abc').tolist(), "
        "memoryview(b'abc').nbytes, memoryview(b'abc').readonly, "
        "memoryview(b'abc').format, memoryview(b'abc').obj"
    ),
    "memoryview('a')",
    "memoryview()",
    "memoryview(b'abc')[5]",
    "b2, bytes(m2)",
    "m.tobytes()",
    (
        "isinstance(ba, bytes), isinstance(b'', bytes), isinstance(ba, "
        "bytearray), type(ba), type(mv)"
    ),
    "ord(b'a'), ord(bytearray(b'a'))",
    "int.from_bytes(ba + b'a', 'big')",
    "int(b'12'), float(b'1.5'), int(bytearray(b'12'))",
    (
        "b'abc'.decode(), b'\\xc3\\xa9'.decode('utf-8'), b'abc'.decode('ascii', "
        "'strict'), b'abc'.decode(encoding='latin-1'), ba.decode()"
    ),
    "bool(b''), bool(bytearray()), bool(b'a'), bool(bytearray(b'a'))",
    "b'abc'.__contains__(97)",
    (
        "max(b'abc'), min(b'abc'), sum(b'abc'), sorted(b'cab'), "
        "list(reversed(b'abc')), list(enumerate(b'ab')), list(zip(b'ab', "
        "b'cd'))"
    ),
    "a if (a := b'x') else 0",
    "b'\\t\\n\\r\\\\\\'\"\\x00\\x7f'",
    'bytearray(b"it\'s")',
    (
        "By(b'abc'), By(b'abc')[0], By(b'a') + b'b', len(By(b'ab')), "
        "By(b'abc').upper(), type(By(b'a'))"
    ),
    "bytes(HasBytes()), b'%s' % HasBytes()",
    "bytes(Idx()), b'abcdef'[Idx()], b'abc' * Idx(), bytes([Idx()]), b'abcdef'[Idx():]",
]


@cpython_311
def test_bytes(vm: VM) -> None:
    check(vm, shown(BYTES, BYTES_SETUP))
