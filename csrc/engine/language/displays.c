/* displays.c -- lists, sets, dicts and tuples that are written out, and comprehensions. */
#include "language/callables.h"
#include "language/handlers.h"
#include "language/iteration.h"
#include "language/sets.h"

bool operation_LIST_APPEND(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_list_append(stack_peek(vm, first + 1), stack_peek(vm, 1));
    stack_pop(vm, 1);
    return true;
}

bool operation_SET_ADD(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    if (!set_add(stack_peek(vm, first + 1), stack_peek(vm, 1)))
        return false;
    stack_pop(vm, 1);
    return true;
}

bool operation_DICT_PUT(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    if (!py_dict_setitem(stack_peek(vm, first + 2), stack_peek(vm, 2), stack_peek(vm, 1)))
        return false;
    stack_pop(vm, 2);
    return true;
}

static bool append(VM *vm, py_Ref item, void *list)
{
    (void)vm;
    py_list_append(list, item);
    return true;
}

bool operation_LIST_EXTEND(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_StackRef iterable = stack_peek(vm, 1);
    if (!iteration_is_possible(iterable))
        return TypeError("Value after * must be an iterable, not %t", iterable->type);
    if (iteration_each(iterable, INT32_MAX - 1, append, stack_peek(vm, first + 1)) < 0)
        return false;
    stack_pop(vm, 1);
    return true;
}

static bool add(VM *vm, py_Ref item, void *set)
{
    (void)vm;
    return set_add(set, item);
}

bool operation_SET_UPDATE(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_StackRef iterable = stack_peek(vm, 1);
    if (!iteration_is_possible(iterable))
        return TypeError("'%t' object is not iterable", iterable->type);
    if (iteration_each(iterable, INT32_MAX - 1, add, stack_peek(vm, first + 1)) < 0)
        return false;
    stack_pop(vm, 1);
    return true;
}

bool operation_BUILD_SET(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_StackRef items = stack_peek(vm, first), set = vm->stack.sp;
    py_newnil(set);
    vm->stack.sp++;
    if (!set_new(set))
        return false;
    for (uint32_t i = 0; i < first; i++)
        if (!set_add(set, &items[i]))
            return false;
    const py_TValue made = *set;
    vm->stack.sp = items;
    stack_push(vm, &made);
    return true;
}

bool operation_LIST_TO_TUPLE(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef list = stack_peek(vm, 1);
    const int count = py_list_len(list);
    py_TValue tuple;
    py_newtuple(&tuple, count);
    for (int i = 0; i < count; i++)
        object_slots(&tuple)[i] = *py_list_getitem(list, i);
    *list = tuple;
    return true;
}

/* --------------------------------------------------------------------- dicts */

static bool put(VM *vm, py_Ref key, py_Ref value, void *dict)
{
    (void)vm;
    return py_dict_setitem(dict, key, value);
}

bool operation_DICT_UPDATE(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_StackRef mapping = stack_peek(vm, 1);
    if (!mapping_is_possible(mapping))
        return TypeError("'%t' object is not a mapping", mapping->type);
    if (!mapping_each(mapping, put, stack_peek(vm, first + 1)))
        return false;
    stack_pop(vm, 1);
    return true;
}

struct merge {
    py_Ref dict;
    const py_TValue *callable;
};

static bool raise_about(const py_TValue *callable, const char *format, const char *what)
{
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    call_write_name(&text, callable);
    pk_sprintf(&text, format, what);
    py_StackRef message = py_pushtmp();
    c11_sbuf__py_submit(&text, message);
    return py_exception(tp_TypeError, "%s", py_tostr(message));
}

static bool merge(VM *vm, py_Ref key, py_Ref value, void *context)
{
    (void)vm;
    const struct merge *m = context;
    const int found = py_dict_getitem(m->dict, key);
    if (found < 0)
        return false;
    if (found > 0) {
        if (!py_str(key))
            return false;
        py_StackRef const shown = py_pushtmp();
        *shown = *py_retval();
        return raise_about(m->callable, " got multiple values for keyword argument '%s'",
                           py_tostr(shown));
    }
    /* Whether it is a text, the call asks. */
    return py_dict_setitem(m->dict, key, value);
}

bool operation_DICT_MERGE(VM *vm, uint32_t first, uint32_t second)
{
    py_StackRef mapping = stack_peek(vm, 1);
    struct merge m = { stack_peek(vm, first + 1), stack_peek(vm, second + 1) };
    if (!mapping_is_possible(mapping))
        return raise_about(m.callable, " argument after ** must be a mapping, not %s",
                           py_tpname(mapping->type));
    if (!mapping_each(mapping, merge, &m))
        return false;
    stack_pop(vm, 1);
    return true;
}
