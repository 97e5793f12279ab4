/* str_join.c -- str.join(), with CPython's messages: dialect "python". */
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "language/iteration.h"
#include "python/install.h"

#include <string.h>

static int item_count(py_Ref sequence)
{
    return sequence->type == tp_list ? py_list_len(sequence) : py_tuple_len(sequence);
}

static py_Ref items_of(py_Ref sequence)
{
    return sequence->type == tp_list ? py_list_data(sequence) : py_tuple_data(sequence);
}

/* How long it gets; -1: an item is no text. */
static int64_t length_of(py_Ref sequence, int separator)
{
    const int count = item_count(sequence);
    int64_t length = count > 1 ? (int64_t)separator * (count - 1) : 0;
    for (int i = 0; i < count; i++) {
        py_Ref item = boxed_value(&items_of(sequence)[i]);
        if (item->type != tp_str) {
            TypeError("sequence item %d: expected str instance, %t found", i, item->type);
            return -1;
        }
        length += py_tosv(item).size;
    }
    return length;
}

static void append(char **to, c11_sv text)
{
    memcpy(*to, text.data, (size_t)text.size);
    *to += text.size;
}

static bool str_join(int argc, py_Ref argv)
{
    if (!argument_count("join", argc - 1, 1, 1))
        return false;
    const c11_sv separator = py_tosv(argv);
    py_StackRef sequence = py_pushtmp();
    *sequence = *boxed_value(&argv[1]);
    if (sequence->type != tp_list && sequence->type != tp_tuple) {
        if (!iteration_is_possible(sequence))
            return TypeError("can only join an iterable");
        if (!iteration_to_list(sequence))
            return false;
        *sequence = *py_retval();
    }
    const int64_t length = length_of(sequence, separator.size);
    if (length < 0)
        return false;
    char *to = characters_new(length);
    for (int i = 0; i < item_count(sequence); i++) {
        if (i > 0)
            append(&to, separator);
        append(&to, py_tosv(boxed_value(&items_of(sequence)[i])));
    }
    py_pop();
    return true;
}

bool str_join_install(void)
{
    static const native methods[] = { { "join", str_join } };
    return natives_replace(py_tpobject(tp_str), methods, COUNT(methods));
}
