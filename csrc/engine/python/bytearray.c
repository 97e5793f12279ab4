/* bytearray.c -- methods that change a bytearray.
 *
 * Its content is a bytes object with room for more.  Code of a script's that runs in between
 * (__index__, an iterable) may change it: all of that comes first, and what points into it after. */
#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "language/iteration.h"
#include "python/byte_sources.h"
#include "python/byte_values.h"
#include "python/install.h"
#include "python/number_operators.h"
#include "python/slice_bounds.h"
#include "stop/zone.h"

#include <string.h>

static byte_array *array_of(py_Ref self) { return py_touserdata(self); }

static char *data_of(py_Ref self)
{
    int room;
    return (char *)py_tobytes(&array_of(self)->content, &room);
}

/* So many bytes take the place of `gone` bytes at `at`; what they are is to be written. */
static char *put_gap(py_Ref self, int64_t at, int64_t gone, int64_t size)
{
    byte_array *const a = array_of(self);
    const int64_t length = a->size - gone + size;
    int room;
    const char *const before = (char *)py_tobytes(&array_of(self)->content, &room);
    if (length > CHARACTERS_MOST / 2)
        stop_abandon(pkhost_here, STOP_MEMORY);
    if (length > room) {
        py_TValue larger;
        char *const to = (char *)py_newbytes(&larger, (int)(length + length / 8 + 16));
        memcpy(to, before, (size_t)a->size);
        array_of(self)->content = larger;
    }
    char *const data = data_of(self);
    memmove(data + at + size, data + at + gone, (size_t)(a->size - at - gone));
    a->size = (int)length;
    return data + at;
}

/* A place: negative from the end.  False: IndexError. */
static bool take_index(py_Ref self, py_Ref given, const char *message, int64_t *at)
{
    if (!integer_index_is_possible(given))
        return TypeError("bytearray indices must be integers or slices, not %t", given->type);
    if (!bytes_index(given, at))
        return false;
    if (*at < 0)
        *at += array_of(self)->size;
    return (*at >= 0 && *at < array_of(self)->size) || IndexError(message);
}

/* ------------------------------------------------------------------------- items, slices */

/* What is put into a slice, as bytes of its own, in *out, which is on the value stack. */
static bool take_content(py_Ref value, py_StackRef out)
{
    c11_sv given;
    py_Ref plain = boxed_value(value);
    if (!bytes_of(plain, &given)
        && (integer_is(plain) || plain->type == tp_str || !iteration_is_possible(value)))
        return TypeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    py_StackRef const source = py_pushtmp();
    *source = *value;
    if (!bytes_of_source("bytearray", 1, source))
        return false;
    py_pop();
    *out = *py_retval();
    return true;
}

static bool set_slice(py_Ref self, py_Ref slice, py_Ref value)
{
    slice_items s;
    c11_sv given;
    py_StackRef const content = py_pushtmp();
    py_newnone(content);
    if (!take_content(value, content) || !slice_take(slice, array_of(self)->size, &s))
        return false;
    /* __index__ of the slice's may have changed it: its numbers are numbers now. */
    const int64_t length = array_of(self)->size;
    if (s.start > length)
        s.start = length;
    if (s.step == 1 && s.start + s.count > length)
        s.count = length - s.start;
    bytes_of(content, &given);
    if (s.step == 1) {
        memcpy(put_gap(self, s.start, s.count, given.size), given.data, (size_t)given.size);
    } else {
        if (given.size != s.count)
            return ValueError("attempt to assign bytes of size %d to extended slice of size %d",
                              given.size, (int)s.count);
        for (int64_t i = 0; i < s.count && s.start + i * s.step < length; i++)
            data_of(self)[s.start + i * s.step] = given.data[i];
    }
    py_pop();
    return give_none();
}

static bool bytearray_setitem(int argc, py_Ref argv)
{
    int64_t at;
    char byte;
    if (!arguments_expected(argc - 1, 2))
        return false;
    if (argv[1].type == tp_slice)
        return set_slice(argv, &argv[1], &argv[2]);
    if (!take_index(argv, &argv[1], "bytearray index out of range", &at)
        || !byte_required(&argv[2], "byte", &byte))
        return false;
    if (at >= array_of(argv)->size)
        return IndexError("bytearray index out of range");
    data_of(argv)[at] = byte;
    return give_none();
}

static bool delete_slice(py_Ref self, py_Ref slice)
{
    slice_items s;
    if (!slice_take(slice, array_of(self)->size, &s))
        return false;
    const int64_t length = array_of(self)->size;
    if (s.step < 0 && s.count > 0) {
        s.start += (s.count - 1) * s.step;
        s.step = -s.step;
    }
    char *const data = data_of(self);
    int64_t to = s.start, next = s.start, left = s.count;
    for (int64_t from = s.start; from < length; from++) {
        if (left > 0 && from == next) {
            next += s.step;
            left--;
            continue;
        }
        data[to++] = data[from];
    }
    if (s.count > 0 && s.start < length)
        array_of(self)->size = (int)to;
    return give_none();
}

static bool bytearray_delitem(int argc, py_Ref argv)
{
    int64_t at;
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (argv[1].type == tp_slice)
        return delete_slice(argv, &argv[1]);
    if (!take_index(argv, &argv[1], "bytearray index out of range", &at))
        return false;
    put_gap(argv, at, 1, 0);
    return give_none();
}

/* -------------------------------------------------------------------------------- methods */

