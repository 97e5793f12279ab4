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
#include "python/byte_arrays.h"
#include "python/byte_sources.h"
#include "python/install.h"
#include "python/number_operators.h"
#include "python/slice_bounds.h"
#include "stop/zone.h"

#include <string.h>

static byte_array *array_of(py_Ref self) { return py_touserdata(self); }

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
        char *const to = byte_array_gap(self, s.start, s.count, given.size);
        if (to == NULL)
            return false;
        memcpy(to, given.data, (size_t)given.size);
    } else if (given.size == 0) {
        if (!byte_array_delete(self, s, 1))
            return false;
    } else {
        if (given.size != s.count)
            return ValueError("attempt to assign bytes of size %d to extended slice of size %d",
                              given.size, (int)s.count);
        for (int64_t i = 0; i < s.count && s.start + i * s.step < length; i++)
            byte_array_data(self)[s.start + i * s.step] = given.data[i];
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
    byte_array_data(argv)[at] = byte;
    return give_none();
}

static bool bytearray_delitem(int argc, py_Ref argv)
{
    int64_t at;
    slice_items s;
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (argv[1].type == tp_slice)
        return slice_take(&argv[1], array_of(argv)->size, &s) && byte_array_delete(argv, s, 1)
               && give_none();
    if (!take_index(argv, &argv[1], "bytearray index out of range", &at))
        return false;
    return byte_array_gap(argv, at, 1, 0) != NULL && give_none();
}

/* -------------------------------------------------------------------------------- methods */

static bool bytearray_append(int argc, py_Ref argv)
{
    char byte;
    if (!argument_count("append", argc - 1, 1, 1) || !byte_required(&argv[1], "byte", &byte))
        return false;
    char *const to = byte_array_gap(argv, array_of(argv)->size, 0, 1);
    if (to == NULL)
        return false;
    *to = byte;
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
    char *const to = byte_array_gap(argv, at, 0, 1);
    if (to == NULL)
        return false;
    *to = byte;
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
    char *const to = byte_array_gap(self, array_of(self)->size, 0, given.size);
    if (to == NULL)
        return false;
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
        if (byte_array_gap(argv, 0, size, 0) == NULL)
            return false;
    } else if (size > 0) {
        if (times > CHARACTERS_MOST / size)
            stop_abandon(pkhost_here, STOP_MEMORY);
        char *const rest = byte_array_gap(argv, size, 0, size * (times - 1));
        if (rest == NULL)
            return false;
        characters_repeat(rest, (c11_sv){ byte_array_data(argv), (int)size }, times - 1);
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
    const unsigned char byte = (unsigned char)byte_array_data(argv)[at];
    if (byte_array_gap(argv, at, 1, 0) == NULL)
        return false;
    py_newint(py_retval(), byte);
    return true;
}

static bool bytearray_remove(int argc, py_Ref argv)
{
    char byte;
    if (!argument_count("remove", argc - 1, 1, 1) || !byte_required(&argv[1], "byte", &byte))
        return false;
    const char *const data = byte_array_data(argv);
    const char *const found = memchr(data, byte, (size_t)array_of(argv)->size);
    if (found == NULL)
        return ValueError("value not found in bytearray");
    return byte_array_gap(argv, found - data, 1, 0) != NULL && give_none();
}

static bool bytearray_reverse(int argc, py_Ref argv)
{
    if (!argument_count("reverse", argc - 1, 0, 0))
        return false;
    char *const data = byte_array_data(argv);
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
    return byte_array_gap(argv, 0, array_of(argv)->size, 0) != NULL && give_none();
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
