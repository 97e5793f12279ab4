/* native_functions.c -- what a native function says of itself: its name, and how it is shown.
 *
 * PocketPy keeps no names for them.  They are looked for where scripts find the functions: among the
 * builtins and in the types.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/classes.h"
#include "interpose/natives.h"
#include "language/signatures.h"
#include "python/builtin_install.h"

#include <string.h>

enum { OWNER, FUNCTION }; /* slots of a native method in a script's hands: interpose/natives.c */

static bool is_method(const py_TValue *value)
{
    return value->type == pkhost_here->types.native_method;
}

typedef struct described {
    py_Name name; /* NULL: it is not known */
    py_TypeInfo *owner;
    const char *module;
} described;

/* False: it is no native function, with a TypeError. */
static bool describe(int argc, py_Ref argv, described *out)
{
    *out = (described){ 0 };
    if (argc < 1 || (argv->type != tp_nativefunc && !is_method(argv)))
        return TypeError("this attribute is of a native function");
    const py_TValue *const function = is_method(argv) ? py_getslot(argv, FUNCTION) : argv;
    if (function->type == tp_nativefunc)
        out->name = signature_home(function->_cfunc, NULL, &out->owner, &out->module);
    return true;
}

static const char *shown_name(const described *d)
{
    return d->name == NULL ? "?" : py_name2str(d->name);
}

static bool get_name(int argc, py_Ref argv)
{
    described d;
    if (!describe(argc, argv, &d))
        return false;
    py_newstr(py_retval(), shown_name(&d));
    return true;
}

static bool get_qualified_name(int argc, py_Ref argv)
{
    described d;
    if (!describe(argc, argv, &d))
        return false;
    if (is_method(argv))
        py_newfstr(py_retval(), "%t.%s", py_totype(py_getslot(argv, OWNER)), shown_name(&d));
    else if (d.owner != NULL)
        py_newfstr(py_retval(), "%n.%s", class_short_name(d.owner), shown_name(&d));
    else
        py_newstr(py_retval(), shown_name(&d));
    return true;
}

static bool get_module(int argc, py_Ref argv)
{
    described d;
    if (!describe(argc, argv, &d))
        return false;
    if (is_method(argv) || d.owner != NULL)
        py_newnone(py_retval());
    else
        py_newstr(py_retval(), d.module == NULL ? "builtins" : d.module);
    return true;
}

/* Of a bound method: the function alone does not know whose it is. */
static bool get_of_bound(int argc, py_Ref argv, const char *name)
{
    described d;
    if (argc < 1 || argv->type != tp_boundmethod)
        return TypeError("this attribute is of a method");
    const py_TValue self = *py_getslot(argv, 0), function = *py_getslot(argv, 1);
    if (function.type != tp_nativefunc)
        return py_getattr((py_Ref)&function, py_name(name));
    d.name = signature_home(function._cfunc, &self, &d.owner, &d.module);
    if (strcmp(name, "__module__") == 0)
        py_newnone(py_retval());
    else if (d.owner != NULL)
        py_newfstr(py_retval(), "%n.%s", class_short_name(d.owner), shown_name(&d));
    else
        py_newstr(py_retval(), shown_name(&d));
    return true;
}

static bool get_bound_qualified_name(int argc, py_Ref argv)
{
    return get_of_bound(argc, argv, "__qualname__");
}

static bool get_bound_module(int argc, py_Ref argv)
{
    return get_of_bound(argc, argv, "__module__");
}

static bool get_none(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newnone(py_retval());
    return true;
}

static bool show(int argc, py_Ref argv)
{
    described d;
    if (!describe(argc, argv, &d))
        return false;
    const char *const shown = shown_name(&d);
    if (is_method(argv))
        py_newfstr(py_retval(), "<method '%s' of '%t' objects>", shown,
                   py_totype(py_getslot(argv, OWNER)));
    else
        py_newfstr(py_retval(), "<built-in function %s>", shown);
    return true;
}

static bool call(int argc, py_Ref argv)
{
    if (argc < 1 || argv->type != tp_nativefunc)
        return TypeError("this method is of a native function");
    py_TValue function = *argv;
    return py_call(&function, argc - 1, argv + 1);
}

/* The class that a native method was found in. */
static bool get_owner(int argc, py_Ref argv)
{
    if (argc < 1 || !is_method(argv))
        return TypeError("this attribute is of a native method");
    *py_retval() = *py_getslot(argv, OWNER);
    return true;
}

bool native_functions_install(void)
{
    static const native methods[] = { { "__repr__", show } };
    const py_Type types[] = { tp_nativefunc, pkhost_here->types.native_method };
    for (size_t i = 0; i < COUNT(types); i++) {
        py_bindproperty(types[i], "__name__", get_name, NULL);
        py_bindproperty(types[i], "__qualname__", get_qualified_name, NULL);
        py_bindproperty(types[i], "__module__", get_module, NULL);
        py_bindproperty(types[i], "__doc__", get_none, NULL);
        if (!natives_replace(py_tpobject(types[i]), methods, COUNT(methods)))
            return false;
    }
    py_bindproperty(tp_boundmethod, "__qualname__", get_bound_qualified_name, NULL);
    py_bindproperty(tp_boundmethod, "__module__", get_bound_module, NULL);
    py_bindmagic(tp_nativefunc, __call__, call);
    py_bindproperty(pkhost_here->types.native_method, "__objclass__", get_owner, NULL);
    pk_typeinfo(pkhost_here->types.native_method)->name = py_name("method_descriptor");
    return true;
}
