/* array_methods.c -- the methods of array.  Comparing items runs no code of a script's, as all are
 * numbers or characters, unless the value that is looked for is an object of the script's. */
#include "python/array_methods.h"

#include "base/current.h"
#include "base/answers.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/imports.h"
#include "language/exception_types.h"
#include "language/special_names.h"
#include "python/arithmetic.h"
#include "python/array.h"
#include "python/big_integers.h"
#include "python/native_types.h"
#include "python/number_operators.h"
#include "stop/steps.h"

#include <string.h>

static bool takes_none(const char *name, int argc)
{
    return LIKELY(argc == 1)
           || TypeError("array.%s() takes no arguments (%d given)", name, argc - 1);
}

static bool takes_one(const char *name, int argc)
{
    return LIKELY(argc == 2)
           || TypeError("array.%s() takes exactly one argument (%d given)", name, argc - 1);
}

static bool method_append(int argc, py_Ref argv)
{
    return takes_one("append", argc) && array_append(argv, &argv[1]) && give_none();
}

static bool method_extend(int argc, py_Ref argv)
{
    return takes_one("extend", argc) && array_extend(argv, &argv[1]) && give_none();
}

static bool method_insert(int argc, py_Ref argv)
{
    int64_t at;
    char cell[8];
    if (!native_expected("insert", argc - 1, 2, 2) || !native_as_size(&argv[1], &at)
        || !array_convert(array_of(argv)->letter, &argv[2], cell))
        return false;
    const array_data *const a = array_of(argv);
    const int64_t count = array_count(a);
    if (at < 0)
        at = at + count < 0 ? 0 : at + count;
    if (at > count)
        at = count;
    char *const to = byte_array_gap(argv, at * a->cell, 0, a->cell);
    if (to == NULL)
        return false;
    memcpy(to, cell, (size_t)a->cell);
    return give_none();
}

static bool method_pop(int argc, py_Ref argv)
{
    int64_t at = -1;
    if (!native_expected("pop", argc - 1, 0, 1) || (argc == 2 && !native_as_size(&argv[1], &at)))
        return false;
    const array_data *const a = array_of(argv);
    const int64_t count = array_count(a);
    if (count == 0)
        return IndexError("pop from empty array");
    if (at < 0)
        at += count;
    if (at < 0 || at >= count)
        return IndexError("pop index out of range");
    py_TValue item;
    if (!array_read(a, at, &item))
        return false;
    py_StackRef const kept = py_pushtmp();
    *kept = item;
    if (byte_array_gap(argv, at * a->cell, a->cell, 0) == NULL)
        return false;
    *py_retval() = *kept;
    py_pop();
    return true;
}

static bool method_reverse(int argc, py_Ref argv)
{
    if (!takes_none("reverse", argc))
        return false;
    const array_data *const a = array_of(argv);
    const size_t cell = (size_t)a->cell;
    char *const data = byte_array_data(argv), kept[8];
    if (a->bytes.size == 0)
        return give_none();
    for (char *low = data, *high = data + a->bytes.size - cell; low < high;
         low += cell, high -= cell) {
        memcpy(kept, low, cell);
        memcpy(low, high, cell);
        memcpy(high, kept, cell);
    }
    return give_none();
}

static bool method_byteswap(int argc, py_Ref argv)
{
    if (!takes_none("byteswap", argc))
        return false;
    const array_data *const a = array_of(argv);
    char *const data = byte_array_data(argv);
    for (int64_t at = 0; at < a->bytes.size; at += a->cell) {
        for (int i = 0, j = a->cell - 1; i < j; i++, j--) {
            const char byte = data[at + i];
            data[at + i] = data[at + j];
            data[at + j] = byte;
        }
    }
    return give_none();
}

static bool method_buffer_info(int argc, py_Ref argv)
{
    if (!takes_none("buffer_info", argc))
        return false;
    const int64_t count = array_count(array_of(argv));
    py_ObjectRef const items = native_give_tuple(2);
    /* The low half of an address is the same in all VMs, and tells nobody where one lies. */
    items[0] = int_value((int64_t)((uintptr_t)byte_array_data(argv) & UINT32_MAX));
    items[1] = int_value(count);
    return true;
}

