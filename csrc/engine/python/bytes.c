/* bytes.c -- bytes and bytearray: their making, their items, comparison, repr. */
#include "python/bytes.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "language/iteration.h"
#include "python/arithmetic.h"
#include "python/builder.h"
#include "python/encodings.h"
#include "python/install.h"
#include "python/number_operators.h"
#include "stop/zone.h"

#include <string.h>

/* ------------------------------------------------------------------------- what is given */

static c11_sv array_bytes(py_Ref array)
{
    int room;
    const char *const data = (const char *)py_tobytes(py_getslot(array, 0), &room);
    const byte_array *const a = py_touserdata(array);
    return (c11_sv){ data, a->size < room ? a->size : room };
}

/* The bytearray may have become shorter than the view. */
static c11_sv viewed_bytes(py_Ref view)
{
    const memory_view *const v = py_touserdata(view);
    c11_sv all;
    if (!bytes_of(py_getslot(view, 0), &all) || v->start > all.size)
        return (c11_sv){ "", 0 };
    const int left = all.size - v->start;
    return (c11_sv){ all.data + v->start, v->size < left ? v->size : left };
}

bool bytes_of(py_Ref value, c11_sv *out)
{
    value = boxed_value(value);
    if (value->type == tp_bytes) {
        int size;
        out->data = (const char *)py_tobytes(value, &size);
        out->size = size;
    } else if (bytearray_is(value)) {
        *out = array_bytes(value);
    } else if (memoryview_is(value)) {
        *out = viewed_bytes(value);
    } else {
        return false;
    }
    return true;
}

bool bytes_required(py_Ref value, c11_sv *out)
{
    return bytes_of(value, out)
           || TypeError("a bytes-like object is required, not '%t'", value->type);
}

bool bytes_index(py_Ref value, int64_t *out)
{
    py_TValue index;
    integer whole;
    if (!integer_is(value) && py_tpfindmagic(value->type, py_name("__index__")) == NULL)
        return TypeError("'%t' object cannot be interpreted as an integer", value->type);
    if (!integer_index(value, &index))
        return false;
    integer_read(&index, &whole);
    return integer_as_int64(&whole, out)
           || IndexError("cannot fit '%t' into an index-sized integer", value->type);
}

bool byte_required(py_Ref value, const char *what, char *out)
{
    py_TValue index;
    integer whole;
    int64_t number;
    if (!integer_is(value) && py_tpfindmagic(value->type, py_name("__index__")) == NULL)
        return TypeError("'%t' object cannot be interpreted as an integer", value->type);
    if (!integer_index(value, &index))
        return false;
    integer_read(&index, &whole);
    if (!integer_as_int64(&whole, &number) || number < 0 || number > 255)
        return ValueError("%s must be in range(0, 256)", what);
    *out = (char)number;
    return true;
}

bool bytes_or_byte(py_Ref value, char *one, c11_sv *out)
{
    if (bytes_of(value, out))
        return true;
    if (!integer_is(value) && py_tpfindmagic(value->type, py_name("__index__")) == NULL)
        return TypeError("argument should be integer or bytes-like object, not '%t'", value->type);
    *out = (c11_sv){ one, 1 };
    return byte_required(value, "byte", one);
}

/* ------------------------------------------------------------------------- what is made */

char *bytes_new(int64_t size)
{
    if (size > CHARACTERS_MOST)
        stop_abandon(pkhost_here, STOP_MEMORY);
    return (char *)py_newbytes(py_retval(), (int)size);
}

char *bytearray_new(int64_t size)
{
    py_TValue content, made;
    if (size > CHARACTERS_MOST)
        stop_abandon(pkhost_here, STOP_MEMORY);
    char *const data = (char *)py_newbytes(&content, (int)size);
    byte_array *const a = py_newobject(&made, pkhost_here->types.bytearray, 1, sizeof *a);
    a->size = (int)size;
    *py_getslot(&made, 0) = content;
    *py_retval() = made;
    return data;
}

