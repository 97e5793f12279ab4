/* str_items.c -- the characters of a str: len(text), text[i] and text[start:stop:step], in both
 * dialects.  Texts are UTF-8: interpose/text_places.h finds their characters. */
#define _GNU_SOURCE
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "interpose/operands.h"
#include "interpose/text_places.h"
#include "memory/dialect.h"
#include "python/install.h"
#include "python/number_operators.h"
#include "python/slice_bounds.h"

#include <string.h>

static bool give(c11_sv text)
{
    memcpy(characters_new(text.size), text.data, (size_t)text.size);
    return true;
}

static bool str_len(int argc, py_Ref argv)
{
    if (!argument_count("__len__", argc - 1, 0, 0))
        return false;
    py_newint(py_retval(), places_length(py_tosv(argv)));
    return true;
}

/* Where a slice begins, and how many characters it has, a step apart. */
static bool take_slice(py_Ref slice, int64_t length, slice_items *s)
{
    int start, stop, step;
    if (dialect_is_python())
        return slice_take(slice, length, s);
    if (!pk__parse_int_slice(slice, (int)length, &start, &stop, &step))
        return false;
    s->start = start;
    s->step = step;
    s->count = step > 0 ? (stop > start ? ((int64_t)stop - start - 1) / step + 1 : 0)
                        : (start > stop ? ((int64_t)start - stop - 1) / -step + 1 : 0);
    return true;
}

/* text[slice] */
static bool str_slice(py_Ref argv)
{
    const c11_sv text = py_tosv(argv);
    const bool ascii = places_is_ascii(text);
    slice_items s;
    if (!take_slice(&argv[1], places_length(text), &s))
        return false;
    const int64_t count = s.count, step = s.step;
    const int start = (int)s.start;
    if (count == 0)
        return give((c11_sv){ text.data, 0 });
    if (ascii || step == 1) {
        const int from = places_offset(text, start);
        if (step == 1)
            return give((c11_sv){ text.data + from, places_offset(text, start + count) - from });
        char *to = characters_new(count);
        for (int64_t i = 0; i < count; i++)
            to[i] = text.data[from + i * step];
        return true;
    }
    /* Once to know the size, once to write it: from one character to the next,
     * as many as the step has, in its direction. */
    const char *const end = text.data + text.size;
    const char *const first = text.data + places_offset(text, start);
    char *to = NULL;
    int64_t size = 0;
    for (int pass = 0; pass < 2; pass++) {
        const char *at = first;
        if (pass == 1)
            to = characters_new(size);
        for (int64_t i = 0; i < count; i++) {
            const int width = characters_width(at, end);
            if (pass == 0)
                size += width;
            else
                to = mempcpy(to, at, (size_t)width);
            if (i + 1 < count)
                at = characters_move(text, at, step);
        }
    }
    return true;
}

static bool str_getitem(int argc, py_Ref argv)
{
    if (!argument_count("__getitem__", argc - 1, 1, 1))
        return false;
    if (argv[1].type == tp_slice) {
        py_TValue near, arguments[2] = { argv[0] };
        arguments[1] = dialect_is_python() ? argv[1] : *operands_near_slice(&argv[1], &near);
        return str_slice(arguments);
    }
    int64_t index = argv[1]._i64;
    if (dialect_is_python() && argv[1].type != tp_int) {
        py_TValue given;
        if (!integer_index_is_possible(&argv[1]))
            return TypeError("string indices must be integers, not '%t'", argv[1].type);
        if (!integer_index(&argv[1], &given))
            return false;
        if (given.type != tp_int)
            return IndexError("cannot fit 'int' into an index-sized integer");
        index = given._i64;
    } else if (argv[1].type != tp_int) {
        return TypeError("string indices must be integers, not '%t'", argv[1].type);
    }
    const c11_sv text = py_tosv(argv);
    const int length = places_length(text);
    if (index < -(int64_t)length || index >= length)
        return IndexError("string index out of range");
    if (index < 0)
        index += length;
    const char *const at = text.data + places_offset(text, index);
    return give((c11_sv){ at, characters_width(at, text.data + text.size) });
}

bool str_items_install(void)
{
    static const native methods[] = { { "__len__", str_len }, { "__getitem__", str_getitem } };
    return natives_replace(py_tpobject(tp_str), methods, COUNT(methods));
}
