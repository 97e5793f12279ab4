/* conversion.c -- values as text: str() and repr(), as scripts and native code call them. */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/boxes.h"
#include "interpose/callbacks.h"
#include "interpose/exceptions.h"
#include "language/callables.h"
#include "memory/dialect.h"

/* PocketPy calls what it finds in the class with the value, a function as much as what has a __get__. */
static bool call_unless_native(py_Ref value, py_Name name, bool (*original)(py_Ref))
{
    py_Ref method = dialect_is_python() ? py_tpfindmagic(value->type, name) : NULL;
    if (LIKELY(method == NULL || method->type == tp_nativefunc || method->type == tp_function))
        return original(value);
    return call_special(method, 1, value);
}

/* Callers read what __str__ and __repr__ give as a str without looking. */
static bool convert(py_Ref value, bool (*original)(py_Ref), py_Name name, const char *what)
{
    if (UNLIKELY(too_deep()))
        return false;
    pkhost_vm *vm = pkhost_here;
    pinned p;
    pin(vm, &p, value, NULL);
    const bool ok =
        pins_are_too_deep(&p)
            ? py_exception(tp_RecursionError,
                           "maximum recursion depth exceeded while getting the %s of an object",
                           what)
            : call_unless_native(value, name, original);
    unpin(vm, &p);
    if (LIKELY(!ok || py_retval()->type == tp_str))
        return ok;
    py_Ref plain = boxed_value(py_retval());
    if (plain->type == tp_str) {
        *py_retval() = *plain;
        return true;
    }
    if (dialect_is_python())
        return TypeError("%n returned non-string (type %t)", name, py_retval()->type);
    return TypeError("%n returned a value that is not a str, but '%t'", name, py_retval()->type);
}

EXPORT bool py_str(py_Ref value)
{
    if (LIKELY(value->type == tp_str)) {
        *py_retval() = *value;
        return true;
    }
    return convert(value, pkhost_originals.str, __str__, "str");
}

EXPORT bool py_repr(py_Ref value)
{
    return convert(value, pkhost_originals.repr, __repr__, "repr");
}