static bool bytearray_append(int argc, py_Ref argv)
{
    char byte;
    if (!argument_count("append", argc - 1, 1, 1) || !byte_required(&argv[1], "byte", &byte))
        return false;
    *put_gap(argv, array_of(argv)->size, 0, 1) = byte;
    return give_none();
}

static bool bytearray_insert(int argc, py_Ref argv)
{
    int64_t at;
    char byte;
    if (!argument_count("insert", argc - 1, 2, 2) || !bytes_index(&argv[1], &at)
        || !byte_required(&argv[2], "byte", &byte))
        return false;
    const int64_t length = array_of(argv)->size;
    if (at < 0)
        at = at + length < 0 ? 0 : at + length;
    if (at > length)
        at = length;
    *put_gap(argv, at, 0, 1) = byte;
    return give_none();
}

static bool extend(py_Ref self, py_Ref value)
{
    c11_sv given;
    py_StackRef const content = py_pushtmp();
    *content = *value;
    if (!bytes_of_source("bytearray", 1, content))
        return false;
    *content = *py_retval();
    bytes_of(content, &given);
    char *const to = put_gap(self, array_of(self)->size, 0, given.size);
    memcpy(to, given.data, (size_t)given.size);
    py_pop();
    return true;
}

static bool bytearray_extend(int argc, py_Ref argv)
{
    if (!argument_count("extend", argc - 1, 1, 1))
        return false;
    py_Ref plain = boxed_value(&argv[1]);
    if (plain->type == tp_str)
        return py_tosv(plain).size == 0
                   ? give_none()
                   : TypeError("'str' object cannot be interpreted as an integer");
    if (integer_is(plain) || !iteration_is_possible(plain))
        return TypeError("can't extend bytearray with %t", plain->type);
    return extend(argv, &argv[1]) && give_none();
}

static bool bytearray_iadd(int argc, py_Ref argv)
{
    c11_sv given;
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (!bytes_of(&argv[1], &given))
        return TypeError("can't concat %t to bytearray", argv[1].type);
    if (!extend(argv, &argv[1]))
        return false;
    *py_retval() = argv[0];
    return true;
}

static bool bytearray_imul(int argc, py_Ref argv)
{
    int64_t times;
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (!integer_is(&argv[1])) {
        py_newnotimplemented(py_retval());
        return true;
    }
    if (!bytes_index(&argv[1], &times))
        return false;
    const int64_t size = array_of(argv)->size;
    if (times <= 0) {
        array_of(argv)->size = 0;
    } else if (size > 0) {
        if (times > CHARACTERS_MOST / size)
            stop_abandon(pkhost_here, STOP_MEMORY);
        char *const rest = put_gap(argv, size, 0, size * (times - 1));
        characters_repeat(rest, (c11_sv){ data_of(argv), (int)size }, times - 1);
    }
    *py_retval() = argv[0];
    return true;
}

static bool bytearray_pop(int argc, py_Ref argv)
{
    int64_t at = -1;
    if (!argument_count("pop", argc - 1, 0, 1) || (argc == 2 && !bytes_index(&argv[1], &at)))
        return false;
    const int64_t length = array_of(argv)->size;
    if (length == 0)
        return IndexError("pop from empty bytearray");
    if (at < 0)
        at += length;
    if (at < 0 || at >= length)
        return IndexError("pop index out of range");
    const unsigned char byte = (unsigned char)data_of(argv)[at];
    put_gap(argv, at, 1, 0);
    py_newint(py_retval(), byte);
    return true;
}

static bool bytearray_remove(int argc, py_Ref argv)
{
    char byte;
    if (!argument_count("remove", argc - 1, 1, 1) || !byte_required(&argv[1], "byte", &byte))
        return false;
    const char *const data = data_of(argv);
    const char *const found = memchr(data, byte, (size_t)array_of(argv)->size);
    if (found == NULL)
        return ValueError("value not found in bytearray");
    put_gap(argv, found - data, 1, 0);
    return give_none();
}

static bool bytearray_reverse(int argc, py_Ref argv)
{
    if (!argument_count("reverse", argc - 1, 0, 0))
        return false;
    char *const data = data_of(argv);
    for (int i = 0, j = array_of(argv)->size - 1; i < j; i++, j--) {
        const char byte = data[i];
        data[i] = data[j];
        data[j] = byte;
    }
    return give_none();
}

static bool bytearray_clear(int argc, py_Ref argv)
{
    if (!argument_count("clear", argc - 1, 0, 0))
        return false;
    array_of(argv)->size = 0;
    return give_none();
}

static bool bytearray_copy(int argc, py_Ref argv)
{
    c11_sv self;
    return argument_count("copy", argc - 1, 0, 0) && bytes_required(argv, &self)
           && bytes_give_like(argv, self.data, self.size);
}

bool bytearrays_install(void)
{
    static const native methods[] = {
        { "__setitem__", bytearray_setitem }, { "__delitem__", bytearray_delitem },
        { "__iadd__", bytearray_iadd },       { "__imul__", bytearray_imul },
        { "append", bytearray_append },       { "insert", bytearray_insert },
        { "extend", bytearray_extend },       { "pop", bytearray_pop },
        { "remove", bytearray_remove },       { "reverse", bytearray_reverse },
        { "clear", bytearray_clear },         { "copy", bytearray_copy },
    };
    return natives_replace(py_tpobject(pkhost_here->types.bytearray), methods, COUNT(methods));
}
