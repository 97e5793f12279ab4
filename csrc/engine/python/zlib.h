/* zlib.h -- zlib's own header, whose functions are linked in under other names: the process may have
 * another zlib.
 *
 * The names are made by building/library/zlib.py. */
#ifndef PKHOST_PYTHON_ZLIB_H
#define PKHOST_PYTHON_ZLIB_H

#define adler32 pkhost_zlib_adler32
#define crc32 pkhost_zlib_crc32
#define deflate pkhost_zlib_deflate
#define deflateInit2_ pkhost_zlib_deflateInit2_
#define deflateEnd pkhost_zlib_deflateEnd
#define deflateCopy pkhost_zlib_deflateCopy
#define deflateSetDictionary pkhost_zlib_deflateSetDictionary
#define inflate pkhost_zlib_inflate
#define inflateInit2_ pkhost_zlib_inflateInit2_
#define inflateEnd pkhost_zlib_inflateEnd
#define inflateCopy pkhost_zlib_inflateCopy
#define inflateSetDictionary pkhost_zlib_inflateSetDictionary

#include <zlib.h>

#endif