/* ---------------------------------------------------------------------- looking for items */

/* The first item that is equal to the value, from `start` on, before `stop`; NOWHERE if none is;
 * RAISED. */
enum { NOWHERE = -1, RAISED = -2 };

static int64_t find(py_Ref array, py_Ref value, int64_t start, int64_t stop)
{
    const array_data *const a = array_of(array);
    for (int64_t i = start; i < stop && i < array_count(a); i++) {
        py_TValue item;
        if (!step_take(pkhost_here) || !array_read(a, i, &item))
            return RAISED;
        py_StackRef const kept = py_pushtmp();
        *kept = item;
        const int equal = array_items_equal(kept, value);
        if (equal < 0)
            return RAISED;
        pk_current_vm->stack.sp = kept;
        if (equal > 0)
            return i;
    }
    return NOWHERE;
}

static bool method_count(int argc, py_Ref argv)
{
    int64_t count = 0, at = -1;
    if (!takes_one("count", argc))
        return false;
    while ((at = find(argv, &argv[1], at + 1, INT64_MAX)) >= 0)
        count++;
    py_newint(py_retval(), count);
    return at != RAISED;
}

static bool take_bound(py_Ref value, int64_t length, int64_t *out)
{
    py_TValue number;
    integer read;
    if (!integer_is(value) && class_find_in(value->type, py_name("__index__")) == NULL)
        return TypeError("slice indices must be integers or have an __index__ method");
    if (!integer_index(value, &number))
        return false;
    integer_read(&number, &read);
    if (!integer_as_int64(&read, out))
        *out = read.negative ? INT64_MIN / 2 : INT64_MAX / 2;
    if (*out < 0)
        *out = *out + length < 0 ? 0 : *out + length;
    return true;
}

static bool method_index(int argc, py_Ref argv)
{
    int64_t start = 0, stop = INT64_MAX;
    if (!native_expected("index", argc - 1, 1, 3))
        return false;
    const int64_t length = array_count(array_of(argv));
    if ((argc > 2 && !take_bound(&argv[2], length, &start))
        || (argc > 3 && !take_bound(&argv[3], length, &stop)))
        return false;
    const int64_t at = find(argv, &argv[1], start, stop);
    if (at == RAISED)
        return false;
    if (at == NOWHERE)
        return ValueError("array.index(x): x not in array");
    py_newint(py_retval(), at);
    return true;
}

static bool method_remove(int argc, py_Ref argv)
{
    if (!takes_one("remove", argc))
        return false;
    const int64_t at = find(argv, &argv[1], 0, INT64_MAX);
    if (at == RAISED)
        return false;
    const array_data *const a = array_of(argv);
    if (at == NOWHERE || at >= array_count(a)) /* gone meanwhile */
        return ValueError("array.remove(x): x not in array");
    return byte_array_gap(argv, at * a->cell, a->cell, 0) != NULL && give_none();
}

static bool method_contains(int argc, py_Ref argv)
{
    if (!takes_one("__contains__", argc))
        return false;
    const int64_t at = find(argv, &argv[1], 0, INT64_MAX);
    py_newbool(py_retval(), at >= 0);
    return at != RAISED;
}

/* ------------------------------------------------------------------------- lists and texts */

static bool method_tolist(int argc, py_Ref argv)
{
    return takes_none("tolist", argc) && array_to_list(argv, py_retval());
}

/* All of the list's items or none. */
static bool method_fromlist(int argc, py_Ref argv)
{
    if (!takes_one("fromlist", argc))
        return false;
    if (!py_istype(&argv[1], tp_list) && !py_isinstance(&argv[1], tp_list))
        return TypeError("arg must be list");
    const array_data *const a = array_of(argv);
    const int before = a->bytes.size;
    py_TValue *items;
    const int count = sequence_items(&argv[1], &items);
    for (int i = 0; i < count; i++) {
        bool ok = native_charge(1);
        if (ok && sequence_items(&argv[1], &items) != count)
            ok = RuntimeError("list changed size during iteration");
        if (ok) {
            py_StackRef const item = py_pushtmp();
            *item = items[i];
            ok = array_append(argv, item);
            if (ok)
                pk_current_vm->stack.sp = item;
        }
        if (!ok) {
            if (a->bytes.size > before)
                array_of(argv)->bytes.size = before;
            return false;
        }
    }
    return give_none();
}

