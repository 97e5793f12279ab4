/* patterns.c -- the match statement: CPython's opcodes of these names. */
#include "interpose/module_table.h"
#include "language/handlers.h"
#include "language/iteration.h"
#include "language/raising.h"

bool operation_GET_LEN(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    if (!py_len(stack_peek(vm, 1)))
        return false;
    stack_push(vm, &vm->last_retval);
    return true;
}

/* Whether it is an instance of a class of collections.abc, if the script has imported that. */
static bool is_instance_of_abc(VM *vm, const py_TValue *value, const char *name, bool *is)
{
    *is = false;
    py_Ref module = module_listed("_collections_abc");
    py_Ref class = module == NULL ? NULL : py_getdict(module, py_name(name));
    if (class == NULL || class->type != tp_type || !value->is_ptr)
        return true;
    py_Ref check = py_getbuiltin(py_name("isinstance"));
    if (check == NULL)
        return true;
    py_StackRef arguments = vm->stack.sp;
    stack_push(vm, value);
    stack_push(vm, class);
    if (!py_call(check, 2, arguments))
        return false;
    vm->stack.sp = arguments;
    *is = vm->last_retval.type == tp_bool && vm->last_retval._bool;
    return true;
}

static bool is_of(const py_TValue *value, py_Type type)
{
    return value->type == type || py_issubclass(value->type, type);
}

bool operation_MATCH_MAPPING(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    const py_TValue *subject = stack_peek(vm, 1);
    bool is = is_of(subject, tp_dict);
    if (!is && !is_instance_of_abc(vm, subject, "Mapping", &is))
        return false;
    const py_TValue answer = value_bool(is);
    stack_push(vm, &answer);
    return true;
}

bool operation_MATCH_SEQUENCE(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    const py_TValue *subject = stack_peek(vm, 1);
    bool is = is_of(subject, tp_list) || is_of(subject, tp_tuple) || is_of(subject, tp_range);
    if (!is && !is_of(subject, tp_str) && !is_of(subject, tp_bytes)
        && !is_instance_of_abc(vm, subject, "Sequence", &is))
        return false;
    const py_TValue answer = value_bool(is);
    stack_push(vm, &answer);
    return true;
}

static bool duplicate_key(VM *vm, py_Ref key)
{
    (void)vm;
    if (!py_repr(key))
        return false;
    py_StackRef text = py_pushtmp();
    *text = *py_retval();
    return ValueError("mapping pattern checks duplicate key (%s)", py_tostr(text));
}

/* subject.get(key, sentinel); 1: in last_retval, 0: it has no such key, -1: an exception. */
static int look_up(VM *vm, py_StackRef subject, py_Ref key, const py_TValue *sentinel)
{
    if (subject->type == tp_dict)
        return py_dict_getitem(subject, key);
    py_StackRef before = vm->stack.sp;
    if (!py_getattr(subject, py_name("get")))
        return -1;
    stack_push(vm, &vm->last_retval);
    stack_push(vm, key);
    stack_push(vm, sentinel);
    if (!py_call(before, 2, before + 1))
        return -1;
    vm->stack.sp = before;
    return !(vm->last_retval.is_ptr && vm->last_retval._obj == sentinel->_obj);
}

bool operation_MATCH_KEYS(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef subject = stack_peek(vm, 2), keys = stack_peek(vm, 1), work = vm->stack.sp;
    const int count = py_tuple_len(keys);
    py_newdict(&work[0]); /* keys that were seen */
    vm->stack.sp = work + 1;
    py_newtuple(&work[1], count);
    vm->stack.sp = work + 2;
    py_newlist(&work[2]); /* the sentinel: nobody else has it */
    vm->stack.sp = work + 3;
    bool all = true;
    for (int i = 0; all && i < count; i++) {
        py_TValue *key = &object_slots(keys)[i];
        const int seen = py_dict_getitem(&work[0], key);
        if (seen != 0)
            return seen < 0 ? false : duplicate_key(vm, key);
        if (!py_dict_setitem(&work[0], key, py_None()))
            return false;
        const int found = look_up(vm, subject, key, &work[2]);
        if (found < 0)
            return false;
        all = found > 0;
        if (all)
            object_slots(&work[1])[i] = vm->last_retval;
    }
    const py_TValue answer = all ? work[1] : value_none();
    vm->stack.sp = work;
    stack_push(vm, &answer);
    return true;
}

