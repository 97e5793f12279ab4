/* builtin_signatures.c -- the keywords that native functions and methods take, as CPython's do.
 *
 * In CPython's own notation, from its documentation.  What is not here takes none.
 */
#include "base/macros.h"
#include "language/signatures.h"
#include "python/builtin_install.h"

bool builtin_signatures_install(void)
{
    static const char *const texts[] = {
        "str.split(self, /, sep=None, maxsplit=-1)",
        "str.rsplit(self, /, sep=None, maxsplit=-1)",
        "str.splitlines(self, /, keepends=False)",
        "str.encode(self, /, encoding='utf-8', errors='strict')",
        "str.expandtabs(self, /, tabsize=8)",
        "bytes.decode(self, /, encoding='utf-8', errors='strict')",
        "bytes.split(self, /, sep=None, maxsplit=-1)",
        "bytes.rsplit(self, /, sep=None, maxsplit=-1)",
        "bytes.splitlines(self, /, keepends=False)",
        "bytes.hex(self, /, sep=, bytes_per_sep=1)",
        "bytes.translate(self, table, /, delete=b'')",
        "bytes.expandtabs(self, /, tabsize=8)",
        "bytearray.translate(self, table, /, delete=b'')",
        "bytearray.expandtabs(self, /, tabsize=8)",
        "bytearray.splitlines(self, /, keepends=False)",
        "bytearray.hex(self, /, sep=, bytes_per_sep=1)",
        "bytearray.decode(self, /, encoding='utf-8', errors='strict')",
        "bytearray.split(self, /, sep=None, maxsplit=-1)",
        "bytearray.rsplit(self, /, sep=None, maxsplit=-1)",
        "int.to_bytes(self, /, length=1, byteorder='big', *, signed=False)",
        "int.from_bytes(cls, bytes, byteorder='big', *, signed=False)",
        "int(cls, x=0, /, base=10)",
        "str(cls, /, object='', encoding='utf-8', errors='strict')",
        "bytes(cls, /, source=, encoding='utf-8', errors='strict')",
        "bytearray.__init__(self, /, source=, encoding='utf-8', errors='strict')",
        "complex(cls, /, real=0, imag=)",
        "property(cls, /, fget=None, fset=None, fdel=None, doc=None)",
        "round(number, ndigits=None)",
        "pow(base, exp, mod=None)",
        "sum(iterable, /, start=0)",
    };
    signatures_add_named(texts, COUNT(texts));
    return true;
}