static bool method_tobytes(int argc, py_Ref argv)
{
    c11_sv all;
    if (!takes_none("tobytes", argc) || !bytes_required(argv, &all))
        return false;
    char *const to = bytes_new(all.size);
    if (all.size > 0)
        memcpy(to, all.data, (size_t)all.size);
    return true;
}

static bool method_frombytes(int argc, py_Ref argv)
{
    c11_sv given;
    return takes_one("frombytes", argc) && bytes_required(&argv[1], &given)
           && array_add_bytes(argv, given) && give_none();
}

static bool method_tounicode(int argc, py_Ref argv)
{
    if (!takes_none("tounicode", argc))
        return false;
    if (array_of(argv)->letter != 'u')
        return ValueError("tounicode() may only be called on unicode type arrays");
    return array_to_text(argv, py_retval());
}

static bool method_fromunicode(int argc, py_Ref argv)
{
    if (!takes_one("fromunicode", argc))
        return false;
    py_Ref const text = boxed_value(&argv[1]);
    if (text->type != tp_str)
        return TypeError("fromunicode() argument must be str, not %t", argv[1].type);
    if (array_of(argv)->letter != 'u')
        return ValueError("fromunicode() may only be called on unicode type arrays");
    return array_add_text(argv, py_tosv(text)) && give_none();
}

/* ---------------------------------------------------------------------------------- files */

static bool method_tofile(int argc, py_Ref argv)
{
    c11_sv all;
    if (!takes_one("tofile", argc))
        return false;
    py_StackRef const call = py_pushtmp();
    py_newnil(call);
    if (!py_getattr(&argv[1], py_name("write")))
        return false;
    *call = *py_retval();
    bytes_of(argv, &all);
    py_StackRef const content = py_pushtmp();
    memcpy(py_newbytes(content, all.size), all.data, (size_t)all.size);
    if (!py_call(call, 1, content))
        return false;
    pk_current_vm->stack.sp = call;
    return give_none();
}

static bool method_fromfile(int argc, py_Ref argv)
{
    int64_t count, wanted;
    c11_sv given;
    if (argc != 3)
        return TypeError("fromfile expected 2 arguments, got %d", argc - 1);
    if (!native_as_size(&argv[2], &count))
        return false;
    if (count < 0)
        return ValueError("negative count");
    if (__builtin_mul_overflow(count, array_of(argv)->cell, &wanted))
        return memory_error("");
    py_StackRef const call = py_pushtmp();
    py_newnil(call);
    if (!py_getattr(&argv[1], py_name("read")))
        return false;
    *call = *py_retval();
    py_StackRef const size = py_pushtmp();
    *size = int_value(wanted);
    if (!py_call(call, 1, size))
        return false;
    *call = *py_retval();
    if (!py_isinstance(call, tp_bytes) || !bytes_of(call, &given))
        return TypeError("read() didn't return bytes");
    if (!array_add_bytes(argv, given))
        return false;
    pk_current_vm->stack.sp = call;
    return given.size == wanted ? give_none()
                                : py_exception(exception_type_of(EXCEPTION_EOFError),
                                               "read() didn't return enough bytes");
}

/* -------------------------------------------------------------------------------- copying */

static bool copy(py_Ref array)
{
    c11_sv all;
    const array_data *const a = array_of(array);
    if (!bytes_required(array, &all))
        return false;
    char *const to =
        array_new_of(py_retval(), region_of(pk_current_vm)->array, a->letter, array_count(a));
    if (all.size > 0)
        memcpy(to, all.data, (size_t)all.size);
    return true;
}

