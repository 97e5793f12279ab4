/* byte_sources.c -- what bytes() and bytearray() are made of. */
#include "python/byte_sources.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "language/callables.h"
#include "language/iteration.h"
#include "python/arithmetic.h"
#include "python/builder.h"
#include "python/encodings.h"
#include "python/byte_values.h"
#include "python/number_operators.h"
#include "stop/zone.h"

#include <string.h>

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
        bytes_of(plain, &given) ? NULL : class_find_in(source->type, py_name("__bytes__"));
    if (method != NULL) {
        if (!call_special(method, 1, source))
            return false;
        if (py_isinstance(py_retval(), tp_bytes))
            return true;
        return TypeError("__bytes__ returned non-bytes (type %t)", py_retval()->type);
    }
    if (bytes_of(plain, &given)) {
        if (!bytes_required(plain, &given))
            return false;
        char *const to = bytes_new(given.size);
        memcpy(to, given.data, (size_t)given.size);
        return true;
    }
    if (integer_is(plain)
        || (!iteration_is_possible(source)
            && class_find_in(source->type, py_name("__index__")) != NULL))
        return zeros(plain);
    return of_items(type, source);
}
