/* class_bases.c -- other bases for a class that is there: C.__bases__ = (A, B)
 *
 * The classes that are derived from it get a new MRO with it.  What the arrays were before stays
 * in memory: a lookup may be under way.
 */
#include "language/class_bases.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/exceptions.h"
#include "language/mro.h"

#include <string.h>

/* The builtin type whose memory's layout its instances have. */
static const py_TypeInfo *layout_of(const py_TypeInfo *class)
{
    while (class_details_of(class) != NULL)
        class = class->base_ti;
    return class;
}

static bool has_base(const py_TypeInfo *class, const py_TypeInfo *base)
{
    const class_details *const details = class_details_of(class);
    for (int i = 0; details != NULL && i < details->base_count; i++)
        if (details->bases[i] == base)
            return true;
    return false;
}

/* The MRO of a class whose bases have changed, or theirs; then of those that are derived from it. */
static bool find_again(py_TypeInfo *class)
{
    class_details *const details = class_details_of(class);
    py_TypeInfo **mro;
    if (UNLIKELY(too_deep()))
        return false;
    const int length = mro_find(details->bases, details->base_count, &mro);
    if (length < 0)
        return false;
    mro[0] = class;
    details->mro = mro;
    details->mro_length = length;
    details->flags |= CLASS_BY_MRO;
    for (int i = 1; i < pk_current_vm->types.length; i++) {
        py_TypeInfo *const derived = class_info((py_Type)i);
        if (has_base(derived, class) && !find_again(derived))
            return false;
    }
    return true;
}

static bool take(py_TypeInfo *class, const py_TValue *bases, py_TypeInfo **taken)
{
    const int count = py_tuple_len((py_Ref)bases);
    for (int i = 0; i < count; i++) {
        const py_TValue *const base = &py_tuple_data((py_Ref)bases)[i];
        if (base->type != tp_type)
            return TypeError("%n.__bases__ must be tuple of classes, not '%t'", class->name,
                             base->type);
        taken[i] = class_of_object(base);
        if (class_is_subclass(taken[i], class))
            return TypeError("a __bases__ item causes an inheritance cycle");
    }
    return true;
}

static bool is_same(const class_details *details, py_TypeInfo *const *bases, int count)
{
    return details->base_count == count
           && memcmp(details->bases, bases, (size_t)count * sizeof *bases) == 0;
}

static bool set_bases(py_TypeInfo *class, py_TypeInfo **bases, int count)
{
    class_details *const details = class_details_of(class);
    if (is_same(details, bases, count))
        return true;
    py_TypeInfo *const layout = count == 1 ? bases[0] : mro_layout_base(bases, count);
    if (layout == NULL)
        return false;
    if (layout_of(layout) != layout_of(class))
        return TypeError("__bases__ assignment: '%n' object layout differs from '%n'", layout->name,
                         class->base_ti->name);
    const class_details before = *details;
    py_TypeInfo *const base_before = class->base_ti;
    details->bases = bases;
    details->base_count = count;
    class->base_ti = layout;
    class->base = layout->index;
    if (find_again(class))
        return true;
    py_StackRef const error = py_pushtmp();
    *error = pk_current_vm->unhandled_exc;
    pk_current_vm->unhandled_exc = (py_TValue){ .type = tp_nil };
    details->bases = before.bases;
    details->base_count = before.base_count;
    class->base_ti = base_before;
    class->base = base_before->index;
    (void)find_again(class);
    pk_current_vm->unhandled_exc = *error;
    py_pop();
    return false;
}

bool class_set_bases(py_TypeInfo *class, const py_TValue *bases)
{
    if (class_details_of(class) == NULL)
        return TypeError("cannot set '__bases__' attribute of immutable type '%n'", class->name);
    if (bases->type != tp_tuple)
        return TypeError("can only assign tuple to %n.__bases__, not %t", class->name, bases->type);
    const int count = py_tuple_len((py_Ref)bases);
    if (count == 0)
        return TypeError("can only assign non-empty tuple to %n.__bases__, not ()", class->name);
    py_TypeInfo **const taken = pkhost_libc_malloc((size_t)count * sizeof *taken);
    return take(class, bases, taken) && set_bases(class, taken, count);
}