static bool method_copy(int argc, py_Ref argv)
{
    return takes_none("__copy__", argc) && copy(argv);
}

static bool method_deepcopy(int argc, py_Ref argv)
{
    return takes_one("__deepcopy__", argc) && copy(argv);
}

/* What CPython names a form of numbers by, whatever the machine: array._array_reconstructor(). */
static int machine_format(char letter)
{
    static const char forms[] = "BbHhIiQq";
    static const int numbers[] = { 0, 1, 2, 4, 6, 8, 10, 12 };
    if (letter == 'u')
        return 20;
    if (letter == 'f' || letter == 'd')
        return letter == 'f' ? 14 : 16;
    const char same = letter == 'l' ? 'q' : letter == 'L' ? 'Q' : letter;
    return numbers[strchr(forms, same) - forms];
}

static bool method_reduce_ex(int argc, py_Ref argv)
{
    int64_t protocol;
    if (!takes_one("__reduce_ex__", argc))
        return false;
    if (!integer_is(&argv[1]))
        return TypeError("__reduce_ex__ argument should be an integer");
    if (!native_as_size(&argv[1], &protocol))
        return false;
    const array_data *const a = array_of(argv);
    py_StackRef const given = py_pushtmp();
    const bool is_old = protocol < 3;
    py_ObjectRef parts = py_newtuple(given, is_old ? 2 : 4);
    for (int i = 0; i < (is_old ? 2 : 4); i++)
        parts[i] = *py_None();
    py_StackRef const made = py_pushtmp();
    const char letter[] = { a->letter, '\0' };
    py_newstr(made, letter);
    if (is_old) {
        parts[0] = *made;
        if (!array_to_list(argv, made))
            return false;
        parts[1] = *made;
        *made = *py_tpobject(argv->type);
    } else {
        parts[0] = *py_tpobject(argv->type);
        parts[1] = *made;
        parts[2] = int_value(machine_format(a->letter));
        if (!method_tobytes(1, argv))
            return false;
        parts[3] = *py_retval();
        if (imports_import("array") != 1
            || !py_getattr(py_retval(), py_name("_array_reconstructor")))
            return false;
        *made = *py_retval();
    }
    py_StackRef const state = py_pushtmp();
    py_newnone(state);
    if (argv->_obj->slots == -1) {
        if (!py_getattr(argv, special.dict))
            return false;
        *state = *py_retval();
    }
    py_ObjectRef const items = native_give_tuple(3);
    items[0] = *made;
    items[1] = *given;
    items[2] = *state;
    pk_current_vm->stack.sp = given;
    return true;
}

static bool get_typecode(int argc, py_Ref argv)
{
    const char letter[] = { array_of(argv)->letter, '\0' };
    (void)argc;
    py_newstr(py_retval(), letter);
    return true;
}

static bool get_itemsize(int argc, py_Ref argv)
{
    (void)argc;
    py_newint(py_retval(), array_of(argv)->cell);
    return true;
}

void array_add_methods(py_Type type)
{
    static const native methods[] = {
        { "append", method_append },
        { "extend", method_extend },
        { "insert", method_insert },
        { "pop", method_pop },
        { "reverse", method_reverse },
        { "byteswap", method_byteswap },
        { "buffer_info", method_buffer_info },
        { "count", method_count },
        { "index", method_index },
        { "remove", method_remove },
        { "__contains__", method_contains },
        { "tolist", method_tolist },
        { "fromlist", method_fromlist },
        { "tobytes", method_tobytes },
        { "frombytes", method_frombytes },
        { "tounicode", method_tounicode },
        { "fromunicode", method_fromunicode },
        { "tofile", method_tofile },
        { "fromfile", method_fromfile },
        { "__copy__", method_copy },
        { "__deepcopy__", method_deepcopy },
        { "__reduce_ex__", method_reduce_ex },
    };
    natives_replace(py_tpobject(type), methods, COUNT(methods));
    py_bindproperty(type, "typecode", get_typecode, NULL);
    py_bindproperty(type, "itemsize", get_itemsize, NULL);
}
