/* instance_checks.c -- isinstance() and issubclass(). */
#include "language/instance_checks.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/exceptions.h"
#include "language/callables.h"
#include "language/aliases.h"
#include "language/attributes.h"
#include "language/class_attributes.h"
#include "language/classes.h"
#include "language/descriptors.h"
#include "language/special_names.h"
#include "language/install.h"

typedef struct check {
    bool of_class;  /* issubclass() */
    py_Name method; /* that a metaclass may have */
    const char *refusal;
} check;

static int truth_of_result(void)
{
    const py_TValue result = *py_retval();
    return py_bool((py_Ref)&result);
}

/* What an object that is no class says its bases are: 1: in py_retval(), a tuple; 0: it has none. */
static int bases_of(const py_TValue *value)
{
    const enum lookup found = attribute_get(value, special.bases);
    if (found == LOOKUP_FAILED) {
        if (!py_matchexc(tp_AttributeError))
            return -1;
        py_clearexc(NULL);
        return 0;
    }
    return found == LOOKUP_FOUND && py_retval()->type == tp_tuple;
}

/* Whether one is the other or has it among its bases, of which objects that are no classes speak. */
static int is_derived(const py_TValue *derived, const py_TValue *wanted)
{
    if (py_isidentical((py_Ref)derived, (py_Ref)wanted))
        return 1;
    if (UNLIKELY(too_deep()))
        return -1;
    const int has = bases_of(derived);
    if (has <= 0)
        return has;
    py_StackRef const bases = py_pushtmp();
    *bases = *py_retval();
    int answer = 0;
    for (int i = 0; answer == 0 && i < py_tuple_len(bases); i++) {
        const py_TValue base = py_tuple_data(bases)[i];
        answer = is_derived(&base, wanted);
    }
    if (answer >= 0)
        pk_current_vm->stack.sp = bases;
    return answer;
}

static int refuse(const char *why)
{
    TypeError("%s", why);
    return -1;
}

/* isinstance() and issubclass() of what is no class, or with it. */
static int ask_by_bases(const check *c, const py_TValue *value, const py_TValue *wanted)
{
    int has = bases_of(wanted);
    if (has <= 0)
        return has < 0 ? has : refuse(c->refusal);
    py_TValue derived = *value;
    if (c->of_class) {
        has = value->type == tp_type ? 1 : bases_of(value);
        if (has <= 0)
            return has < 0 ? has : refuse("issubclass() arg 1 must be a class");
    } else {
        const enum lookup found = attribute_get(value, __class__);
        if (found == LOOKUP_FAILED && !py_matchexc(tp_AttributeError))
            return -1;
        if (found == LOOKUP_FAILED)
            py_clearexc(NULL);
        if (found != LOOKUP_FOUND)
            return 0;
        derived = *py_retval();
    }
    return is_derived(&derived, wanted);
}

/* By what an object says of its class, as a proxy does that has a __class__ of its own. */
static int by_claim(const py_TValue *value, const py_TypeInfo *class)
{
    py_TypeInfo *const type = class_of_value(value);
    const class_details *const details = class_details_of(type);
    if (details == NULL
        || ((details->flags & CLASS_GETATTRIBUTE) == 0
            && class_find(type, __class__) == class_own(class_info(tp_object), __class__)))
        return 0;
    const enum lookup found = attribute_get(value, __class__);
    if (found == LOOKUP_FAILED) {
        if (!py_matchexc(tp_AttributeError))
            return -1;
        py_clearexc(NULL);
        return 0;
    }
    return found == LOOKUP_FOUND && py_retval()->type == tp_type
           && class_is_subclass(class_of_object(py_retval()), class);
}

/* 1 yes, 0 no, -1 raised. */
static int ask(const check *c, const py_TValue *value, const py_TValue *wanted)
{
    if (UNLIKELY(too_deep()))
        return -1;
    if (wanted->type == tp_tuple || is_union(wanted)) {
        const py_TValue all = wanted->type == tp_tuple ? *wanted : *union_members(wanted);
        for (int i = 0; i < py_tuple_len((py_Ref)&all); i++) {
            const int answer = ask(c, value, &py_tuple_data((py_Ref)&all)[i]);
            if (answer != 0)
                return answer;
        }
        return 0;
    }
    if (wanted->type == tp_type) {
        py_TypeInfo *const class = class_of_object(wanted);
        if (!c->of_class && class_of(value) == class)
            return 1;
        py_TypeInfo *const metaclass = class_metaclass(class);
        if (LIKELY(metaclass->index == tp_type)) {
            if (!c->of_class && native_kind_differs(value))
                return class_is_subclass(class_of(value), class);
            if (!c->of_class)
                return py_isinstance((py_Ref)value, class->index) ? 1 : by_claim(value, class);
            if (UNLIKELY(value->type != tp_type))
                return ask_by_bases(c, value, wanted);
            return class_is_subclass(class_of_object(value), class);
        }
        py_TValue *const method = class_find(metaclass, c->method);
        py_TValue arguments[] = { *wanted, *value };
        return py_call(method, COUNT(arguments), arguments) ? truth_of_result() : -1;
    }
    if (is_alias(wanted))
        return TypeError("%s() argument 2 cannot be a parameterized generic",
                         c->of_class ? "issubclass" : "isinstance"),
               -1;
    const int called =
        wanted->type > POCKETPY_LAST_TYPE ? call_special_of(wanted, c->method, 1, value) : 0;
    if (called == 0)
        return ask_by_bases(c, value, wanted);
    return called == 1 ? truth_of_result() : -1;
}

static bool answer(int yes)
{
    if (yes < 0)
        return false;
    py_newbool(py_retval(), yes != 0);
    return true;
}

static bool builtin_isinstance(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("isinstance expected 2 arguments, got %d", argc);
    const check c = { false, special.instancecheck,
                      "isinstance() arg 2 must be a type, a tuple of types, or a union" };
    return answer(ask(&c, &argv[0], &argv[1]));
}

int is_subclass(const py_TValue *class, const py_TValue *wanted)
{
    const check c = { true, special.subclasscheck,
                      "issubclass() arg 2 must be a class, a tuple of classes, or a union" };
    return ask(&c, class, wanted);
}

static bool builtin_issubclass(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("issubclass expected 2 arguments, got %d", argc);
    return answer(is_subclass(&argv[0], &argv[1]));
}

bool instance_checks_install(void)
{
    py_bindfunc(pk_current_vm->builtins, "isinstance", builtin_isinstance);
    py_bindfunc(pk_current_vm->builtins, "issubclass", builtin_issubclass);
    return true;
}
