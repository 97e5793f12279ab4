/* sorting.c -- list.sort().
 *
 * PocketPy sorts a list in its own storage while keys and comparisons of the
 * script's run, which may change it.  This one does as CPython does: the list
 * is empty while it is sorted, and if it is not any more in the end, that is a
 * ValueError.  The items rest in a list of ours on the value stack meanwhile,
 * where the garbage collector sees them, and come back however the sort ends;
 * a stop is an ordinary failure here (stop/stop.c).
 *
 * It is a merge sort from the bottom up, stable, also in reverse: equal items
 * keep their order.  Each key is computed once.  A comparison is a step
 * (python/comparison.c), also one that needs no method.
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/object.h"
#include "interpose/classes.h"
#include "interpose/guards.h"
#include "interpose/install.h"
#include "memory/dialect.h"
#include "stop/steps.h"

#include "pocketpy/interpreter/types.h"

#include <string.h>

/* The arrays that are sorted: `keys`, and `values` in the same order; `values` is NULL if the items
 * are their own keys.  Between two comparisons both arrays hold all items. */
typedef struct sorting {
    pkhost_vm *vm;
    py_TValue *keys, *values;
    py_TValue *room; /* for one merge: of keys, then of values */
    int count;
    bool native_int, native_text; /* the script has not changed how they are compared */
} sorting;

static py_CFunction native_int_less,
    native_text_less; /* the same in every VM of dialect "pocketpy" */

/* 1, 0, or -1 for a failure. */
static inline int less(const sorting *s, py_TValue *a, py_TValue *b)
{
    if (a->type != b->type
        || !((a->type == tp_int && s->native_int) || (a->type == tp_str && s->native_text)))
        return py_less(a, b);
    if (UNLIKELY(!step_take(s->vm)))
        return -1;
    if (a->type == tp_int)
        return a->_i64 < b->_i64;
    const c11_string *const x = object_text(a), *const y = object_text(b);
    return c11_sv__cmp((c11_sv){ x->data, x->size }, (c11_sv){ y->data, y->size }) < 0;
}

static inline void move(py_TValue *to, const py_TValue *from, int count)
{
    memmove(to, from, (size_t)count * sizeof *to);
}

/* Merge [first, middle) and [middle, end), each in order. */
static bool merge(const sorting *s, int first, int middle, int end)
{
    int answer = less(s, &s->keys[middle], &s->keys[middle - 1]);
    if (answer <= 0)
        return answer == 0; /* in order as they are, or a failure */

    py_TValue *keys = s->room, *values = s->room + s->count;
    int left = first, right = middle, out = 0;
    while (left < middle && right < end) {
        answer = less(s, &s->keys[right], &s->keys[left]);
        if (answer == -1)
            return false;
        const int from = answer ? right++ : left++;
        keys[out] = s->keys[from];
        if (s->values != NULL)
            values[out] = s->values[from];
        out++;
    }
    /* The rest of the right part is in its place already. */
    const int rest = middle - left;
    move(s->keys + right - rest, s->keys + left, rest);
    move(s->keys + first, keys, out);
    if (s->values != NULL) {
        move(s->values + right - rest, s->values + left, rest);
        move(s->values + first, values, out);
    }
    return true;
}

/* Put the runs of up to RUN items in order, by insertion. */
enum { RUN = 8 };

static bool sort_run(const sorting *s, int first, int end)
{
    for (int i = first + 1; i < end; i++) {
        int to = i;
        for (; to > first; to--) {
            const int answer = less(s, &s->keys[i], &s->keys[to - 1]);
            if (answer == -1)
                return false;
            if (!answer)
                break;
        }
        if (to == i)
            continue;
        const py_TValue key = s->keys[i];
        memmove(&s->keys[to + 1], &s->keys[to], (size_t)(i - to) * sizeof key);
        s->keys[to] = key;
        if (s->values != NULL) {
            const py_TValue value = s->values[i];
            memmove(&s->values[to + 1], &s->values[to], (size_t)(i - to) * sizeof value);
            s->values[to] = value;
        }
    }
    return true;
}

