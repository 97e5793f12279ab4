"""Encodings and their errors, and the repr of text, in dialect "python", against this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311, shown

from pkhost import VM

ENCODINGS_SETUP = r"""
def fields(f):
    try: f()
    except UnicodeError as e:
        place = e.encoding, e.object, e.start, e.end
        return type(e).__name__, place, e.reason, isinstance(e, ValueError)
"""
ENCODINGS = [
    (
        "'héllo'.encode(), 'héllo'.encode('utf8'), 'héllo'.encode('UTF-8'), "
        "'héllo'.encode('latin-1'), 'héllo'.encode('cp1252'), "
        "'€'.encode('cp1252'), 'é'.encode('iso-8859-1')"
    ),
    "'héllo'.encode('ascii')",
    "'hééllo'.encode('ascii')",
    "'€'.encode('latin-1')",
    "'ā'.encode('cp1252')",
    (
        "'é€'.encode('ascii', 'ignore'), 'é€'.encode('ascii', 'replace'), "
        "'é€😀'.encode('ascii', 'backslashreplace'), 'é€😀'.encode('ascii', "
        "'xmlcharrefreplace')"
    ),
    "'é'.encode('ascii', errors='ignore')",
    "'é'.encode('ascii', 'nope')",
    "'e'.encode('ascii', 'nope')",
    "'e'.encode('nope')",
    "'e'.encode(5)",
    "'e'.encode('ascii', 5)",
    (
        "'aé😀'.encode('utf-16'), 'aé😀'.encode('utf-16-le'), "
        "'aé😀'.encode('utf-16-be'), 'aé😀'.encode('utf-32'), "
        "'aé😀'.encode('utf-32-be'), 'a'.encode('utf-8-sig'), "
        "''.encode('utf-16')"
    ),
    (
        "b'\\xff\\xfea\\x00'.decode('utf-16'), b'\\xfe\\xff\\x00a'.decode('utf-16'), "
        "b'a\\x00'.decode('utf-16-le'), b'a\\x00'.decode('utf-16'), "
        "b'\\xef\\xbb\\xbfa'.decode('utf-8-sig'), b'a'.decode('utf-8-sig'), "
        "b'\\xff\\xfe\\x00\\x00a\\x00\\x00\\x00'.decode('utf-32')"
    ),
    "b'a'.decode('utf-16-le')",
    "b'\\x00\\xd8a\\x00'.decode('utf-16-le')",
    "b'\\x00\\xdc'.decode('utf-16-le')",
    "b'\\x00\\xd8'.decode('utf-16-le')",
    "b'a\\x00\\x00'.decode('utf-32-le')",
    "b'\\x00\\x00\\x11\\x00'.decode('utf-32-le')",
    "b'\\xff'.decode()",
    "b'a\\xe9b'.decode()",
    "b'\\xe2\\x82'.decode()",
    "b'\\xe2'.decode()",
    "b'\\xe2\\x28\\xa1'.decode()",
    "b'\\xf0\\x9f\\x98'.decode()",
    "b'\\xed\\xa0\\x80'.decode()",
    "b'\\xc0\\x80'.decode()",
    (
        "b'\\xff\\xfe\\xe2\\x82a'.decode('utf-8', 'replace'), "
        "b'\\xffa'.decode('utf-8', 'ignore'), b'\\xff\\xe2\\x82'.decode('utf-8', "
        "'backslashreplace')"
    ),
    "b'\\xff'.decode('utf-8', 'surrogateescape') == '\\udcff'",
    "b'\\xffa'.decode('utf-8', 'surrogateescape').encode('utf-8', 'surrogateescape')",
    "'\\ud800'.encode()",
    "'a\\ud800\\ud801b'.encode()",
    (
        "'\\ud800'.encode('utf-8', 'surrogatepass'), "
        "b'\\xed\\xa0\\x80'.decode('utf-8', 'surrogatepass') == '\\ud800'"
    ),
    (
        "'\\ud800'.encode('utf-8', 'replace'), '\\ud800'.encode('utf-8', "
        "'ignore'), '\\ud800'.encode('ascii', 'backslashreplace')"
    ),
    "'\\ud800', ascii('\\ud800'), len('\\ud800'), repr('\\ud800a')",
    (
        "b'\\x80'.decode('cp1252'), b'\\xe9'.decode('latin-1'), bytes(range(128, "
        "256)).decode('latin-1')"
    ),
    "b'\\x81'.decode('cp1252')",
    "b'\\xe9'.decode('ascii')",
    (
        "b'\\xe9\\xe9'.decode('ascii', 'replace'), b'\\xe9'.decode('ascii', "
        "'ignore'), b'\\xe9'.decode('ascii', 'backslashreplace')"
    ),
    "b'\\xe9'.decode('ascii', 'nope')",
    "b'a'.decode('nope')",
    "b'a'.decode(5)",
    "b'a'.decode('ascii', None)",
    "bytearray(b'\\xff').decode()",
    "fields(lambda: 'aéé'.encode('ascii'))",
    "fields(lambda: b'a\\xff'.decode())",
    "fields(lambda: bytearray(b'a\\xff').decode())",
    "'é' == b'\\xc3\\xa9'.decode()",
    "repr('é\\x80\\xa0\\xad\\u200b\\u2028\\ue000\\U000e0001\\U0010ffff日本😀\\u0378')",
    "ascii('é日😀\\n')",
    "'a'.encode('utf-8').decode('utf-8').encode('UTF_8')",
    "'x'.encode('u8'), 'x'.encode('L1'), 'x'.encode('us-ascii')",
]


@cpython_311
def test_encodings(vm: VM) -> None:
    check(vm, shown(ENCODINGS, ENCODINGS_SETUP))
