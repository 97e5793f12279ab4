/* array.c -- array: its items, how it is made, and the module _array. */
#include "python/array.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "language/iteration.h"
#include "language/signatures.h"
#include "python/arithmetic.h"
#include "python/builder.h"
#include "python/native_types.h"
#include "python/number_cells.h"
#include "python/number_operators.h"
#include "stop/zone.h"

#include <stdio.h>
#include <string.h>

static const char letters[] = "bBuhHiIlLqQfd";

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

bool array_extend(py_Ref array, py_Ref iterable)
{
    if (array_is(iterable)) {
        c11_sv bytes;
        if (array_of(iterable)->letter != array_of(array)->letter)
            return TypeError("can only extend with array of same kind");
        return bytes_required(iterable, &bytes) && array_add_bytes(array, bytes);
    }
    if (!iteration_is_possible(iterable))
        return TypeError("'%t' object is not iterable", iterable->type);
    return iteration_each(iterable, INT32_MAX - 1, add_item, array) >= 0;
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

static bool take_letter(py_Ref value, char *letter)
{
    py_Ref const plain = boxed_value(value);
    if (plain->type != tp_str || characters_count(py_tosv(plain)) != 1)
        return TypeError("array() argument 1 must be a unicode character, not %t", value->type);
    *letter = *py_tosv(plain).data;
    return (*letter > 0 && strchr(letters, *letter) != NULL)
           || ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
}

static bool fill(py_Ref array, py_Ref content)
{
    c11_sv bytes;
    const char letter = array_of(array)->letter;
    py_Ref const plain = boxed_value(content);
    if (plain->type == tp_str)
        return letter == 'u'
                   ? array_add_text(array, py_tosv(plain))
                   : TypeError("cannot use a str to initialize an array with typecode '%c'",
                               letter);
    if (plain->type == tp_bytes || bytearray_is(plain))
        return bytes_of(plain, &bytes) && array_add_bytes(array, bytes);
    if (array_is(content) && array_of(content)->letter == 'u' && letter != 'u')
        return TypeError("cannot use a unicode array to initialize an array with typecode '%c'",
                         letter);
    if (array_is(content) && array_of(content)->letter == letter)
        return array_extend(array, content);
    /* Of an array of another kind, the items. */
    if (!iteration_is_possible(content))
        return TypeError("'%t' object is not iterable", content->type);
    return iteration_each(content, INT32_MAX - 1, add_item, array) >= 0;
}

static bool make(int argc, py_Ref argv)
{
    char letter;
    if (argc < 2)
        return TypeError("array() takes at least 1 argument (0 given)");
    if (argc > 3)
        return TypeError("array() takes at most 2 arguments (%d given)", argc - 1);
    if (!take_letter(&argv[1], &letter))
        return false;
    py_StackRef const made = py_pushtmp();
    py_newnil(made);
    array_new_of(made, py_totype(argv), letter, 0);
    if (argc > 2) {
        py_push(&argv[2]);
        if (!fill(made, py_peek(-1)))
            return false;
    }
    *py_retval() = *made;
    pk_current_vm->stack.sp = made;
    return true;
}

/* Keywords are for the __init__ of a derived class. */
static bool make_bound(int argc, py_Ref argv)
{
    (void)argc;
    const bool has_init = py_tpfindmagic(py_totype(argv), __init__)
                          != py_tpfindmagic(region_of(pk_current_vm)->array, __init__);
    if (!has_init && py_dict_len(&argv[2]) > 0)
        return TypeError("array.array() takes no keyword arguments");
    const int given = py_tuple_len(&argv[1]);
    py_StackRef const arguments = pk_current_vm->stack.sp;
    py_push(argv);
    for (int i = 0; i < given && i < 3; i++)
        py_push(py_tuple_getitem(&argv[1], i));
    const bool ok = make((given < 3 ? given : 3) + 1, arguments);
    if (ok)
        pk_current_vm->stack.sp = arguments;
    return ok;
}

/* ------------------------------------------------------------------------------- iterators */

enum { ITERATOR_ARRAY, ITERATOR_NEXT, ITERATOR_SLOTS };

static bool array_iter(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue of = *argv;
    py_TValue made;
    py_newobject(&made, region_of(pk_current_vm)->array_iterator, ITERATOR_SLOTS, 0);
    py_TValue *const slots = native_slots(&made);
    slots[ITERATOR_ARRAY] = of;
    slots[ITERATOR_NEXT] = int_value(0);
    *py_retval() = made;
    return true;
}

static bool iterator_next(int argc, py_Ref argv)
{
    (void)argc;
    py_TValue *const slots = native_slots(argv);
    if (is_nil(&slots[ITERATOR_ARRAY]))
        return StopIteration();
    const array_data *const a = array_of(&slots[ITERATOR_ARRAY]);
    if (slots[ITERATOR_NEXT]._i64 >= array_count(a)) {
        py_newnil(&slots[ITERATOR_ARRAY]);
        return StopIteration();
    }
    return array_read(a, slots[ITERATOR_NEXT]._i64++, py_retval());
}

/* (iter, (array,), next), or (iter, ((),)) at the end. */
static bool iterator_reduce(int argc, py_Ref argv)
{
    (void)argc;
    const py_TValue *const slots = native_slots(argv);
    const bool is_done = is_nil(&slots[ITERATOR_ARRAY]);
    py_StackRef const arguments = py_pushtmp();
    py_newtuple(arguments, 1);
    if (is_done)
        py_newtuple(py_tuple_getitem(arguments, 0), 0);
    else
        *py_tuple_getitem(arguments, 0) = slots[ITERATOR_ARRAY];
    py_ObjectRef const given = native_give_tuple(is_done ? 2 : 3);
    given[0] = *py_getbuiltin(py_name("iter"));
    given[1] = *arguments;
    if (!is_done)
        given[2] = slots[ITERATOR_NEXT];
    py_pop();
    return true;
}

static bool iterator_setstate(int argc, py_Ref argv)
{
    int64_t at;
    if (argc != 2)
        return TypeError("arrayiterator.__setstate__() takes exactly one argument (%d given)",
                         argc - 1);
    if (!native_as_size(&argv[1], &at))
        return false;
    py_TValue *const slots = native_slots(argv);
    if (!is_nil(&slots[ITERATOR_ARRAY])) {
        const int64_t count = array_count(array_of(&slots[ITERATOR_ARRAY]));
        slots[ITERATOR_NEXT] = int_value(at < 0 ? 0 : at > count ? count : at);
    }
    py_newnone(py_retval());
    return true;
}

static bool iterator_new(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    return TypeError("cannot create 'array.arrayiterator' instances");
}

void array_signatures(void)
{
    static const native_signature signatures[] = {
        { "array(cls, /, *args, **kwargs)", make, make_bound },
    };
    signatures_add(signatures, COUNT(signatures));
}

bool array_fill(py_GlobalRef module)
{
    static const native of_array[] = { { "__new__", make }, { "__iter__", array_iter } };
    static const native of_iterator[] = {
        { "__new__", iterator_new },           { "__iter__", native_type_itself },
        { "__next__", iterator_next },         { "__reduce__", iterator_reduce },
        { "__setstate__", iterator_setstate },
    };
    struct region *const r = region_of(pk_current_vm);
    const py_Type type = native_type(module, "array", "array", of_array, COUNT(of_array));
    array_add_methods(type);
    array_add_operators(type);
    native_type_holds(type);
    r->array_iterator =
        native_type(module, "array", "arrayiterator", of_iterator, COUNT(of_iterator));
    r->array = type;
    return true;
}