bool operation_DICT_WITHOUT(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef subject = stack_peek(vm, 2), keys = stack_peek(vm, 1), rest = vm->stack.sp;
    py_newnil(rest);
    vm->stack.sp++;
    if (!mapping_to_dict(subject))
        return false;
    *rest = vm->last_retval;
    for (int i = 0; i < py_tuple_len(keys); i++)
        if (py_dict_delitem(rest, &object_slots(keys)[i]) < 0)
            return false;
    *subject = *rest;
    vm->stack.sp = keys;
    return true;
}

/* --------------------------------------------------------------------- classes */

/* These match a single positional pattern as a whole. */
static bool matches_itself(const py_TypeInfo *class)
{
    static const char *const names[] = { "bytearray", "frozenset", "set" };
    static const py_Type types[] = { tp_bool, tp_bytes, tp_dict, tp_float,
                                     tp_int,  tp_list,  tp_str,  tp_tuple };
    for (const py_TypeInfo *t = class; t != NULL; t = t->base_ti) {
        for (size_t i = 0; i < COUNT(types); i++)
            if (t->index == types[i])
                return true;
        for (size_t i = 0; i < COUNT(names); i++) {
            py_Ref builtin = py_getbuiltin(py_name(names[i]));
            if (builtin != NULL && builtin->type == tp_type && py_totype(builtin) == t->index)
                return true;
        }
    }
    return false;
}

/* 1: in last_retval, 0: the subject has no such attribute, -1: an exception. */
static int attribute(VM *vm, py_StackRef subject, py_StackRef seen, py_Ref name, py_Type class)
{
    const int before = py_dict_getitem(seen, name);
    if (before < 0)
        return -1;
    if (before > 0) {
        TypeError("%t() got multiple sub-patterns for attribute '%s'", class, py_tostr(name));
        return -1;
    }
    if (!py_dict_setitem(seen, name, py_None()))
        return -1;
    py_StackRef stack = vm->stack.sp;
    if (py_getattr(subject, py_namev(py_tosv(name))))
        return 1;
    return raise_take_attribute_error(stack) ? 0 : -1;
}

/* The names of its positional attributes in last_retval, a tuple; none for one that matches
 * itself (*itself). */
static bool positional_names(VM *vm, py_StackRef class, int positional, bool *itself)
{
    const py_Type type = py_totype(class);
    *itself = false;
    py_StackRef stack = vm->stack.sp;
    if (!py_getattr(class, py_name("__match_args__"))) {
        if (!raise_take_attribute_error(stack))
            return false;
        py_newtuple(&vm->last_retval, 0);
        *itself = matches_itself(pk_typeinfo(type));
    } else if (vm->last_retval.type != tp_tuple) {
        return TypeError("%t.__match_args__ must be a tuple (got %t)", type, vm->last_retval.type);
    }
    const int allowed = *itself ? 1 : py_tuple_len(&vm->last_retval);
    if (positional > allowed)
        return TypeError("%t() accepts %d positional sub-pattern%s (%d given)", type, allowed,
                         allowed == 1 ? "" : "s", positional);
    return true;
}

/* [subject, class, names] */
bool operation_MATCH_CLASS(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    const int positional = (int)first;
    py_StackRef subject = stack_peek(vm, 3), class = stack_peek(vm, 2), names = stack_peek(vm, 1);
    py_StackRef work = vm->stack.sp;
    if (class->type != tp_type)
        return TypeError("called match pattern must be a type");
    const py_Type type = py_totype(class);
    if (!py_isinstance(subject, type)) {
        vm->stack.sp = class;
        *subject = value_none();
        return true;
    }
    bool itself = false;
    py_newtuple(&work[0], 0);
    vm->stack.sp = work + 1;
    if (positional > 0) {
        if (!positional_names(vm, class, positional, &itself))
            return false;
        work[0] = vm->last_retval;
    }
    const int named = py_tuple_len(names);
    py_newdict(&work[1]); /* attributes that were seen */
    vm->stack.sp = work + 2;
    py_newtuple(&work[2], positional + named);
    vm->stack.sp = work + 3;
    for (int i = 0; i < positional + named; i++) {
        if (itself && i == 0) {
            object_slots(&work[2])[0] = *subject;
            continue;
        }
        py_TValue *name =
            i < positional ? &object_slots(&work[0])[i] : &object_slots(names)[i - positional];
        if (name->type != tp_str)
            return TypeError("__match_args__ elements must be strings (got %t)", name->type);
        const int found = attribute(vm, subject, &work[1], name, type);
        if (found < 0)
            return false;
        if (found == 0) {
            vm->stack.sp = class;
            *subject = value_none();
            return true;
        }
        object_slots(&work[2])[i] = vm->last_retval;
    }
    *subject = work[2];
    vm->stack.sp = class;
    return true;
}
