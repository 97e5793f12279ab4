/* bytes.c -- bytes: making, items and operators; and the same of bytearray. */
#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "language/iteration.h"
#include "language/signatures.h"
#include "python/arithmetic.h"
#include "python/builder.h"
#include "python/byte_arrays.h"
#include "python/byte_sources.h"
#include "python/install.h"
#include "python/native_types.h"
#include "python/number_operators.h"
#include "python/slice_bounds.h"
#include "stop/zone.h"

#include <string.h>

static bool bytes_make(int argc, py_Ref argv)
{
    if (argc == 2 && argv[1].type == tp_bytes) {
        *py_retval() = argv[1];
        return true;
    }
    return bytes_of_source("bytes", argc - 1, &argv[1]);
}

static bool bytearray_make(int argc, py_Ref argv)
{
    const py_Type type = py_totype(argv);
    (void)argc;
    py_TValue made;
    bytearray_new_of(&made, type);
    *py_retval() = made;
    return true;
}

static bool bytearray_init(int argc, py_Ref argv)
{
    c11_sv content;
    if (!bytes_of_source("bytearray", argc - 1, &argv[1]))
        return false;
    py_StackRef const source = py_pushtmp();
    *source = *py_retval();
    bytes_of(source, &content);
    char *const to = byte_array_gap(argv, 0, bytearray_of(argv)->size, content.size);
    if (to == NULL)
        return false;
    memcpy(to, content.data, (size_t)content.size);
    py_pop();
    py_newnone(py_retval());
    return true;
}

/* ----------------------------------------------------------------------------------- items */

static bool bytes_getitem(int argc, py_Ref argv)
{
    c11_sv self;
    if (!arguments_expected(argc - 1, 1) || !bytes_required(argv, &self))
        return false;
    py_Ref index = boxed_value(&argv[1]);
    if (index->type == tp_slice) {
        slice_items s;
        if (!slice_take(index, self.size, &s) || !bytes_required(argv, &self))
            return false;
        char *const to = bytes_new_like(argv, s.count);
        for (int64_t i = 0; i < s.count; i++) {
            const int64_t at = s.start + i * s.step; /* __index__ may have made it shorter */
            to[i] = at < self.size ? self.data[at] : 0;
        }
        return true;
    }
    int64_t at;
    if (!integer_index_is_possible(index))
        return TypeError("%s indices must be integers or slices, not %t",
                         bytearray_is(argv) ? "bytearray" : "byte", index->type);
    if (!bytes_index(index, &at) || !bytes_required(argv, &self))
        return false;
    if (at < 0)
        at += self.size;
    if (at < 0 || at >= self.size)
        return IndexError(bytearray_is(argv) ? "bytearray index out of range"
                                             : "index out of range");
    py_newint(py_retval(), (unsigned char)self.data[at]);
    return true;
}

static bool bytes_len(int argc, py_Ref argv)
{
    c11_sv self;
    if (!arguments_expected(argc - 1, 0) || !bytes_required(argv, &self))
        return false;
    py_newint(py_retval(), self.size);
    return true;
}

/* The iterator: a slot for what is iterated over, and the place. */
static bool bytes_iter(int argc, py_Ref argv)
{
    py_TValue made;
    if (!arguments_expected(argc - 1, 0))
        return false;
    int64_t *const at = py_newobject(&made, pkhost_here->types.bytes_iterator, 1, sizeof *at);
    *at = 0;
    *py_getslot(&made, 0) = argv[0];
    *py_retval() = made;
    return true;
}

static bool iterator_iter(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = argv[0];
    return true;
}

static bool iterator_next(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    c11_sv all;
    int64_t *const at = py_touserdata(argv);
    if (memoryview_is(py_getslot(argv, 0))) {
        const int more = memoryview_item(py_getslot(argv, 0), *at);
        if (more > 0)
            ++*at;
        return more > 0 || (more == 0 && StopIteration());
    }
    if (!bytes_required(py_getslot(argv, 0), &all))
        return false;
    if (*at >= all.size) {
        *at = INT64_MAX;
        return StopIteration();
    }
    py_newint(py_retval(), (unsigned char)all.data[(*at)++]);
    return true;
}

/* ----------------------------------------------------------------------------- operators */

static bool bytes_add(int argc, py_Ref argv)
{
    c11_sv a, b;
    if (!arguments_expected(argc - 1, 1) || !bytes_required(argv, &a))
        return false;
    if (!bytes_of(&argv[1], &b))
        return TypeError("can't concat %t to %t", argv[1].type, argv->type);
    char *const to = bytes_new_like(argv, (int64_t)a.size + b.size);
    memcpy(to, a.data, (size_t)a.size);
    memcpy(to + a.size, b.data, (size_t)b.size);
    return true;
}

static bool bytes_mul(int argc, py_Ref argv)
{
    c11_sv self;
    int64_t times;
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (!integer_index_is_possible(&argv[1]))
        return give_not_implemented();
    if (!bytes_index(&argv[1], &times) || !bytes_required(argv, &self))
        return false;
    if (times < 0)
        times = 0;
    if (self.size > 0 && times > CHARACTERS_MOST / self.size)
        stop_abandon(pkhost_here, STOP_MEMORY);
    char *const to = bytes_new_like(argv, self.size * times);
    if (self.size == 1)
        memset(to, self.data[0], (size_t)times);
    else
        characters_repeat(to, self, self.size == 0 ? 0 : times);
    return true;
}

