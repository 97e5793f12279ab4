/* iteration.c -- taking all that an iterable, or a mapping, gives.
 *
 * What is taken from is on the value stack meanwhile, and so is each item: `take` may run code of
 * the script's.  A list that such code changes is looked at anew for each item.
 */
#include "language/iteration.h"

#include "base/current.h"
#include "interpose/classes.h"
#include "language/handlers.h"
#include "stop/steps.h"

static bool has_method(const py_TValue *value, py_Name name)
{
    py_Ref found = class_find_in(value->type, name);
    return found != NULL && found->type != tp_NoneType;
}

bool iteration_is_possible(const py_TValue *value)
{
    return has_method(value, __iter__)
           || (class_find_in(value->type, __iter__) == NULL && has_method(value, __getitem__));
}

static bool step(void) { return pkhost_here == NULL || pkhost_building || step_take(pkhost_here); }

/* Of a list or tuple: NULL if there is no such item. */
static const py_TValue *item_at(py_Ref sequence, int i)
{
    if (sequence->type == tp_tuple)
        return i < py_tuple_len(sequence) ? &object_slots(sequence)[i] : NULL;
    return i < py_list_len(sequence) ? py_list_getitem(sequence, i) : NULL;
}

int iteration_each(py_Ref iterable, int most, bool (*take)(VM *vm, py_Ref item, void *context),
                   void *context)
{
    VM *const vm = pk_current_vm;
    py_StackRef const before = vm->stack.sp;
    const bool is_sequence = iterable->type == tp_list || iterable->type == tp_tuple;
    if (!is_sequence) {
        if (!py_iter(iterable))
            return -1;
        stack_push(vm, &vm->last_retval);
    }
    int count = 0;
    bool ok = true;
    for (; ok && count <= most; count++) {
        if (is_sequence) {
            const py_TValue *item = item_at(iterable, count);
            if (item == NULL)
                break;
            stack_push(vm, item);
            ok = step();
        } else {
            const int more = py_next(before); /* a step too */
            if (more == 0)
                break;
            ok = more > 0;
            stack_push(vm, &vm->last_retval);
        }
        ok = ok && (count == most || take(vm, vm->stack.sp - 1, context));
        if (ok)
            stack_pop(vm, 1);
    }
    if (!ok)
        return -1;
    vm->stack.sp = before;
    return count;
}

static bool append(VM *vm, py_Ref item, void *list)
{
    (void)vm;
    py_list_append(list, item);
    return true;
}

bool iteration_some(py_Ref iterable, int most)
{
    VM *const vm = pk_current_vm;
    py_StackRef list = py_pushtmp();
    py_newlist(list);
    const int count = iteration_each(iterable, most, append, list);
    if (count < 0)
        return false;
    if (count > most)
        py_list_append(list, py_None()); /* there are more */
    vm->last_retval = *list;
    vm->stack.sp = list;
    return true;
}

bool iteration_to_list(py_Ref iterable) { return iteration_some(iterable, INT32_MAX - 1); }

/* --------------------------------------------------------------------- mappings */

bool mapping_is_possible(const py_TValue *value)
{
    return value->type == tp_dict || py_tpfindname(value->type, py_name("keys")) != NULL;
}

struct pairs {
    py_Ref mapping;
    bool (*take)(VM *vm, py_Ref key, py_Ref value, void *context);
    void *context;
};

static bool take_key(VM *vm, py_Ref key, void *context)
{
    const struct pairs *pairs = context;
    if (!py_getitem(pairs->mapping, key))
        return false;
    stack_push(vm, &vm->last_retval);
    const bool ok = pairs->take(vm, key, vm->stack.sp - 1, pairs->context);
    if (ok)
        stack_pop(vm, 1);
    return ok;
}

bool mapping_each(py_Ref mapping, bool (*take)(VM *vm, py_Ref key, py_Ref value, void *context),
                  void *context)
{
    VM *const vm = pk_current_vm;
    py_StackRef const before = vm->stack.sp;
    struct pairs pairs = { mapping, take, context };
    if (mapping->type == tp_dict) {
        stack_push(vm, mapping);
    } else {
        if (!py_getattr(mapping, py_name("keys")))
            return false;
        stack_push(vm, &vm->last_retval);
        if (!py_call(before, 0, NULL))
            return false;
        *before = vm->last_retval;
    }
    if (iteration_each(before, INT32_MAX - 1, take_key, &pairs) < 0)
        return false;
    vm->stack.sp = before;
    return true;
}

static bool put(VM *vm, py_Ref key, py_Ref value, void *dict)
{
    (void)vm;
    return py_dict_setitem(dict, key, value);
}

bool mapping_to_dict(py_Ref mapping)
{
    VM *const vm = pk_current_vm;
    py_StackRef dict = py_pushtmp();
    py_newdict(dict);
    if (!mapping_each(mapping, put, dict))
        return false;
    vm->last_retval = *dict;
    py_pop();
    return true;
}
