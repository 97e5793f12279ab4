/* unpacking.c -- a, b = c and a, *b = c. */
#include "language/callables.h"
#include "language/handlers.h"
#include "language/iteration.h"

#include <string.h>

static bool not_enough(int expected, const char *least, int got)
{
    return ValueError("not enough values to unpack (expected %s%d, got %d)", least, expected, got);
}

static bool too_many(int expected)
{
    return ValueError("too many values to unpack (expected %d)", expected);
}

static bool not_iterable(const py_TValue *value)
{
    return TypeError("cannot unpack non-iterable %t object", value->type);
}

static void push_reversed(VM *vm, const py_TValue *items, int count)
{
    for (int i = count; i-- > 0;)
        stack_push(vm, &items[i]);
}

/* Of what is no list or tuple: through a list, one item beyond those that are wanted at most. */
static bool unpack_iterable(VM *vm, py_StackRef iterable, int count)
{
    if (!iteration_is_possible(iterable))
        return not_iterable(iterable);
    if (!iteration_some(iterable, count))
        return false;
    const py_TValue list = vm->last_retval;
    const int got = py_list_len((py_Ref)&list);
    if (got != count)
        return got < count ? not_enough(count, "", got) : too_many(count);
    vm->stack.sp = iterable;
    push_reversed(vm, py_list_data((py_Ref)&list), count);
    return true;
}

bool operation_UNPACK(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    const int count = (int)first;
    py_StackRef top = stack_peek(vm, 1);
    const py_TValue sequence = *top;
    const py_TValue *items;
    int length;
    if (LIKELY(sequence.type == tp_tuple)) {
        items = object_slots(&sequence);
        length = py_tuple_len((py_Ref)&sequence);
    } else if (sequence.type == tp_list) {
        items = py_list_data((py_Ref)&sequence);
        length = py_list_len((py_Ref)&sequence);
    } else {
        return unpack_iterable(vm, top, count);
    }
    if (UNLIKELY(length != count))
        return length < count ? not_enough(count, "", length) : too_many(count);
    vm->stack.sp = top;
    push_reversed(vm, items, count);
    return true;
}

bool operation_UNPACK_STAR(VM *vm, uint32_t first, uint32_t second)
{
    const int before = (int)first, behind = (int)second;
    py_StackRef top = stack_peek(vm, 1);
    if (top->type != tp_list && top->type != tp_tuple) {
        if (!iteration_is_possible(top))
            return not_iterable(top);
        if (!iteration_to_list(top))
            return false;
        *top = vm->last_retval;
    }
    const py_TValue sequence = *top;
    const bool is_list = sequence.type == tp_list;
    const py_TValue *items = is_list ? py_list_data((py_Ref)&sequence) : object_slots(&sequence);
    const int length = is_list ? py_list_len((py_Ref)&sequence) : py_tuple_len((py_Ref)&sequence);
    const int rest = length - before - behind;
    if (rest < 0)
        return not_enough(before + behind, "at least ", length);
    if (!call_has_room(vm, top, before + behind + 1))
        return false;
    py_TValue others;
    py_newlistn(&others, rest);
    if (rest > 0)
        memcpy(py_list_data(&others), items + before, (size_t)rest * sizeof *items);
    vm->stack.sp = top;
    push_reversed(vm, items + before + rest, behind);
    stack_push(vm, &others);
    push_reversed(vm, items, before);
    return true;
}