static bool bytes_contains(int argc, py_Ref argv)
{
    c11_sv self, what;
    char one;
    if (!arguments_expected(argc - 1, 1))
        return false;
    if (!bytes_of(&argv[1], &what) && !integer_index_is_possible(&argv[1]))
        return bytes_required(&argv[1], &what);
    if (!bytes_or_byte(&argv[1], &one, &what) || !bytes_required(argv, &self))
        return false;
    py_newbool(py_retval(), what.size == 0 || c11_sv__index2(self, what, 0) >= 0);
    return true;
}

/* Less than 0, 0, more; false: the other is none. */
static bool compare(py_Ref argv, int *way)
{
    c11_sv a, b;
    if (!bytes_of(&argv[0], &a) || !bytes_of(&argv[1], &b))
        return false;
    if (boxed_value(&argv[1])->type != tp_bytes && !bytearray_is(&argv[0]))
        return false; /* bytes know bytes alone, and bytearray and memoryview the rest */
    const int shorter = a.size < b.size ? a.size : b.size;
    *way = memcmp(a.data, b.data, (size_t)shorter);
    if (*way == 0)
        *way = a.size < b.size ? -1 : a.size > b.size;
    return true;
}

#define COMPARISON(name, relation)                  \
    static bool bytes_##name(int argc, py_Ref argv) \
    {                                               \
        int way;                                    \
        if (!arguments_expected(argc - 1, 1))       \
            return false;                           \
        if (!compare(argv, &way))                   \
            return give_not_implemented();          \
        py_newbool(py_retval(), way relation 0);    \
        return true;                                \
    }
COMPARISON(lt, <)
COMPARISON(le, <=)
COMPARISON(eq, ==)
COMPARISON(ne, !=)
COMPARISON(gt, >)
COMPARISON(ge, >=)

static bool bytearray_repr(int argc, py_Ref argv)
{
    c11_sv self;
    if (!arguments_expected(argc - 1, 0) || !bytes_required(argv, &self))
        return false;
    py_StackRef const plain = py_pushtmp();
    memcpy(py_newbytes(plain, self.size), self.data, (size_t)self.size);
    if (!py_repr(plain))
        return false;
    *plain = *py_retval();
    builder out = { 0 };
    builder_add(&out, py_name2sv(pk_typeinfo(argv->type)->name));
    builder_add(&out, (c11_sv){ "(", 1 });
    /* An apostrophe is escaped within quotes of both kinds. */
    const c11_sv shown = py_tosv(plain);
    for (int i = 0; i < shown.size; i++) {
        if (shown.data[i] == '\'' && shown.data[1] == '"')
            *builder_extend(&out, 1) = '\\';
        *builder_extend(&out, 1) = shown.data[i];
    }
    builder_add(&out, (c11_sv){ ")", 1 });
    builder_give_text(&out);
    py_pop();
    return true;
}

bool bytes_install(void)
{
    static const native of_both[] = {
        { "__getitem__", bytes_getitem },
        { "__len__", bytes_len },
        { "__iter__", bytes_iter },
        { "__add__", bytes_add },
        { "__mul__", bytes_mul },
        { "__rmul__", bytes_mul },
        { "__contains__", bytes_contains },
        { "__lt__", bytes_lt },
        { "__le__", bytes_le },
        { "__eq__", bytes_eq },
        { "__ne__", bytes_ne },
        { "__gt__", bytes_gt },
        { "__ge__", bytes_ge },
    };
    static const native of_bytes[] = { { "__new__", bytes_make } };
    static const native of_bytearray[] = {
        { "__new__", bytearray_make },
        { "__init__", bytearray_init },
        { "__repr__", bytearray_repr },
    };
    static const native_signature signatures[] = {
        { "bytearray(cls, /, *args, **kwargs)", bytearray_make, bytearray_make },
    };
    signatures_add(signatures, COUNT(signatures));
    struct vm_types *const types = &pkhost_here->types;
    types->bytearray =
        pk_newtype("bytearray", tp_object, pk_current_vm->builtins, NULL, false, false);
    native_type_holds(types->bytearray);
    types->bytes_iterator = pk_newtype("bytes_iterator", tp_object, NULL, NULL, false, true);
    py_bindmagic(types->bytes_iterator, __iter__, iterator_iter);
    py_bindmagic(types->bytes_iterator, __next__, iterator_next);
    py_Ref const array = py_tpobject(types->bytearray);
    py_setdict(pk_current_vm->builtins, py_name("bytearray"), array);
    py_setdict(array, __hash__, py_None());
    return natives_replace(py_tpobject(tp_bytes), of_both, COUNT(of_both))
           && natives_replace(py_tpobject(tp_bytes), of_bytes, COUNT(of_bytes))
           && natives_replace(array, of_both, COUNT(of_both))
           && natives_replace(array, of_bytearray, COUNT(of_bytearray)) && bytes_search_install()
           && bytes_case_install() && bytearrays_install() && memoryviews_install();
}
