/* array.c -- array: its items, and a new one. */
#include "python/array.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "language/iteration.h"
#include "python/arithmetic.h"
#include "python/builder.h"
#include "python/native_types.h"
#include "python/number_cells.h"
#include "python/number_operators.h"
#include "stop/zone.h"

#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------------------------- items */

bool array_read(const array_data *a, int64_t at, py_OutRef out)
{
    int room;
    const char *const data = (char *)py_tobytes((py_Ref)&a->bytes.content, &room);
    return cell_read(a->letter, data + at * a->cell, out);
}

/* What CPython says of a number that does not fit.  It reads some kinds as a larger one of C's first, and
 * says so of what does not fit into that. */
static bool out_of_range(char letter, const cell_integer *number)
{
    static const struct {
        char letter, first; /* what it is read as */
        const char *name;
    } kinds[] = {
        { 'b', 'h', "signed char" },          { 'B', 'l', "unsigned byte integer" },
        { 'h', 'l', "signed short integer" }, { 'H', 'i', "unsigned short" },
        { 'i', 'l', "signed integer" },       { 'I', 'L', "unsigned int" },
    };
    switch (letter) {
    case 'q': return overflow_error("int too big to convert");
    case 'Q':
        return overflow_error(number->negative ? "can't convert negative int to unsigned"
                                               : "int too big to convert");
    case 'I':
    case 'L':
        if (number->negative)
            return overflow_error("can't convert negative value to unsigned int");
        if (!number->fits_uint64)
            return overflow_error("Python int too large to convert to C unsigned long");
        return overflow_error("unsigned int is greater than maximum");
    default: break;
    }
    if (!number->fits_int64)
        return overflow_error("Python int too large to convert to C long");
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kinds[i].letter != letter)
            continue;
        if (cell_compare(kinds[i].first, number) != 0)
            return out_of_range(kinds[i].first, number);
        return overflow_error(cell_compare(letter, number) < 0 ? "%s is less than minimum"
                                                               : "%s is greater than maximum",
                              kinds[i].name);
    }
    return false;
}

static bool convert_character(py_Ref value, char *cell)
{
    py_Ref const plain = boxed_value(value);
    if (plain->type == tp_str && characters_count(py_tosv(plain)) == 1) {
        const c11_sv text = py_tosv(plain);
        const int32_t code = (int32_t)c11__u8_value(text.size, text.data);
        memcpy(cell, &code, sizeof code);
        return true;
    }
    return TypeError("array item must be unicode character");
}

bool array_convert(char letter, py_Ref value, char cell[8])
{
    if (letter == 'u')
        return convert_character(value, cell);
    if (letter == 'f' || letter == 'd') {
        double number;
        py_Ref const plain = boxed_value(value);
        if (plain->type == tp_float)
            number = plain->_f64;
        else if (plain->type == tp_str || plain->type == tp_bytes)
            return TypeError("must be real number, not %t", value->type);
        else if (!number_as_float(plain, &number))
            return false;
        cell_write_float(letter, number, cell);
        return true;
    }
    cell_integer number;
    if (!cell_take_integer(boxed_value(value), &number))
        return false;
    if (UNLIKELY(cell_compare(letter, &number) != 0))
        return out_of_range(letter, &number);
    cell_write_integer(letter, number.bits, cell);
    return true;
}

bool array_append(py_Ref array, py_Ref value)
{
    char cell[8];
    const array_data *const a = array_of(array);
    const int size = a->cell;
    if (!array_convert(a->letter, value, cell))
        return false;
    char *const to = byte_array_gap(array, a->bytes.size, 0, size);
    if (to == NULL)
        return false;
    memcpy(to, cell, (size_t)size);
    return true;
}

bool array_add_bytes(py_Ref array, c11_sv bytes)
{
    const array_data *const a = array_of(array);
    if (bytes.size % a->cell != 0)
        return ValueError("bytes length not a multiple of item size");
    if (bytes.size == 0)
        return true;
    /* The bytes may be its own. */
    builder copy = { 0 };
    builder_add(&copy, bytes);
    char *const to = byte_array_gap(array, a->bytes.size, 0, bytes.size);
    if (to != NULL)
        memcpy(to, copy.data, (size_t)bytes.size);
    builder_free(&copy);
    return to != NULL;
}

bool array_add_text(py_Ref array, c11_sv text)
{
    const int count = characters_count(text);
    if (count == 0)
        return true;
    char *to = byte_array_gap(array, array_of(array)->bytes.size, 0, (int64_t)count * 4);
    if (to == NULL)
        return false;
    for (const char *at = text.data, *const end = at + text.size; at < end; to += 4) {
        const int width = characters_width(at, end);
        const int32_t code = (int32_t)c11__u8_value(width, at);
        memcpy(to, &code, sizeof code);
        at += width;
    }
    return true;
}

static bool add_item(VM *vm, py_Ref item, void *context)
{
    (void)vm;
    return array_append(context, item);
}

bool array_extend_each(py_Ref array, py_Ref iterable)
{
    if (!iteration_is_possible(iterable))
        return TypeError("'%t' object is not iterable", iterable->type);
    return iteration_each(iterable, INT32_MAX - 1, add_item, array) >= 0;
}

bool array_extend(py_Ref array, py_Ref iterable)
{
    if (array_is(iterable)) {
        c11_sv bytes;
        if (array_of(iterable)->letter != array_of(array)->letter)
            return TypeError("can only extend with array of same kind");
        return bytes_required(iterable, &bytes) && array_add_bytes(array, bytes);
    }
    return array_extend_each(array, iterable);
}

bool array_to_list(py_Ref array, py_OutRef out)
{
    const array_data *const a = array_of(array);
    const int64_t count = array_count(a);
    if (!native_charge(count))
        return false;
    py_newlistn(out, (int)count);
    for (int64_t i = 0; i < count; i++)
        py_newnone(py_list_getitem(out, (int)i));
    py_StackRef const kept = py_pushtmp();
    *kept = *out;
    for (int64_t i = 0; i < count; i++) {
        py_TValue item;
        if (!array_read(a, i, &item))
            return false;
        *py_list_getitem(kept, (int)i) = item;
    }
    *out = *kept;
    py_pop();
    return true;
}

bool array_to_text(py_Ref array, py_OutRef out)
{
    const int64_t count = array_count(array_of(array));
    const char *const data = byte_array_data(array);
    builder text = { 0 };
    if (!native_charge(count))
        return false;
    for (int64_t i = 0; i < count; i++) {
        uint32_t code;
        char bytes[8];
        memcpy(&code, data + 4 * i, sizeof code);
        if (code > 0x10ffff) {
            builder_free(&text);
            char shown[16];
            snprintf(shown, sizeof shown, "%x", code);
            return ValueError("character U+%s is not in range [U+0000; U+10ffff]", shown);
        }
        builder_add(&text, (c11_sv){ bytes, c11__u32_to_u8(code, bytes) });
    }
    builder_give_text(&text);
    *out = *py_retval();
    return true;
}

/* --------------------------------------------------------------------------------- making */

char *array_new_of(py_OutRef out, py_Type type, char letter, int64_t count)
{
    py_TValue content;
    const int cell = cell_size(letter);
    if (count > CHARACTERS_MOST / 2 / cell)
        stop_abandon(pkhost_here, STOP_MEMORY);
    char *const data = (char *)py_newbytes(&content, (int)(count * cell));
    const bool is_plain = type == region_of(pk_current_vm)->array;
    array_data *const a = py_newobject(out, type, is_plain ? 0 : -1, sizeof *a);
    *a = (array_data){ { content, (int)(count * cell), false }, letter, cell };
    return data;
}
