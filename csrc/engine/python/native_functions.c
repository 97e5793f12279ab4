/* native_functions.c -- what a native function says of itself: its name, and how it is shown.
 *
 * PocketPy keeps no names for them.  They are looked for where scripts find the functions: among the
 * builtins and in the types.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/natives.h"
#include "language/signatures.h"
#include "python/builtin_install.h"

#include <string.h>

enum { OWNER, FUNCTION }; /* slots of a native method in a script's hands: interpose/natives.c */

static bool is_method(const py_TValue *value)
{
    return value->type == pkhost_here->types.native_method;
}

/* NULL: `value` is no native function, with a TypeError; *name NULL: it is not known. */
static bool name_of(int argc, py_Ref argv, py_Name *name)
{
    *name = NULL;
    if (argc < 1 || (argv->type != tp_nativefunc && !is_method(argv)))
        return TypeError("this attribute is of a native function");
    const py_TValue *const function = is_method(argv) ? py_getslot(argv, FUNCTION) : argv;
    if (function->type == tp_nativefunc)
        *name = signature_name(function->_cfunc);
    return true;
}

static bool get_name(int argc, py_Ref argv)
{
    py_Name name;
    if (!name_of(argc, argv, &name))
        return false;
    py_newstr(py_retval(), name == NULL ? "?" : py_name2str(name));
    return true;
}

static bool get_qualified_name(int argc, py_Ref argv)
{
    py_Name name;
    if (!name_of(argc, argv, &name))
        return false;
    const char *const shown = name == NULL ? "?" : py_name2str(name);
    if (is_method(argv))
        py_newfstr(py_retval(), "%t.%s", py_totype(py_getslot(argv, OWNER)), shown);
    else
        py_newstr(py_retval(), shown);
    return true;
}

static bool get_none(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newnone(py_retval());
    return true;
}

static bool get_module(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newstr(py_retval(), "builtins");
    return true;
}

static bool show(int argc, py_Ref argv)
{
    py_Name name;
    if (!name_of(argc, argv, &name))
        return false;
    const char *const shown = name == NULL ? "?" : py_name2str(name);
    if (is_method(argv))
        py_newfstr(py_retval(), "<method '%s' of '%t' objects>", shown,
                   py_totype(py_getslot(argv, OWNER)));
    else
        py_newfstr(py_retval(), "<built-in function %s>", shown);
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
    return true;
}
