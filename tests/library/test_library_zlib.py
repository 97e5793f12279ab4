"""zlib, gzip and zipfile: zlib's own coding, in the VM's memory and under its limits."""

from __future__ import annotations

import zlib

import pytest

from pkhost import Limits, ScriptResult, Status, run_script

VERSION = b"1.2.13"
"""What the engine is linked with: other versions may compress to other bytes."""


def run(source: str, **options: object) -> ScriptResult:
    return run_script(source, dialect="python", **options)  # type: ignore[arg-type]


def printed(source: str, **options: object) -> str:
    result = run(source, **options)
    assert result.error is None, str(result)
    return result.stdout


@pytest.mark.parametrize("level", range(-1, 10))
def test_what_is_compressed_here_is_decompressed_there(level: int) -> None:
    source = f"""
import zlib
data = bytes(i * i % 251 for i in range(3000)) + b'text ' * 5000
print(zlib.compress(data, {level}).hex(), zlib.ZLIB_VERSION)
"""
    packed, version = printed(source).split()
    data = bytes(i * i % 251 for i in range(3000)) + b"text " * 5000
    assert zlib.decompress(bytes.fromhex(packed)) == data
    if version == zlib.ZLIB_RUNTIME_VERSION:
        assert bytes.fromhex(packed) == zlib.compress(data, level)


def test_pieces_dictionaries_copies_and_checksums() -> None:
    source = """
import zlib
words = b'the quick brown fox'
for bits in (15, -15, 31):
    coder = zlib.compressobj(6, zlib.DEFLATED, bits, zdict=words) if bits != 31 else (
        zlib.compressobj(6, zlib.DEFLATED, bits))
    packed = coder.compress(b'the quick ') + coder.flush(zlib.Z_SYNC_FLUSH)
    other = coder.copy()
    packed += coder.compress(b'brown fox') + coder.flush()
    reader = zlib.decompressobj(bits, zdict=words) if bits != 31 else zlib.decompressobj(bits)
    out = b''
    for byte in packed + b'more':
        out += reader.decompress(bytes([byte]))
    print(out, reader.eof, reader.unused_data, len(other.flush()) > 0)
reader = zlib.decompressobj()
packed = zlib.compress(b'a' * 100000)
found = reader.decompress(packed, 10)
print(found, len(reader.unconsumed_tail) > 0, len(reader.decompress(reader.unconsumed_tail)))
print(zlib.crc32(b'abc'), zlib.adler32(b'abc'), zlib.crc32(b'c', zlib.crc32(b'ab')))
for bad in ("zlib.decompress(b'x')", "zlib.decompress(packed[:-1])", "zlib.compress(b'', 99)",
            "zlib.compress('x')", "zlib.decompressobj().decompress(b'', -1)",
            "zlib.compressobj(99)", "zlib.decompress(zlib.compress(b'a')[:-1] + b'x')"):
    try:
        print(eval(bad))
    except Exception as e:
        print(type(e).__name__, e)
"""
    mine = printed(source)
    with pytest.MonkeyPatch.context() as patch:
        lines: list[str] = []
        patch.setattr("builtins.print", lambda *values: lines.append(" ".join(map(str, values))))
        exec(compile(source, "main.py", "exec"), {"__name__": "__main__"})
    assert mine.splitlines() == lines


def test_archives_of_files() -> None:
    source = """
import gzip, io, zipfile
with gzip.open('f.gz', 'wt', encoding='utf-8') as f:
    f.write('line 1\\nline é\\n')
print(gzip.open('f.gz', 'rt', encoding='utf-8').readlines())
with zipfile.ZipFile('a.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('d/x.txt', 'hello ' * 50)
    z.write('f.gz')
with zipfile.ZipFile('a.zip') as z:
    print(z.namelist(), z.read('d/x.txt')[:11], z.testzip())
    z.extractall('out')
print(open('out/d/x.txt').read(5))
"""
    assert printed(source, files={}) == (
        "['line 1\\n', 'line é\\n']\n['d/x.txt', 'f.gz'] b'hello hello' None\nhello\n"
    )


# --- Limits ---


def test_a_bomb_is_stopped_by_the_limit_on_memory() -> None:
    source = "import zlib\nzlib.decompress(data)"
    packed = zlib.compress(bytes(200_000_000), 9)
    limits = Limits(memory="32MiB", steps=None)
    result = run(source, inputs={"data": packed}, limits=limits)
    assert result.status is Status.MEMORY


def test_coding_takes_steps() -> None:
    source = "import zlib\nd = bytes(1 << 20)\nwhile True: zlib.compress(d)"
    assert run(source, limits=Limits(steps=2_000_000)).status is Status.STEPS
    source = "import zlib\nd = zlib.compress(bytes(1 << 20))\nwhile True: zlib.decompress(d)"
    assert run(source, limits=Limits(steps=2_000_000)).status is Status.STEPS


def test_coders_that_nobody_has_give_their_memory_back() -> None:
    source = """
import zlib
for i in range(300):
    c = zlib.compressobj(9); c.compress(bytes(1000))
    d = zlib.decompressobj(); d.decompress(zlib.compress(b'x' * 1000))
print('done')
"""
    assert printed(source, limits=Limits(memory="16MiB", steps=10_000_000)) == "done\n"


@pytest.mark.parametrize(
    "source",
    [
        "c = zlib.compressobj(); c.flush(); c.compress(b'x')",
        "c = zlib.compressobj(); c.flush(); c.flush()",
        "zlib.compressobj(memLevel=9, wbits=31, strategy=4).copy().flush(99)",
        "type(zlib.compressobj()._coder).__new__(type(zlib.compressobj()._coder)).run(b'', 4)",
        "zlib.decompressobj(wbits=1 << 70)",
        "zlib.crc32(b'x', -1 << 80)",
        "zlib.decompressobj(zdict=b'a' * 100000).decompress(zlib.compress(b'x'))",
        "zlib.decompress(bytes(range(256)) * 100, -15)",
    ],
)
def test_what_makes_no_sense_is_an_error(source: str) -> None:
    result = run(f"import zlib\n{source}")
    assert result.status in (Status.OK, Status.ERROR), str(result)
