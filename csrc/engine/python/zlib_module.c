/* zlib_module.c -- the module _zlib of dialect "python": what csrc/library/python/zlib.py is made of.
 *
 *     crc32(data, value)  adler32(data, value)
 *     deflater(level, method, bits, memory, strategy, dictionary)
 *     inflater(bits, dictionary)      either answers an error number instead
 *     deflater.run(data, flush)       (bytes, error number, message)
 *     inflater.run(data, most)        (bytes, error number, message, bytes of data that were not read)
 *     .copy()
 *
 * The coding is zlib's own.  Its memory is the VM's; it works piece by piece, so that steps are taken
 * and the script can be stopped.  Data are bytes, which nothing changes meanwhile.
 */
#include "python/zlib.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/natives.h"
#include "memory/region.h"
#include "python/builder.h"
#include "python/byte_values.h"
#include "python/install.h"
#include "stop/steps.h"

#include <string.h>

enum { PIECE = 1 << 14, BYTES_A_STEP = 16, CHECKED_BYTES_A_STEP = 256, DICTIONARY = 0 };

typedef struct coder {
    z_stream stream;
    bool is_open;  /* there is something to end */
    bool has_data; /* inflate: its dictionary is the object's slot */
} coder;

static voidpf take(voidpf opaque, uInt count, uInt size)
{
    (void)opaque;
    return pkhost_libc_malloc((size_t)count * size);
}

static void give_back(voidpf opaque, voidpf block)
{
    (void)opaque;
    pkhost_libc_free(block);
}

static bool charge(size_t steps)
{
    pkhost_vm *const vm = pkhost_here;
    vm->region->steps_left -= (int64_t)steps;
    return step_take(vm);
}

static bool take_bytes(py_Ref value, const unsigned char **data, size_t *size)
{
    int length;
    if (value->type != tp_bytes)
        return TypeError("bytes are wanted, not '%t'", value->type);
    *data = py_tobytes(value, &length);
    *size = (size_t)length;
    return true;
}

/* ---------------------------------------------------------------------- checksums */

static bool checksum(int argc, py_Ref argv, uLong (*next)(uLong, const Bytef *, uInt))
{
    const unsigned char *data = NULL;
    size_t size = 0;
    int64_t value;
    if (!argument_count("checksum", argc, 2, 2) || !take_bytes(&argv[0], &data, &size)
        || !argument_as_int(&argv[1], &value) || !charge(size / CHECKED_BYTES_A_STEP))
        return false;
    py_newint(py_retval(), (int64_t)next((uLong)value & 0xFFFFFFFFu, data, (uInt)size));
    return true;
}

static uLong next_crc32(uLong value, const Bytef *data, uInt size)
{
    return crc32(value, data, size);
}

static uLong next_adler32(uLong value, const Bytef *data, uInt size)
{
    return adler32(value, data, size);
}

static bool module_crc32(int argc, py_Ref argv) { return checksum(argc, argv, next_crc32); }
static bool module_adler32(int argc, py_Ref argv) { return checksum(argc, argv, next_adler32); }

/* ------------------------------------------------------------------------- coders */

static coder *coder_of(py_Ref self) { return py_touserdata(self); }

static void end_deflater(void *data)
{
    coder *const c = data;
    if (c->is_open)
        deflateEnd(&c->stream);
    c->is_open = false;
}

static void end_inflater(void *data)
{
    coder *const c = data;
    if (c->is_open)
        inflateEnd(&c->stream);
    c->is_open = false;
}

/* On the value stack. */
static coder *make(py_Type type, py_Ref dictionary)
{
    py_StackRef const object = py_pushtmp();
    coder *const c = py_newobject(object, type, 1, sizeof *c);
    memset(c, 0, sizeof *c);
    c->stream.zalloc = take;
    c->stream.zfree = give_back;
    *py_getslot(object, DICTIONARY) = *dictionary;
    return c;
}

static bool finish_making(int wrong)
{
    if (wrong == Z_OK)
        *py_retval() = *py_peek(-1);
    else
        py_newint(py_retval(), wrong);
    py_pop();
    return true;
}

