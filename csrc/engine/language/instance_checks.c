/* instance_checks.c -- isinstance() and issubclass(). */
#include "language/instance_checks.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/exceptions.h"
#include "language/callables.h"
#include "language/aliases.h"
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
            if (!c->of_class)
                return py_isinstance((py_Ref)value, class->index);
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
        TypeError("%s", c->refusal);
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
    if (argv[0].type != tp_type)
        return TypeError("issubclass() arg 1 must be a class");
    return answer(is_subclass(&argv[0], &argv[1]));
}

bool instance_checks_install(void)
{
    py_bindfunc(pk_current_vm->builtins, "isinstance", builtin_isinstance);
    py_bindfunc(pk_current_vm->builtins, "issubclass", builtin_issubclass);
    return true;
}
