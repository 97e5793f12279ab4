"""Encodings that str.encode() has not itself, handlers of errors, and what is decoded in pieces."""

from __future__ import annotations

import pytest

from pkhost import run_script

SOURCES = {
    "charmaps": "print('naïve é'.encode('cp437'), b'\\x82'.decode('cp850'), 'я'.encode('koi8-r'))",
    "escapes": """
print('é\\n\\U0001f600'.encode('unicode_escape'))
print(b'\\\\u00e9\\\\x41\\\\t'.decode('unicode_escape'))
""",
    "no text": """
import codecs
print(codecs.encode('Hello', 'rot13'), codecs.decode(b'4142', 'hex'))
""",
    "handlers": """
import codecs
codecs.register_error('dash', lambda e: ('-', e.end))
print('aéb'.encode('ascii', 'dash'), b'a\\xffb'.decode('utf-8', 'dash'))
codecs.register_error('bytes', lambda e: (b'??', e.end))
print('aé'.encode('latin-1', 'bytes'), '€é'.encode('latin-1', 'bytes'))
""",
    "in pieces": """
import codecs
for name, data in (('utf-8', 'aé€😀'.encode()), ('utf-16', 'aé😀'.encode('utf-16'))):
    decoder = codecs.getincrementaldecoder(name)()
    print([decoder.decode(bytes([byte])) for byte in data], decoder.decode(b'', True))
""",
    "errors": """
for bad in ("'a'.encode('rot13')", "'a'.encode('nothing')", "'é'.encode('ascii', 'nope')",
            "b'a'.decode('hex')", "'é'.encode('iso8859-5')", "b'\\\\x'.decode('unicode_escape')"):
    try:
        print(eval(bad))
    except Exception as e:
        print(type(e).__name__, e)
""",
    "of ones own": """
import codecs
def encode(text, errors='strict'):
    return text.upper().encode(), len(text)
def decode(data, errors='strict'):
    return bytes(data).decode().lower(), len(data)
def search(name):
    if name == 'upper':
        return codecs.CodecInfo(encode, decode, name='upper')
codecs.register(search)
print('abc'.encode('upper'), b'ABC'.decode('upper'))
""",
}  # fmt: skip


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_encodings_do_what_cpython_s_do(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(source, "main.py", "exec"), {"__name__": "__main__"})
    expected = capsys.readouterr().out
    result = run_script(source, dialect="python")
    assert result.stdout == expected and result.error is None, str(result)


def test_a_handler_that_never_goes_on_can_be_stopped() -> None:
    from pkhost import Limits, Status

    source = """
import codecs
codecs.register_error('stay', lambda e: ('', e.start))
'é'.encode('ascii', 'stay')
"""
    result = run_script(source, dialect="python", limits=Limits(steps=200_000))
    assert result.status is Status.STEPS