static bool numbers_of(py_Ref argv, int count, int *numbers)
{
    for (int i = 0; i < count; i++) {
        int64_t number;
        if (!argument_as_int(&argv[i], &number))
            return false;
        numbers[i] = number < INT32_MIN || number > INT32_MAX ? INT32_MIN : (int)number;
    }
    return true;
}

static bool module_deflater(int argc, py_Ref argv)
{
    enum { LEVEL, METHOD, BITS, MEMORY, STRATEGY, NUMBERS };
    int numbers[NUMBERS];
    if (!argument_count("deflater", argc, NUMBERS + 1, NUMBERS + 1)
        || !numbers_of(argv, NUMBERS, numbers))
        return false;
    coder *const c = make(pkhost_here->region->deflater, &argv[NUMBERS]);
    int wrong = deflateInit2(&c->stream, numbers[LEVEL], numbers[METHOD], numbers[BITS],
                             numbers[MEMORY], numbers[STRATEGY]);
    c->is_open = wrong == Z_OK;
    if (wrong == Z_OK && argv[NUMBERS].type == tp_bytes) {
        int size;
        const unsigned char *const data = py_tobytes(&argv[NUMBERS], &size);
        wrong = deflateSetDictionary(&c->stream, data, (uInt)size);
    }
    return finish_making(wrong);
}

static bool module_inflater(int argc, py_Ref argv)
{
    int bits;
    if (!argument_count("inflater", argc, 2, 2) || !numbers_of(argv, 1, &bits))
        return false;
    coder *const c = make(pkhost_here->region->inflater, &argv[1]);
    int wrong = inflateInit2(&c->stream, bits);
    c->is_open = wrong == Z_OK;
    c->has_data = argv[1].type == tp_bytes;
    if (wrong == Z_OK && c->has_data && bits < 0) { /* raw: nothing will ask for it */
        int size;
        const unsigned char *const data = py_tobytes(&argv[1], &size);
        wrong = inflateSetDictionary(&c->stream, data, (uInt)size);
    }
    return finish_making(wrong);
}

/* The answer of run(); `left` < 0: without it. */
static bool give_answer(builder *out, int status, const char *message, int64_t left)
{
    builder_give_bytes(out);
    py_StackRef const made = py_pushtmp();
    *made = *py_retval();
    py_Ref const items = py_newtuple(py_retval(), left < 0 ? 3 : 4);
    items[0] = *made;
    py_newint(&items[1], status);
    py_newnone(&items[2]);
    if (message != NULL)
        py_newstr(&items[2], message);
    if (left >= 0)
        py_newint(&items[3], left);
    py_pop();
    return true;
}

static bool deflater_run(int argc, py_Ref argv)
{
    const unsigned char *data = NULL;
    size_t size = 0;
    int flush, status = Z_OK;
    builder out = { 0 };
    unsigned char buffer[PIECE];
    if (!argument_count("run", argc - 1, 2, 2) || !take_bytes(&argv[1], &data, &size)
        || !numbers_of(&argv[2], 1, &flush))
        return false;
    coder *const c = coder_of(argv);
    bool is_last;
    do {
        const size_t piece = size < PIECE ? size : PIECE;
        is_last = piece == size;
        if (!charge(piece / BYTES_A_STEP)) {
            builder_free(&out);
            return false;
        }
        if (!c->is_open) {
            builder_free(&out);
            return ValueError("the stream has ended");
        }
        c->stream.next_in = (Bytef *)data;
        c->stream.avail_in = (uInt)piece;
        do {
            c->stream.next_out = buffer;
            c->stream.avail_out = sizeof buffer;
            status = deflate(&c->stream, is_last ? flush : Z_NO_FLUSH);
            builder_add(&out,
                        (c11_sv){ (char *)buffer, (int)(sizeof buffer - c->stream.avail_out) });
        } while (status == Z_OK && c->stream.avail_out == 0);
        c->stream.next_in = NULL;
        c->stream.avail_in = 0;
        data += piece;
        size -= piece;
    } while (!is_last && (status == Z_OK || status == Z_BUF_ERROR));
    return give_answer(&out, status == Z_BUF_ERROR ? Z_OK : status, c->stream.msg, -1);
}