static bool sort_all(const sorting *s)
{
    for (int first = 0; first < s->count; first += RUN)
        if (!sort_run(s, first, first + RUN < s->count ? first + RUN : s->count))
            return false;
    for (int64_t width = RUN; width < s->count; width *= 2)
        for (int64_t first = 0; first + width < s->count; first += 2 * width) {
            const int64_t end = first + 2 * width;
            if (!merge(s, (int)first, (int)(first + width), end < s->count ? (int)end : s->count))
                return false;
        }
    return true;
}

static void turn_around(py_TValue *items, int count)
{
    for (int i = 0, j = count - 1; i < j; i++, j--) {
        const py_TValue item = items[i];
        items[i] = items[j];
        items[j] = item;
    }
}

static bool compute_keys(py_Ref function, List *items, List *keys)
{
    c11_vector__reserve(keys, items->length);
    for (int i = 0; i < items->length; i++) {
        py_push(function);
        py_pushnil();
        py_push(c11__at(py_TValue, items, i));
        if (!py_vectorcall(1, 0))
            return false;
        c11_vector__push(py_TValue, keys, *py_retval());
    }
    return true;
}

/* In dialect "python" a script cannot change it. */
static bool is_native(py_Type type, py_CFunction less)
{
    if (dialect_is_python())
        return true;
    py_Ref method = class_find_in(type, __lt__);
    return method != NULL && method->type == tp_nativefunc && method->_cfunc == less;
}

/* `keys`: where to put the results of `key`; NULL: the items are their own keys. */
static bool sort_items(List *items, py_Ref key, List *keys, bool reverse)
{
    sorting s = { .vm = pkhost_here,
                  .count = items->length,
                  .native_int = is_native(tp_int, native_int_less),
                  .native_text = is_native(tp_str, native_text_less) };
    if (keys != NULL && !compute_keys(key, items, keys))
        return false;
    if (s.count < 2)
        return true;
    s.keys = keys == NULL ? items->data : keys->data;
    s.values = keys == NULL ? NULL : items->data;
    const size_t room = (size_t)s.count * (s.values != NULL ? 2 : 1) * sizeof *s.room;
    s.room = s.count > RUN ? pkhost_libc_malloc(room) : NULL;
    if (reverse) {
        turn_around(s.keys, s.count);
        if (s.values != NULL)
            turn_around(s.values, s.count);
    }
    const bool ok = sort_all(&s);
    if (reverse)
        turn_around(items->data, s.count);
    if (s.room != NULL)
        pkhost_libc_free(s.room);
    return ok;
}

/* sort(self, key=None, reverse=False) */
static bool list_sort(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(3);
    if (argv[2].type != tp_bool && argv[2].type != tp_int)
        return TypeError("sort(): reverse must be a bool, not '%t'", argv[2].type);
    const bool reverse = argv[2].type == tp_bool ? py_tobool(&argv[2]) : argv[2]._i64 != 0;
    List *list = py_touserdata(argv);
    py_StackRef ours = py_pushtmp();
    py_newlist(ours);
    List *keys = NULL;
    if (!py_isnone(&argv[1])) {
        py_StackRef ours_for_keys = py_pushtmp();
        py_newlist(ours_for_keys);
        keys = py_touserdata(ours_for_keys);
    }

    List *items = py_touserdata(ours);
    c11_vector__swap(list, items);
    bool ok = sort_items(items, &argv[1], keys, reverse);
    const bool changed = list->data != NULL || list->length != 0;
    /* Items that the script has put there are freed with our list. */
    c11_vector__swap(list, items);
    if (ok && changed)
        ok = ValueError("list modified during sort");
    /* After a failure there may be more values on the stack above them. */
    pk_current_vm->stack.sp = ours;
    py_newnone(py_retval());
    return ok;
}

bool sorting_install(void)
{
    py_Ref sort = py_getdict(py_tpobject(tp_list), py_name("sort"));
    py_Ref int_less = class_find_in(tp_int, __lt__), text_less = class_find_in(tp_str, __lt__);
    if (sort == NULL || sort->type != tp_function || int_less == NULL
        || int_less->type != tp_nativefunc || text_less == NULL || text_less->type != tp_nativefunc)
        return false;
    Function *function = py_touserdata(sort);
    if (function->cfunc == NULL || function->decl->args.length != 1
        || function->decl->kwargs.length != 2)
        return false;
    function->cfunc = list_sort;
    return dialect_is_python()
           || (guard_note(&native_int_less, int_less->_cfunc)
               && guard_note(&native_text_less, text_less->_cfunc));
}