char *bytes_new_like(py_Ref like, int64_t size)
{
    return bytearray_is(like) ? bytearray_new(size) : bytes_new(size);
}

bool bytes_give_like(py_Ref like, const char *data, int64_t size)
{
    char *const to = bytes_new_like(like, size);
    if (size > 0)
        memcpy(to, data, (size_t)size);
    return true;
}

/* ----------------------------------------------------------------------------- construction */

typedef struct gathering {
    builder out;
    const char *what; /* for byte_required() */
} gathering;

static bool add_item(VM *vm, py_Ref item, void *context)
{
    gathering *const g = context;
    char byte;
    (void)vm;
    if (!byte_required(item, g->what, &byte))
        return false;
    *builder_extend(&g->out, 1) = byte;
    return true;
}

static bool of_items(const char *type, py_Ref iterable)
{
    gathering g = { .what = type[4] == 's' ? "bytes" : "byte" };
    if (!iteration_is_possible(iterable))
        return TypeError("cannot convert '%t' object to %s", iterable->type, type);
    py_push(iterable);
    if (iteration_each(py_peek(-1), INT32_MAX - 1, add_item, &g) < 0) {
        builder_free(&g.out);
        return false;
    }
    py_pop();
    builder_give_bytes(&g.out);
    return true;
}

static bool zeros(py_Ref count)
{
    py_TValue index;
    integer whole;
    int64_t size;
    if (!integer_index(count, &index))
        return false;
    integer_read(&index, &whole);
    if (!integer_as_int64(&whole, &size))
        return overflow_error("cannot fit 'int' into an index-sized integer");
    if (size < 0)
        return ValueError("negative count");
    memset(bytes_new(size), 0, (size_t)size);
    return true;
}

static bool is_given(int argc, py_Ref argv, int i) { return argc > i && argv[i].type != tp_nil; }

bool bytes_of_source(const char *type, int argc, py_Ref argv)
{
    enum { SOURCE, ENCODING, ERRORS };
    c11_sv given;
    if (argc > 3)
        return TypeError("%s() takes at most 3 arguments (%d given)", type, argc);
    const bool has_encoding = is_given(argc, argv, ENCODING),
               has_errors = is_given(argc, argv, ERRORS);
    for (int i = ENCODING; i <= ERRORS; i++)
        if (is_given(argc, argv, i) && !py_isinstance(&argv[i], tp_str))
            return TypeError("%s() argument '%s' must be str, not %t", type,
                             i == ENCODING ? "encoding" : "errors", argv[i].type);
    if (!is_given(argc, argv, SOURCE)) {
        if (has_encoding || has_errors)
            return TypeError(has_encoding ? "encoding without a string argument"
                                          : "errors without a string argument");
        bytes_new(0);
        return true;
    }
    py_Ref source = &argv[SOURCE], plain = boxed_value(source);
    if (plain->type == tp_str) {
        if (!has_encoding)
            return TypeError("string argument without an encoding");
        return encoding_encode(plain, &argv[ENCODING], has_errors ? &argv[ERRORS] : NULL);
    }
    if (has_encoding || has_errors)
        return TypeError(has_encoding ? "encoding without a string argument"
                                      : "errors without a string argument");
    py_Ref method =
        bytes_of(plain, &given) ? NULL : py_tpfindmagic(source->type, py_name("__bytes__"));
    if (method != NULL) {
        if (!py_call(method, 1, source))
            return false;
        if (py_isinstance(py_retval(), tp_bytes))
            return true;
        return TypeError("__bytes__ returned non-bytes (type %t)", py_retval()->type);
    }
    if (bytes_of(plain, &given)) {
        char *const to = bytes_new(given.size);
        memcpy(to, given.data, (size_t)given.size);
        return true;
    }
    if (integer_is(plain)
        || (!iteration_is_possible(source)
            && py_tpfindmagic(source->type, py_name("__index__")) != NULL))
        return zeros(plain);
    return of_items(type, source);
}

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
    c11_sv content;
    if (!bytes_of_source("bytearray", argc - 1, &argv[1]))
        return false;
    py_StackRef const source = py_pushtmp();
    *source = *py_retval();
    bytes_of(source, &content);
    memcpy(bytearray_new(content.size), content.data, (size_t)content.size);
    py_pop();
    return true;
}