/* What inflate() asked for; what it answers then. */
static int give_dictionary(py_Ref self, coder *c)
{
    int size;
    if (!c->has_data)
        return Z_NEED_DICT;
    const unsigned char *const data = py_tobytes(py_getslot(self, DICTIONARY), &size);
    return inflateSetDictionary(&c->stream, data, (uInt)size);
}

static bool inflater_run(int argc, py_Ref argv)
{
    const unsigned char *data = NULL;
    size_t size = 0;
    int64_t most;
    int status = Z_OK;
    builder out = { 0 };
    unsigned char buffer[PIECE];
    if (!argument_count("run", argc - 1, 2, 2) || !take_bytes(&argv[1], &data, &size)
        || !argument_as_int(&argv[2], &most))
        return false;
    coder *const c = coder_of(argv);
    for (;;) {
        const size_t room =
            most > 0 && most - out.size < PIECE ? (size_t)(most - out.size) : sizeof buffer;
        const size_t piece = size < PIECE ? size : PIECE;
        if (room == 0)
            break;
        if (!charge(PIECE / BYTES_A_STEP / 4)) {
            builder_free(&out);
            return false;
        }
        c->stream.next_in = (Bytef *)data;
        c->stream.avail_in = (uInt)piece;
        c->stream.next_out = buffer;
        c->stream.avail_out = (uInt)room;
        status = inflate(&c->stream, Z_SYNC_FLUSH);
        data += piece - c->stream.avail_in;
        size -= piece - c->stream.avail_in;
        const size_t written = room - c->stream.avail_out;
        c->stream.next_in = NULL;
        c->stream.avail_in = 0;
        builder_add(&out, (c11_sv){ (char *)buffer, (int)written });
        if (status == Z_NEED_DICT)
            status = give_dictionary(argv, c);
        /* Without progress there is nothing left that it could work with. */
        if (status != Z_OK || (size == 0 && written < room))
            break;
    }
    return give_answer(&out, status, c->stream.msg, (int64_t)size);
}

static bool coder_copy(int argc, py_Ref argv, py_Type type, int (*copy)(z_streamp, z_streamp))
{
    if (!argument_count("copy", argc - 1, 0, 0))
        return false;
    coder *const from = coder_of(argv);
    if (!from->is_open)
        return ValueError("Inconsistent stream state");
    coder *const to = make(type, py_getslot(argv, DICTIONARY));
    const int wrong = copy(&to->stream, &from->stream);
    to->is_open = wrong == Z_OK;
    to->has_data = from->has_data;
    return finish_making(wrong);
}

static bool deflater_copy(int argc, py_Ref argv)
{
    return coder_copy(argc, argv, pkhost_here->region->deflater, deflateCopy);
}

static bool inflater_copy(int argc, py_Ref argv)
{
    return coder_copy(argc, argv, pkhost_here->region->inflater, inflateCopy);
}

bool zlib_fill(py_GlobalRef module)
{
    static const native deflater[] = { { "run", deflater_run }, { "copy", deflater_copy } };
    static const native inflater[] = { { "run", inflater_run }, { "copy", inflater_copy } };
    region *const r = pkhost_here->region;
    r->deflater = pk_newtype("deflater", tp_object, NULL, end_deflater, false, true);
    r->inflater = pk_newtype("inflater", tp_object, NULL, end_inflater, false, true);
    py_bindfunc(module, "crc32", module_crc32);
    py_bindfunc(module, "adler32", module_adler32);
    py_bindfunc(module, "deflater", module_deflater);
    py_bindfunc(module, "inflater", module_inflater);
    py_TValue version;
    py_newstr(&version, ZLIB_VERSION);
    py_setdict(module, py_name("VERSION"), &version);
    return natives_replace(py_tpobject(r->deflater), deflater, COUNT(deflater))
           && natives_replace(py_tpobject(r->inflater), inflater, COUNT(inflater));
}
