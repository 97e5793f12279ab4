/* iterators.c -- iter(), as every `for` asks it: of objects with __iter__, and of those that have
 * only items by number.
 */
#include "base/current.h"
#include "base/originals.h"
#include "interpose/classes.h"
#include "language/callables.h"
#include "language/handlers.h"
#include "language/install.h"
#include "memory/dialect.h"

enum { SLOT_SEQUENCE, SLOT_NEXT, SEQUENCE_SLOTS };

static bool not_iterable(const py_TValue *value)
{
    return TypeError("'%t' object is not iterable", value->type);
}

static bool by_number(const py_TValue *sequence)
{
    py_TValue iterator;
    py_newobject(&iterator, pkhost_here->types.sequence_iterator, SEQUENCE_SLOTS, 0);
    object_slots(&iterator)[SLOT_SEQUENCE] = *sequence;
    py_newint(&object_slots(&iterator)[SLOT_NEXT], 0);
    *py_retval() = iterator;
    return true;
}

static bool is_iterator(const py_TValue *value)
{
    switch (value->type) {
    case tp_generator:
    case tp_list_iterator:
    case tp_tuple_iterator:
    case tp_dict_iterator:
    case tp_range_iterator:
    case tp_str_iterator: return true;
    default: return class_find_in(value->type, __next__) != NULL;
    }
}

EXPORT bool py_iter(py_Ref value)
{
    py_Ref method = class_find_in(value->type, __iter__);
    if (!dialect_is_python()) {
        if (method == NULL)
            return not_iterable(value);
        return py_call(method, 1, value);
    }
    if (UNLIKELY(method == NULL))
        return class_find_in(value->type, __getitem__) != NULL ? by_number(value)
                                                               : not_iterable(value);
    if (UNLIKELY(method->type == tp_NoneType))
        return not_iterable(value);
    if (!call_special(method, 1, value))
        return false;
    const py_TValue *made = py_retval();
    return LIKELY(is_iterator(made))
           || TypeError("iter() returned non-iterator of type '%t'", made->type);
}

/* An iterator that has come to its end forgets what it was of. */
static bool next(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    VM *const vm = pk_current_vm;
    py_TValue *sequence = &object_slots(argv)[SLOT_SEQUENCE];
    py_TValue *number = &object_slots(argv)[SLOT_NEXT];
    if (value_is_nil(sequence))
        return StopIteration();
    py_StackRef operands = vm->stack.sp;
    stack_push(vm, sequence);
    stack_push(vm, number);
    if (py_getitem(operands, operands + 1)) {
        number->_i64++;
        vm->stack.sp = operands;
        return true;
    }
    if (!py_matchexc(tp_IndexError) && !py_matchexc(tp_StopIteration))
        return false;
    py_clearexc(operands);
    py_newnil(sequence);
    return StopIteration();
}

static bool self(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = *argv;
    return true;
}

bool iterators_install(void)
{
    const py_Type type = pk_newtype("iterator", tp_object, NULL, NULL, false, true);
    pkhost_here->types.sequence_iterator = type;
    py_bindmagic(type, __iter__, self);
    py_bindmagic(type, __next__, next);
    return true;
}
