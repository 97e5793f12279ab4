/* mro.c -- the method resolution order of a class with several bases: C3.
 *
 * https://docs.python.org/3.11/howto/mro.html
 */
#include "language/mro.h"

#include "base/current.h"
#include "base/macros.h"
#include "stop/steps.h"
#include "language/exception_types.h"

#include <string.h>

/* One of the sequences that are merged: the MRO of a base, or the bases. */
typedef struct sequence {
    py_TypeInfo **items;
    int at, length;
} sequence;

static py_TypeInfo *head(const sequence *s) { return s->at < s->length ? s->items[s->at] : NULL; }

static bool take_step(pkhost_vm *vm) { return pkhost_building || step_take(vm); }

/* Whether a class is wanted later in a sequence; each look at one is a step. */
static int in_tail(pkhost_vm *vm, const sequence *s, const py_TypeInfo *class)
{
    for (int i = s->at + 1; i < s->length; i++) {
        if (!take_step(vm))
            return -1;
        if (s->items[i] == class)
            return 1;
    }
    return 0;
}

/* The next of the order: the first head that is in no tail.  1 found, 0 there is none, -1 raised. */
static int choose(pkhost_vm *vm, sequence *all, int count, py_TypeInfo **chosen)
{
    for (int i = 0; i < count; i++) {
        py_TypeInfo *const candidate = head(&all[i]);
        int wanted_later = 0;
        if (candidate == NULL)
            continue;
        for (int j = 0; j < count && wanted_later == 0; j++)
            wanted_later = take_step(vm) ? in_tail(vm, &all[j], candidate) : -1;
        if (wanted_later < 0)
            return -1;
        if (wanted_later == 0) {
            *chosen = candidate;
            return 1;
        }
    }
    return 0;
}

static bool inconsistent(const sequence *all, int count)
{
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text,
                         "Cannot create a consistent method resolution\norder (MRO) for bases ");
    int written = 0;
    for (int i = 0; i < count; i++) {
        const py_TypeInfo *const candidate = head(&all[i]);
        bool again = candidate == NULL;
        for (int j = 0; j < i; j++)
            again |= head(&all[j]) == candidate;
        if (!again)
            pk_sprintf(&text, written++ == 0 ? "%n" : ", %n", candidate->name);
    }
    py_StackRef message = py_pushtmp();
    c11_sbuf__py_submit(&text, message);
    TypeError("%v", py_tosv(message));
    py_pop();
    return false;
}

static sequence sequence_of(py_TypeInfo *base)
{
    int length = 0;
    for (ancestors a = ancestors_of(base); ancestors_next(&a) != NULL;)
        length++;
    sequence s = { pkhost_libc_malloc((size_t)length * sizeof(py_TypeInfo *)), 0, length };
    ancestors a = ancestors_of(base);
    for (int i = 0; i < length; i++)
        s.items[i] = ancestors_next(&a);
    return s;
}

static int merge(pkhost_vm *vm, sequence *all, int count, py_TypeInfo **order)
{
    int length = 1; /* the class itself */
    for (;;) {
        bool left = false;
        for (int i = 0; i < count; i++)
            left |= head(&all[i]) != NULL;
        if (!left)
            return length;
        py_TypeInfo *chosen = NULL;
        const int found = choose(vm, all, count, &chosen);
        if (found <= 0)
            return found == 0 ? (inconsistent(all, count), -1) : -1;
        order[length++] = chosen;
        for (int i = 0; i < count; i++)
            if (head(&all[i]) == chosen)
                all[i].at++;
    }
}

int mro_find(py_TypeInfo *const *bases, int count, py_TypeInfo ***mro)
{
    for (int i = 0; i < count; i++)
        for (int j = i + 1; j < count; j++) {
            if (!take_step(pkhost_here))
                return -1;
            if (bases[i] == bases[j]) {
                TypeError("duplicate base class %n", bases[i]->name);
                return -1;
            }
        }
    sequence *const all = pkhost_libc_malloc(((size_t)count + 1) * sizeof *all);
    int most = 1;
    for (int i = 0; i < count; i++) {
        all[i] = sequence_of(bases[i]);
        most += all[i].length;
    }
    all[count] = (sequence){ (py_TypeInfo **)bases, 0, count };
    py_TypeInfo **const order = pkhost_libc_malloc(((size_t)most + 1) * sizeof *order);
    const int length = merge(pkhost_here, all, count + 1, order);
    for (int i = 0; i < count; i++)
        pkhost_libc_free(all[i].items);
    pkhost_libc_free(all);
    if (length < 0)
        pkhost_libc_free(order);
    else
        *mro = order;
    return length;
}

/* ------------------------------------------------------------------------- layout */

static bool is_derived(const py_TypeInfo *class, const py_TypeInfo *from)
{
    while (class != NULL && class != from)
        class = class->base_ti;
    return class != NULL;
}

/* The nearest ancestor by whose native code instances are made. */
static const py_TypeInfo *native_of(const py_TypeInfo *class)
{
    while (class->base_ti != NULL && class_details_of(class) != NULL)
        class = class->base_ti;
    /* Classes in Python that PocketPy's compiler made: their native ancestor. */
    while (class->base_ti != NULL && class->is_python)
        class = class->base_ti;
    if (is_derived(class, class_info(tp_BaseException)))
        return exception_layout(class);
    return class;
}

py_TypeInfo *mro_layout_base(py_TypeInfo *const *bases, int count)
{
    py_TypeInfo *best = bases[0];
    for (int i = 1; i < count; i++) {
        const py_TypeInfo *const native = native_of(bases[i]), *const native_best = native_of(best);
        if (is_derived(native_best, native))
            continue;
        /* All exceptions are of one struct, which has more fields in some. */
        const py_TypeInfo *const exceptions = pk_typeinfo(tp_BaseException);
        if (is_derived(native, exceptions) && is_derived(native_best, exceptions)) {
            if (is_derived(native, native_best))
                best = bases[i];
            continue;
        }
        if (!is_derived(native, native_best)) {
            TypeError("multiple bases have instance lay-out conflict");
            return NULL;
        }
        best = bases[i];
    }
    return best;
}

bool mro_is_suitable(const py_TypeInfo *class, const py_TypeInfo *ancestor)
{
    return is_derived(class, native_of(ancestor));
}

static bool is_among(const py_TypeInfo *wanted, const py_TValue *classes, int count)
{
    for (int i = 0; i < count; i++)
        if (class_of_object(&classes[i]) == wanted)
            return true;
    return false;
}

bool mro_is_complete(const py_TypeInfo *class, const py_TValue *classes, int count)
{
    const py_TypeInfo *native = class->base_ti;
    while (native->base_ti != NULL && class_details_of(native) != NULL)
        native = native->base_ti;
    return is_among(class, classes, count) && is_among(class_info(tp_object), classes, count)
           && is_among(native, classes, count);
}
