/* namespace_views.c -- globals(), and the __dict__ of a module, as the dicts that they are for CPython.
 *
 * They are views of PocketPy's, which read and write one name.  What a dict does besides is done here
 * on a copy, in the order in which names were first set.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/classes.h"
#include "interpose/natives.h"
#include "language/instances.h"
#include "language/signatures.h"
#include "python/builtin_install.h"

#include <string.h>

static bool is_view(int argc, py_Ref argv, int least, int most)
{
    if (argc < 1 || argv->type != tp_namedict)
        return TypeError("this method is of another type");
    return (argc >= least && argc <= most)
           || TypeError("expected %d arguments, got %d", least - 1, argc - 1);
}

/* In the VM's retval. */
static bool copy(py_Ref view)
{
    const py_TValue of = *py_getslot(view, 0);
    return instance_copy(of._obj);
}

/* A method of the copy's, without arguments but for `self`. */
static bool of_copy(int argc, py_Ref argv, const char *name)
{
    if (!is_view(argc, argv, 1, 1) || !copy(argv))
        return false;
    py_StackRef dict = py_pushtmp();
    *dict = *py_retval();
    py_Ref method = class_find_in(tp_dict, py_name(name));
    const bool ok = method != NULL && py_call(method, 1, dict);
    if (ok)
        py_pop();
    return ok;
}

static bool view_keys(int argc, py_Ref argv) { return of_copy(argc, argv, "keys"); }
static bool view_values(int argc, py_Ref argv) { return of_copy(argc, argv, "values"); }
static bool view_items(int argc, py_Ref argv) { return of_copy(argc, argv, "items"); }
static bool view_iter(int argc, py_Ref argv) { return of_copy(argc, argv, "__iter__"); }
static bool view_len(int argc, py_Ref argv) { return of_copy(argc, argv, "__len__"); }
static bool view_repr(int argc, py_Ref argv) { return of_copy(argc, argv, "__repr__"); }
static bool view_copy(int argc, py_Ref argv) { return is_view(argc, argv, 1, 1) && copy(argv); }

static py_Ref look_up(py_Ref argv)
{
    return argv[1].type == tp_str ? py_getdict(py_getslot(argv, 0), py_namev(py_tosv(&argv[1])))
                                  : NULL;
}

static bool view_get(int argc, py_Ref argv)
{
    if (!is_view(argc, argv, 2, 3))
        return false;
    py_Ref found = look_up(argv);
    *py_retval() = found != NULL ? *found : argc == 3 ? argv[2] : *py_None();
    return true;
}

static bool view_contains(int argc, py_Ref argv)
{
    if (!is_view(argc, argv, 2, 2))
        return false;
    py_newbool(py_retval(), look_up(argv) != NULL);
    return true;
}

static bool view_pop(int argc, py_Ref argv)
{
    if (!is_view(argc, argv, 2, 3))
        return false;
    py_Ref found = look_up(argv);
    if (found == NULL && argc == 2)
        return KeyError(&argv[1]);
    const py_TValue value = found != NULL ? *found : argv[2];
    if (found != NULL)
        py_deldict(py_getslot(argv, 0), py_namev(py_tosv(&argv[1])));
    *py_retval() = value;
    return true;
}

static bool view_setdefault(int argc, py_Ref argv)
{
    if (!is_view(argc, argv, 2, 3))
        return false;
    if (argv[1].type != tp_str)
        return TypeError("the names of a module are str, not '%t'", argv[1].type);
    if (look_up(argv) == NULL)
        py_setdict(py_getslot(argv, 0), py_namev(py_tosv(&argv[1])),
                   argc == 3 ? &argv[2] : py_None());
    *py_retval() = *look_up(argv);
    return true;
}

static bool put(py_Ref key, py_Ref value, void *view)
{
    if (key->type != tp_str)
        return TypeError("the names of a module are str, not '%t'", key->type);
    py_setdict(py_getslot(view, 0), py_namev(py_tosv(key)), value);
    return true;
}

static bool view_update(int argc, py_Ref argv)
{
    if (!is_view(argc, argv, 1, 2))
        return false;
    if (argc == 2) {
        if (!py_tpcall(tp_dict, 1, &argv[1]))
            return false;
        py_StackRef dict = py_pushtmp();
        *dict = *py_retval();
        if (!py_dict_apply(dict, put, argv))
            return false;
        py_pop();
    }
    py_newnone(py_retval());
    return true;
}

static bool view_update_with_keywords(int argc, py_Ref argv)
{
    enum { SELF, OTHER, NAMES };
    if (!view_update(argv[OTHER].type == tp_nil ? 1 : 2, argv)
        || !py_dict_apply(&argv[NAMES], put, &argv[SELF]))
        return false;
    (void)argc;
    py_newnone(py_retval());
    return true;
}

bool namespace_views_install(void)
{
    static const native methods[] = {
        { "__contains__", view_contains }, { "__iter__", view_iter }, { "__len__", view_len },
        { "__repr__", view_repr },         { "copy", view_copy },     { "get", view_get },
        { "items", view_items },           { "keys", view_keys },     { "pop", view_pop },
        { "setdefault", view_setdefault }, { "update", view_update }, { "values", view_values },
    };
    static const native_signature signatures[] = {
        { "update(self, other=, /, **names)", view_update, view_update_with_keywords },
    };
    signatures_add(signatures, COUNT(signatures));
    return natives_replace(py_tpobject(tp_namedict), methods, COUNT(methods));
}
