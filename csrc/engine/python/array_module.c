/* array_module.c -- the type array as it is made, its iterator, and the module _array. */
#include "python/array_module.h"

#include "base/macros.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "language/signatures.h"
#include "python/array.h"
#include "python/array_methods.h"
#include "python/array_operators.h"
#include "python/native_types.h"

#include <string.h>

static const char letters[] = "bBuhHiIlLqQfd";

/* --------------------------------------------------------------------------------- making */

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
    return array_extend_each(array, content);
}

static bool make(int argc, py_Ref argv)
{
    char letter = '\0';
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
