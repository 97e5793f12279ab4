/* callables.c -- what calls have in common. */
#include "language/callables.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/classes.h"
#include "language/descriptors.h"
#include "language/function.h"
#include "language/handlers.h"
#include "memory/dialect.h"

static bool too_many_values(void)
{
    return py_exception(tp_RecursionError, "maximum recursion depth exceeded");
}

bool call_has_room(VM *vm, const py_TValue *from, int values)
{
    return LIKELY(vm->stack.end - from >= (ptrdiff_t)values + VALUES_LEFT) || too_many_values();
}

/* A text that an object has by a name, in *out; false: it has none. */
static bool text_of(const py_TValue *object, const char *name, py_StackRef out)
{
    if (!py_getattr((py_Ref)object, py_name(name))) {
        py_clearexc(pk_current_vm->stack.sp);
        return false;
    }
    *out = *py_retval();
    return out->type == tp_str;
}

void call_write_name(c11_sbuf *text, const py_TValue *callable)
{
    py_StackRef const of = py_pushtmp(), name = py_pushtmp(), module = py_pushtmp();
    *of = *callable;
    if (text_of(of, "__qualname__", name)) {
        if (text_of(of, "__module__", module) && !c11__sveq2(py_tosv(module), "builtins"))
            pk_sprintf(text, "%v.", py_tosv(module));
        pk_sprintf(text, "%v()", py_tosv(name));
    } else if (py_str(of) && py_retval()->type == tp_str) {
        pk_sprintf(text, "%v", py_tosv(py_retval()));
    } else {
        py_clearexc(pk_current_vm->stack.sp);
        pk_sprintf(text, "%t object", of->type);
    }
    py_shrink(3);
}

bool call_special(py_Ref method, int argc, py_Ref argv)
{
    if (LIKELY(method->type == tp_function || method->type == tp_nativefunc)
        || method->type == pkhost_here->types.native_method)
        return py_call(method, argc, argv);
    if (method->type == tp_staticmethod)
        return py_call(py_getslot(method, 0), argc - 1, argv + 1);
    if (method->type == tp_classmethod) {
        VM *vm = pk_current_vm;
        py_StackRef before = vm->stack.sp;
        stack_push(vm, py_getslot(method, 0));
        stack_push(vm, py_tpobject(argv->type));
        for (int i = 1; i < argc; i++)
            stack_push(vm, &argv[i]);
        const bool ok = py_vectorcall((uint16_t)(argc - 1), 0);
        vm->stack.sp = before;
        return ok;
    }
    const py_TValue of_class = *method;
    if (!descriptor_get(&of_class, argv, class_of_value(argv)))
        return false;
    py_TValue bound = *py_retval();
    return py_call(&bound, argc - 1, argv + 1);
}

int call_special_of(const py_TValue *of, py_Name name, int argc, const py_TValue *argv)
{
    py_TValue *const method = class_find_in(of->type, name);
    if (method == NULL)
        return 0;
    py_TValue arguments[4] = { *of };
    for (int i = 0; i < argc; i++)
        arguments[1 + i] = argv[i];
    return call_special(method, 1 + argc, arguments) ? 1 : -1;
}

/* In CPython's words: which operation its type does not support. */
static bool not_supported(const py_TValue *self, py_Name name)
{
    if (name == __len__)
        return TypeError("object of type '%t' has no len()", self->type);
    if (name == __getitem__)
        return TypeError("'%t' object is not subscriptable", self->type);
    if (name == __setitem__)
        return TypeError("'%t' object does not support item assignment", self->type);
    if (name == __delitem__)
        return TypeError("'%t' object doesn't support item deletion", self->type);
    if (name == __neg__ || name == __invert__)
        return TypeError("bad operand type for unary %s: '%t'", name == __neg__ ? "-" : "~",
                         self->type);
    return AttributeError(self, name);
}

/* PocketPy's operations of one operand. */
EXPORT bool pk_callmagic(py_Name name, int argc, py_Ref argv)
{
    py_Ref method = class_find_in(argv->type, name);
    if (UNLIKELY(method == NULL))
        return dialect_is_python() ? not_supported(argv, name) : AttributeError(argv, name);
    return dialect_is_python() ? call_special(method, argc, argv) : py_call(method, argc, argv);
}
