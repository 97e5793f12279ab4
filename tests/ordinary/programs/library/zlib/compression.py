import zlib
d = b"hello hello hello " * 50
c = zlib.compress(d); print(len(c) < len(d), zlib.decompress(c) == d, zlib.crc32(b"hello"), zlib.adler32(b"hello"), zlib.crc32(b"lo", zlib.crc32(b"hel")) == zlib.crc32(b"hello"))
o = zlib.compressobj(9); p = o.compress(b"a" * 100) + o.flush(); e = zlib.decompressobj(); print(e.decompress(p) + e.flush() == b"a" * 100, e.eof, e.unused_data, zlib.decompress(zlib.compress(b"", 0)))
try:
    zlib.decompress(b"not compressed")
except zlib.error as x:
    print(x)
import gzip
print(gzip.decompress(gzip.compress(b"text")))
