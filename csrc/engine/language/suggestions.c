/* suggestions.c -- what suggestions.h describes. */
#include "language/suggestions.h"

#include "language/function.h"
#include "base/current.h"

#include <string.h>

enum { NAME_MOST = 40, CANDIDATES_MOST = 750, MOVE_COST = 2, CASE_COST = 1 };

static int cost_of(unsigned char a, unsigned char b)
{
    if ((a & 31) != (b & 31))
        return MOVE_COST;
    if (a == b)
        return 0;
    const unsigned char x = a >= 'A' && a <= 'Z' ? a + 32 : a;
    const unsigned char y = b >= 'A' && b <= 'Z' ? b + 32 : b;
    return x == y ? CASE_COST : MOVE_COST;
}

/* The Levenshtein distance; what is beyond `most` is `most` + 1. */
static int distance(c11_sv a, c11_sv b, int most)
{
    int row[NAME_MOST];

    while (a.size > 0 && b.size > 0 && a.data[0] == b.data[0])
        a.data++, a.size--, b.data++, b.size--;
    while (a.size > 0 && b.size > 0 && a.data[a.size - 1] == b.data[b.size - 1])
        a.size--, b.size--;
    if (a.size == 0 || b.size == 0)
        return (a.size + b.size) * MOVE_COST;
    if (a.size > NAME_MOST || b.size > NAME_MOST)
        return most + 1;
    if (b.size < a.size) {
        const c11_sv other = a;
        a = b;
        b = other;
    }
    if ((b.size - a.size) * MOVE_COST > most)
        return most + 1;
    for (int i = 0; i < a.size; i++)
        row[i] = (i + 1) * MOVE_COST;
    int result = 0;
    for (int j = 0; j < b.size; j++) {
        int before = result = j * MOVE_COST, least = INT32_MAX;
        for (int i = 0; i < a.size; i++) {
            const int changed =
                before + cost_of((unsigned char)b.data[j], (unsigned char)a.data[i]);
            before = row[i];
            const int moved = (result < before ? result : before) + MOVE_COST;
            result = changed < moved ? changed : moved;
            row[i] = result;
            if (result < least)
                least = result;
        }
        if (least > most)
            return most + 1;
    }
    return result;
}

/* The best so far. */
typedef struct search {
    c11_sv wrong, best;
    int distance, seen;
} search;

static void consider(search *s, c11_sv name)
{
    if (s->seen++ >= CANDIDATES_MOST
        || (name.size == s->wrong.size && memcmp(name.data, s->wrong.data, (size_t)name.size) == 0))
        return;
    /* No more than a third of the characters involved may need changes. */
    int most = (name.size + s->wrong.size + 3) * MOVE_COST / 6;
    if (s->best.data != NULL && most > s->distance - 1)
        most = s->distance - 1;
    const int found = distance(s->wrong, name, most);
    if (found > most)
        return;
    if (s->best.data == NULL || found < s->distance) {
        s->best = name;
        s->distance = found;
    }
}

static void give(const search *s, py_OutRef out)
{
    const bool found = s->best.data != NULL && s->seen <= CANDIDATES_MOST;
    py_newnil(out);
    if (found)
        py_newstrv(out, s->best);
}

void suggestion_among(py_Ref names, c11_sv wrong, py_OutRef out)
{
    search s = { .wrong = wrong };
    for (int i = 0; wrong.size <= NAME_MOST && i < py_list_len(names); i++)
        if (py_list_getitem(names, i)->type == tp_str)
            consider(&s, py_tosv(py_list_getitem(names, i)));
    give(&s, out);
}

static void consider_names(search *s, const NameDict *names)
{
    for (int i = 0; i < names->capacity; i++)
        if (names->items[i].key != NULL)
            consider(s, py_name2sv(names->items[i].key));
}

static bool consider_key(py_Ref key, py_Ref value, void *context)
{
    (void)value;
    if (key->type == tp_str)
        consider(context, py_tosv(key));
    return true;
}

static void consider_namespace(search *s, py_Ref namespace)
{
    if (namespace->type == tp_module)
        consider_names(s, PyObject__dict(namespace->_obj));
    else if (namespace->type == tp_dict)
        py_dict_apply(namespace, consider_key, s);
}

/* The best of each namespace in turn, the innermost first, as CPython looks. */
void suggestion_for_name(const py_Frame *frame, py_Name wrong, py_OutRef out)
{
    py_newnil(out);
    search s = { .wrong = py_name2sv(wrong) };
    if (frame == NULL || s.wrong.size > NAME_MOST)
        return;
    if (!frame->is_locals_special) {
        for (int i = 0; i < frame->co->nlocals; i++)
            if (variable_in(frame->co, i) != NULL && !py_isnil(&frame->locals[i]))
                consider(&s, py_name2sv(variable_in(frame->co, i)));
    } else if (frame->locals != NULL) {
        consider_namespace(&s, frame->locals);
    }
    if (s.best.data == NULL) {
        s.seen = 0;
        consider_namespace(&s, frame->globals);
    }
    if (s.best.data == NULL) {
        s.seen = 0;
        consider_names(&s, PyObject__dict(pk_current_vm->builtins->_obj));
    }
    give(&s, out);
}
