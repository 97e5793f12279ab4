/* native_functions.c -- what a native function says of itself: its name, and how it is shown.
 *
 * PocketPy keeps no names for them.  They are looked for where scripts find the functions: among the
 * builtins and in the types.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/classes.h"
#include "interpose/exceptions.h"
#include "interpose/natives.h"
#include "language/native_kinds.h"
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
    /* One function may stand in several classes, by other names. */
    const py_Name name =
        is_method(argv) ? native_name_in(class_of_object(py_getslot(argv, OWNER)), function->_cfunc)
                        : NULL;
    if (name != NULL)
        out->name = name;
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

/* "<built-in method append of list object at 0x…>" */
static void show_bound(const char *name, const py_TValue *self, bool is_wrapper)
{
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text,
               is_wrapper ? "<method-wrapper '%s' of %n object at "
                          : "<built-in method %s of %n object at ",
               name,
               self->type == tp_type ? class_metaclass(class_of_object(self))->name
                                     : class_of_value(self)->name);
    if (self->is_ptr)
        c11_sbuf__write_ptr(&text, self->_obj);
    else
        c11_sbuf__write_cstr(&text, "0x0");
    c11_sbuf__write_char(&text, '>');
    c11_sbuf__py_submit(&text, py_retval());
}

/* "<bound method A.m of <A object at 0x…>>" */
static bool show_method(int argc, py_Ref argv)
{
    described d = { 0 };
    if (argc < 1 || argv->type != tp_boundmethod)
        return TypeError("this method is of a method");
    if (too_deep())
        return false;
    py_StackRef const self = py_pushtmp(), name = py_pushtmp();
    *self = *py_getslot(argv, 0);
    *name = *py_getslot(argv, 1);
    const py_CFunction function = natives_function_of(name);
    if (function != NULL) {
        d.name = native_name_in(
            self->type == tp_type ? class_of_object(self) : class_of_value(self), function);
        if (d.name == NULL)
            d.name = signature_home(function, self, &d.owner, &d.module);
        show_bound(shown_name(&d), self,
                   native_kind_of(argv)->index == pkhost_here->types.method_wrapper);
        py_shrink(2);
        return true;
    }
    if (!py_getattr(name, py_name("__qualname__")) || py_retval()->type != tp_str) {
        if (py_checkexc() && !py_matchexc(tp_AttributeError))
            return false;
        py_clearexc(name + 1);
        py_newstr(py_retval(), "?");
    }
    *name = *py_retval();
    if (!py_repr(self))
        return false;
    py_newfstr(py_retval(), "<bound method %v of %v>", py_tosv(name), py_tosv(py_retval()));
    py_shrink(2);
    return true;
}

/* What it is of: a module, as CPython says. */
static bool get_self(int argc, py_Ref argv)
{
    described d;
    if (!describe(argc, argv, &d))
        return false;
    py_Ref const module = d.owner != NULL    ? NULL
                          : d.module == NULL ? pk_current_vm->builtins
                                             : py_getmodule(d.module);
    *py_retval() = d.owner != NULL ? d.owner->self : module != NULL ? *module : *py_None();
    return true;
}

static bool show(int argc, py_Ref argv)
{
    described d;
    if (!describe(argc, argv, &d))
        return false;
    const char *const shown = shown_name(&d);
    const py_Type kind = is_method(argv) ? native_kind_of(argv)->index : tp_nativefunc;
    if (is_method(argv) && kind == tp_nativefunc)
        show_bound(shown, py_getslot(argv, OWNER), false);
    else if (is_method(argv))
        py_newfstr(py_retval(),
                   kind == pkhost_here->types.wrapper_descriptor
                       ? "<slot wrapper '%s' of '%t' objects>"
                       : "<method '%s' of '%t' objects>",
                   shown, py_totype(py_getslot(argv, OWNER)));
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
    native_kinds_install();
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
    py_bindmagic(tp_boundmethod, __repr__, show_method);
    py_bindproperty(tp_nativefunc, "__self__", get_self, NULL);
    py_bindmagic(tp_nativefunc, __call__, call);
    py_bindproperty(pkhost_here->types.native_method, "__objclass__", get_owner, NULL);
    pk_typeinfo(pkhost_here->types.native_method)->name = py_name("method_descriptor");
    return true;
}