/* ----------------------------------------------------------------------------------- items */

static bool take_bound(py_Ref bound, int64_t otherwise, int64_t *out)
{
    py_TValue index;
    integer whole;
    *out = otherwise;
    if (bound->type == tp_NoneType)
        return true;
    if (!integer_is(bound) && py_tpfindmagic(bound->type, py_name("__index__")) == NULL)
        return TypeError("slice indices must be integers or None or have an __index__ method");
    if (!integer_index(bound, &index))
        return false;
    integer_read(&index, &whole);
    if (!integer_as_int64(&whole, out))
        *out = whole.negative ? INT64_MIN + 1 : INT64_MAX;
    return true;
}

static int64_t clamp(int64_t value, int64_t length, int64_t least, int64_t most)
{
    if (value < 0)
        value += length;
    return value < least ? least : value > most ? most : value;
}

bool bytes_take_slice(py_Ref slice, int64_t length, byte_slice *out)
{
    int64_t start, stop, step;
    if (!take_bound(py_getslot(slice, 2), 1, &step))
        return false;
    if (step == 0)
        return ValueError("slice step cannot be zero");
    const bool down = step < 0;
    const int64_t least = down ? -1 : 0, most = down ? length - 1 : length;
    const bool has_start = py_getslot(slice, 0)->type != tp_NoneType,
               has_stop = py_getslot(slice, 1)->type != tp_NoneType;
    if (!take_bound(py_getslot(slice, 0), 0, &start) || !take_bound(py_getslot(slice, 1), 0, &stop))
        return false;
    start = has_start ? clamp(start, length, least, most) : down ? length - 1 : 0;
    stop = has_stop ? clamp(stop, length, least, most) : down ? -1 : length;
    if (step < -(int64_t)CHARACTERS_MOST)
        step = -(int64_t)CHARACTERS_MOST;
    if (step > CHARACTERS_MOST)
        step = CHARACTERS_MOST;
    out->start = start;
    out->step = step;
    out->count = down ? (start > stop ? (start - stop - 1) / -step + 1 : 0)
                      : (stop > start ? (stop - start - 1) / step + 1 : 0);
    return true;
}

static bool bytes_getitem(int argc, py_Ref argv)
{
    c11_sv self;
    if (!arguments_expected(argc - 1, 1) || !bytes_required(argv, &self))
        return false;
    py_Ref index = boxed_value(&argv[1]);
    if (index->type == tp_slice) {
        byte_slice s;
        if (!bytes_take_slice(index, self.size, &s) || !bytes_required(argv, &self))
            return false;
        char *const to = bytes_new_like(argv, s.count);
        for (int64_t i = 0; i < s.count; i++) {
            const int64_t at = s.start + i * s.step; /* __index__ may have made it shorter */
            to[i] = at < self.size ? self.data[at] : 0;
        }
        return true;
    }
    int64_t at;
    if (!integer_is(index) && py_tpfindmagic(index->type, py_name("__index__")) == NULL)
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

static bool not_implemented(void)
{
    py_newnotimplemented(py_retval());
    return true;
}

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
    if (!integer_is(&argv[1]) && py_tpfindmagic(argv[1].type, py_name("__index__")) == NULL)
        return not_implemented();
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
    if (!bytes_of(&argv[1], &what) && !integer_is(&argv[1])
        && py_tpfindmagic(argv[1].type, py_name("__index__")) == NULL)
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
            return not_implemented();               \
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
    builder_add(&out, (c11_sv){ "bytearray(", 10 });
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
        { "__repr__", bytearray_repr },
    };
    struct vm_types *const types = &pkhost_here->types;
    types->bytearray =
        pk_newtype("bytearray", tp_object, pk_current_vm->builtins, NULL, false, true);
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
