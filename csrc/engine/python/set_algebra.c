/* set_algebra.c -- union, difference and the like of sets: set_algebra.h. */
#include "python/set_algebra.h"

#include "base/answers.h"
#include "base/current.h"
#include "language/sets.h"
#include "stop/steps.h"

py_Type set_base_of(const py_TValue *set)
{
    return set_is_frozen(set) ? pkhost_here->types.frozenset : pkhost_here->types.set;
}

bool set_copy_to(py_StackRef to, py_Ref set)
{
    return set_new_of(to, set_base_of(set)) && set_update(to, set);
}

bool set_from(py_StackRef to, py_Ref iterable)
{
    if (set_is(iterable)) {
        *to = *iterable;
        return true;
    }
    return set_new(to) && set_update(to, iterable);
}

/* Each item of `iterable`: false ends it with an exception. */
typedef bool visitor(py_StackRef item, void *context);

static bool each(py_Ref iterable, visitor *visit, void *context)
{
    VM *const vm = pk_current_vm;
    py_StackRef const base = vm->stack.sp;
    if (!py_iter(iterable))
        return false;
    py_push(py_retval());
    stack_room();
    int got;
    while ((got = py_next(base)) > 0) {
        base[1] = *py_retval();
        if (!step_take(pkhost_here) || !visit(&base[1], context)) {
            got = -1;
            break;
        }
        vm->stack.sp = base + 2;
    }
    vm->stack.sp = base;
    return got == 0;
}

static bool discard_item(py_StackRef item, void *set) { return set_discard(set, item) >= 0; }

bool set_subtract(py_Ref set, py_Ref iterable)
{
    if (set_is(iterable) && py_touserdata(set) == py_touserdata(iterable)) {
        set_clear(set);
        return true;
    }
    return each(iterable, discard_item, set);
}

struct pair {
    py_Ref set, result;
};

static bool keep_common(py_StackRef item, void *context)
{
    const struct pair *const p = context;
    const int there = set_contains(p->set, item);
    return there >= 0 && (there == 0 || set_add(p->result, item));
}

bool set_intersect(py_StackRef result, py_Ref set, py_Ref other)
{
    if (!set_new_of(result, set_base_of(set)))
        return false;
    if (set_is(other) && set_size(other) > set_size(set)) {
        py_Ref const larger = other;
        other = set;
        set = larger;
    }
    struct pair p = { set, result };
    return each(other, keep_common, &p);
}

static bool keep_others(py_StackRef item, void *context)
{
    const struct pair *const p = context;
    const int there = set_contains(p->set, item);
    return there >= 0 && (there == 1 || set_add(p->result, item));
}

bool set_differ(py_StackRef result, py_Ref set, py_Ref other)
{
    const bool is_keyed = set_is(other) || other->type == tp_dict;
    const int64_t size = set_is(other) ? (int64_t)set_size(other)
                         : is_keyed    ? py_dict_len(other)
                                       : 0;
    if (!is_keyed || (int64_t)(set_size(set) >> 2) > size)
        return set_copy_to(result, set) && set_subtract(result, other);
    py_StackRef const keys = stack_room();
    if (!set_new_of(result, set_base_of(set)) || !set_from(keys, other))
        return false;
    struct pair p = { keys, result };
    const bool ok = each(set, keep_others, &p);
    pk_current_vm->stack.sp = keys;
    return ok;
}

static bool toggle_item(py_StackRef item, void *set)
{
    const int there = set_discard(set, item);
    return there >= 0 && (there == 1 || set_add(set, item));
}

bool set_toggle(py_Ref set, py_Ref iterable)
{
    if (set_is(iterable) && py_touserdata(set) == py_touserdata(iterable)) {
        set_clear(set);
        return true;
    }
    py_StackRef const other = stack_room();
    const bool ok = set_from(other, iterable) && each(other, toggle_item, set);
    pk_current_vm->stack.sp = other;
    return ok;
}

int set_is_subset(py_Ref a, py_Ref b)
{
    if (set_size(a) > set_size(b))
        return 0;
    py_StackRef const item = stack_room();
    int all = 1;
    uint32_t position = 0;
    for (const py_TValue *key; all > 0 && (key = set_next(a, &position)) != NULL;) {
        *item = *key;
        all = step_take(pkhost_here) ? set_contains(b, item) : -1;
    }
    pk_current_vm->stack.sp = item;
    return all;
}
