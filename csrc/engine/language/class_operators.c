/* class_operators.c -- operators of classes: those of a metaclass.
 *
 * To PocketPy every class is of type `type`, whatever its metaclass.  So the operators that a
 * metaclass may define (iteration over an Enum, for one) are natives of `type` that look into
 * the metaclass; to scripts these natives are no attributes of a class.
 */
#include "language/class_operators.h"

#include "base/macros.h"
#include "language/aliases.h"
#include "language/callables.h"
#include "language/class_names.h"
#include "language/special_names.h"

/* What the class's metaclass, a class in Python, has by this name; NULL. */
static py_TValue *own_of_metaclass(const py_TValue *class, py_Name name)
{
    py_TypeInfo *const metaclass = class_metaclass(class_of_object(class));
    if (metaclass->index == tp_type)
        return NULL;
    const py_TypeInfo *const home = class_home_of(metaclass, name);
    return home == NULL || home->index <= tp_type ? NULL : class_own(home, name);
}

static bool not_implemented(py_Ref argv)
{
    (void)argv;
    py_newnotimplemented(py_retval());
    return true;
}

static bool no_iteration(py_Ref argv)
{
    return TypeError("'%t' object is not iterable", class_metaclass(class_of_object(argv))->index);
}

static bool no_length(py_Ref argv)
{
    return TypeError("object of type '%t' has no len()",
                     class_metaclass(class_of_object(argv))->index);
}

static bool no_containment(py_Ref argv)
{
    return TypeError("argument of type '%t' is not iterable",
                     class_metaclass(class_of_object(argv))->index);
}

static bool no_assignment(py_Ref argv)
{
    return TypeError("'%t' object does not support item assignment",
                     class_metaclass(class_of_object(argv))->index);
}

static bool no_deletion(py_Ref argv)
{
    return TypeError("'%t' object doesn't support item deletion",
                     class_metaclass(class_of_object(argv))->index);
}

static bool give_true(py_Ref argv)
{
    (void)argv;
    py_newbool(py_retval(), true);
    return true;
}

static bool give_repr(py_Ref argv)
{
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, "<class '");
    class_write_name(&text, class_of_object(argv));
    c11_sbuf__write_cstr(&text, "'>");
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

static bool give_str(py_Ref argv) { return py_repr(argv); }

static bool give_equal(py_Ref argv)
{
    if (py_isidentical(&argv[0], &argv[1]))
        py_newbool(py_retval(), true);
    else
        py_newnotimplemented(py_retval());
    return true;
}

static bool give_hash(py_Ref argv)
{
    py_newint(py_retval(), (int64_t)((uint32_t)(uintptr_t)argv->_obj >> 4));
    return true;
}

static bool give_item(py_Ref argv)
{
    py_TValue *const own = class_find(class_of_object(argv), special.class_getitem);
    if (own != NULL) {
        py_TValue method = *own;
        py_TValue arguments[] = { argv[0], argv[1] };
        if (method.type == tp_classmethod)
            method = *py_getslot(&method, 0);
        else if (method.type == tp_staticmethod)
            return py_call(py_getslot(&method, 0), 1, &arguments[1]);
        return py_call(&method, COUNT(arguments), arguments);
    }
    if (class_of_object(argv)->index == tp_type)
        return alias_new(&argv[0], &argv[1]);
    ancestors a = ancestors_of(class_of_object(argv));
    for (py_TypeInfo *each; (each = ancestors_next(&a)) != NULL;)
        if (each->index != tp_type && alias_is_possible(each))
            return alias_new(&argv[0], &argv[1]);
    return TypeError("type '%n' is not subscriptable", class_of_object(argv)->name);
}

static bool give_union(py_Ref argv) { return union_new(&argv[0], &argv[1]); }
static bool give_reflected_union(py_Ref argv) { return union_new(&argv[1], &argv[0]); }

/* clang-format off */
#define DISPATCHERS(X) \
    X(iter, 1, no_iteration) \
    X(next, 1, no_iteration) \
    X(len, 1, no_length) \
    X(contains, 2, no_containment) \
    X(getitem, 2, give_item) \
    X(setitem, 3, no_assignment) \
    X(delitem, 2, no_deletion) \
    X(bool, 1, give_true) \
    X(repr, 1, give_repr) \
    X(str, 1, give_str) \
    X(eq, 2, give_equal) \
    X(ne, 2, not_implemented) \
    X(hash, 1, give_hash) \
    X(lt, 2, not_implemented) \
    X(le, 2, not_implemented) \
    X(gt, 2, not_implemented) \
    X(ge, 2, not_implemented) \
    X(or, 2, give_union) \
    X(ror, 2, give_reflected_union) \
    X(add, 2, not_implemented) \
    X(radd, 2, not_implemented) \
    X(sub, 2, not_implemented) \
    X(mul, 2, not_implemented) \
    X(rmul, 2, not_implemented) \
    X(and, 2, not_implemented)
/* clang-format on */

#define DISPATCHER(name, count, otherwise)                                       \
    static bool type_##name(int argc, py_Ref argv)                               \
    {                                                                            \
        PY_CHECK_ARGC(count);                                                    \
        py_TValue *const own = own_of_metaclass(argv, py_name("__" #name "__")); \
        return own != NULL ? call_special(own, argc, argv) : otherwise(argv);    \
    }
DISPATCHERS(DISPATCHER)

static const struct {
    const char *name;
    py_CFunction function;
} dispatchers[] = {
#define ROW(name, count, otherwise) { "__" #name "__", type_##name },
    DISPATCHERS(ROW)
#undef ROW
};

bool class_is_dispatcher(const py_TValue *native)
{
    if (native->type != tp_nativefunc)
        return false;
    /* These are a class's own as any object's. */
    if (native->_cfunc == type_repr || native->_cfunc == type_str || native->_cfunc == type_or
        || native->_cfunc == type_hash || native->_cfunc == type_eq || native->_cfunc == type_ne
        || native->_cfunc == type_ror)
        return false;
    for (size_t i = 0; i < COUNT(dispatchers); i++)
        if (native->_cfunc == dispatchers[i].function)
            return true;
    return false;
}

void class_operators_install(void)
{
    for (size_t i = 0; i < COUNT(dispatchers); i++)
        py_bindmethod(tp_type, dispatchers[i].name, dispatchers[i].function);
}
