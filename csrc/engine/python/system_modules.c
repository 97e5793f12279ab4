/* system_modules.c -- sys.modules, and what types.ModuleType makes.
 *
 * sys.modules is a view of the table of modules (interpose/module_table.h).  What a dict does besides
 * reading and writing one entry is done on a copy.  A script does not see the modules of PocketPy that
 * it may not import.
 */
#include "python/system_modules.h"

#include "base/current.h"
#include "base/library.h"
#include "base/macros.h"
#include "interpose/module_table.h"
#include "interpose/natives.h"
#include "interpose/policy.h"
#include "language/signatures.h"
#include "language/special_names.h"

#include <string.h>

enum { ENTRIES_MOST = 4096 };

/* A path of the table; NULL: no module can have that name. */
static const char *path_of(py_Ref name)
{
    if (!py_isinstance(name, tp_str))
        return NULL;
    const c11_sv path = py_tosv(name);
    const bool possible = path.size > 0 && path.size <= PK_MAX_MODULE_PATH_LEN
                          && memchr(path.data, '\0', (size_t)path.size) == NULL;
    return possible ? py_tostr(name) : NULL;
}

/* Modules of the archive's put others in the place of what is not there: _standing_in.py. */
static bool library_asks(void)
{
    const py_Frame *const frame = pk_current_vm->top_frame;
    return frame != NULL && library_has(frame->co->src);
}

static bool may_be_seen(const char *path)
{
    if (strncmp(path, "_pocketpy_", strlen("_pocketpy_")) == 0)
        return false;
    return strcmp(path, "__main__") == 0 || strcmp(path, "builtins") == 0
           || strcmp(path, "sys") == 0 || policy_allows(pkhost_here, path) || library_asks()
           || !policy_is_of_pocketpy(pkhost_here, path);
}

static py_Ref entry_of(py_Ref name)
{
    const char *const path = path_of(name);
    return path != NULL && may_be_seen(path) ? py_getmodule(path) : NULL;
}

/* ------------------------------------------------------------------------ a copy */

static bool put(const char *path, py_Ref value, void *dict)
{
    py_TValue name;
    if (!may_be_seen(path))
        return true;
    py_newstr(&name, path);
    return py_dict_setitem(dict, &name, value);
}

/* A method of the copy's, without arguments but for itself. */
static bool of_copy(int argc, const char *name)
{
    PY_CHECK_ARGC(1);
    py_StackRef copy = py_pushtmp();
    py_newdict(copy);
    if (!modules_each(put, copy))
        return false;
    if (name == NULL) {
        *py_retval() = *copy;
    } else {
        py_Ref method = py_tpfindmagic(tp_dict, py_name(name));
        if (method == NULL || !py_call(method, 1, copy))
            return false;
    }
    py_pop();
    return true;
}

#define OF_COPY(function, name)                 \
    static bool function(int argc, py_Ref argv) \
    {                                           \
        (void)argv;                             \
        return of_copy(argc, name);             \
    }
OF_COPY(modules_copy, NULL)
OF_COPY(modules_iter, "__iter__")
OF_COPY(modules_len, "__len__")
OF_COPY(modules_repr, "__repr__")
OF_COPY(modules_keys, "keys")
OF_COPY(modules_values, "values")
OF_COPY(modules_items, "items")

/* --------------------------------------------------------------------- one entry */

static bool modules_item(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_Ref found = entry_of(&argv[1]);
    if (found == NULL)
        return KeyError(&argv[1]);
    *py_retval() = *found;
    return true;
}

static bool modules_get(int argc, py_Ref argv)
{
    if (argc < 2 || argc > 3)
        return TypeError("get expected at least 1 argument, got %d", argc - 1);
    py_Ref found = entry_of(&argv[1]);
    *py_retval() = found != NULL ? *found : argc == 3 ? argv[2] : *py_None();
    return true;
}

static bool modules_contains(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_newbool(py_retval(), entry_of(&argv[1]) != NULL);
    return true;
}

static bool count(const char *path, py_Ref value, void *number)
{
    (void)path, (void)value;
    ++*(int *)number;
    return true;
}

/* The tree is not balanced, so what walks it must not be led too deep. */
static bool set_entry(py_Ref name, py_Ref value)
{
    int entries = 0;
    const char *const path = path_of(name);
    if (path == NULL)
        return ValueError("this is not the name of a module");
    if (!may_be_seen(path))
        return py_exception(tp_ImportError, "module '%s' is not allowed here", path);
    modules_each(count, &entries);
    if (entries >= ENTRIES_MOST)
        return RuntimeError("sys.modules is full");
    module_list(path, value);
    return true;
}

static bool modules_set(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(3);
    if (!set_entry(&argv[1], &argv[2]))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool modules_delete(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (entry_of(&argv[1]) == NULL)
        return KeyError(&argv[1]);
    module_forget(path_of(&argv[1]));
    py_newnone(py_retval());
    return true;
}

static bool modules_pop(int argc, py_Ref argv)
{
    if (argc < 2 || argc > 3)
        return TypeError("pop expected at least 1 argument, got %d", argc - 1);
    py_Ref found = entry_of(&argv[1]);
    if (found == NULL && argc == 2)
        return KeyError(&argv[1]);
    const py_TValue value = found != NULL ? *found : argv[2];
    if (found != NULL)
        module_forget(path_of(&argv[1]));
    *py_retval() = value;
    return true;
}

static bool modules_setdefault(int argc, py_Ref argv)
{
    if (argc < 2 || argc > 3)
        return TypeError("setdefault expected at least 1 argument, got %d", argc - 1);
    py_Ref found = entry_of(&argv[1]);
    const py_TValue value = found != NULL ? *found : argc == 3 ? argv[2] : *py_None();
    if (found == NULL && !set_entry(&argv[1], (py_Ref)&value))
        return false;
    *py_retval() = value;
    return true;
}

/* --------------------------------------------------------------------- all entries */

static bool set_each(py_Ref name, py_Ref value, void *context)
{
    (void)context;
    return set_entry(name, value);
}

static bool modules_update(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!py_tpcall(tp_dict, 1, &argv[1]))
        return false;
    py_StackRef dict = py_pushtmp();
    *dict = *py_retval();
    if (!py_dict_apply(dict, set_each, NULL))
        return false;
    py_pop();
    py_newnone(py_retval());
    return true;
}

static bool forget_each(py_Ref name, py_Ref value, void *context)
{
    (void)value, (void)context;
    module_forget(py_tostr(name));
    return true;
}

static bool modules_clear(int argc, py_Ref argv)
{
    (void)argv;
    if (!of_copy(argc, NULL))
        return false;
    py_StackRef dict = py_pushtmp();
    *dict = *py_retval();
    if (!py_dict_apply(dict, forget_each, NULL))
        return false;
    py_pop();
    py_newnone(py_retval());
    return true;
}

/* ------------------------------------------------------------------------- modules */

/* types.ModuleType(name, doc=None) */
static bool module_new(int argc, py_Ref argv)
{
    if (argc < 2 || argc > 3)
        return TypeError("module() takes 1 or 2 arguments (%d given)", argc - 1);
    if (!py_isinstance(&argv[1], tp_str))
        return TypeError("module() argument 'name' must be str, not %t", argv[1].type);
    py_StackRef made = py_pushtmp();
    module_new_unlisted(made, py_tosv(&argv[1]));
    py_setdict(made, py_name("__name__"), &argv[1]);
    py_setdict(made, py_name("__doc__"), argc == 3 && !py_isnil(&argv[2]) ? &argv[2] : py_None());
    static const char *const others[] = { "__package__", "__loader__", "__spec__" };
    for (size_t i = 0; i < COUNT(others); i++)
        py_setdict(made, py_name(others[i]), py_None());
    *py_retval() = *made;
    py_pop();
    return true;
}

/* Text of a module's own by a name; NULL: none. */
static py_Ref text_of(py_Ref module, const char *name)
{
    py_Ref found = py_getdict(module, py_name(name));
    return found != NULL && found->type == tp_str ? found : NULL;
}

static bool module_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (argv->type != tp_module)
        return TypeError("this method is of modules");
    const py_ModuleInfo *const info = py_touserdata(argv);
    py_Ref name = text_of(argv, "__name__"), file = text_of(argv, "__file__");
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, "<module ");
    c11_sbuf__write_quoted(&text, name != NULL ? py_tosv(name) : c11_string__sv(info->path), '\'');
    if (file != NULL) {
        c11_sbuf__write_cstr(&text, " from ");
        c11_sbuf__write_quoted(&text, py_tosv(file), '\'');
    } else if (py_getdict(argv, py_name("__loader__")) == NULL) {
        c11_sbuf__write_cstr(&text, " (built-in)");
    }
    c11_sbuf__write_char(&text, '>');
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

bool system_modules_install(py_Ref sys)
{
    static const native methods[] = {
        { "__contains__", modules_contains },
        { "__delitem__", modules_delete },
        { "__getitem__", modules_item },
        { "__iter__", modules_iter },
        { "__len__", modules_len },
        { "__repr__", modules_repr },
        { "__setitem__", modules_set },
        { "clear", modules_clear },
        { "copy", modules_copy },
        { "get", modules_get },
        { "items", modules_items },
        { "keys", modules_keys },
        { "pop", modules_pop },
        { "setdefault", modules_setdefault },
        { "update", modules_update },
        { "values", modules_values },
    };
    static const native of_module[] = { { "__repr__", module_repr } };
    static const native_signature signatures[] = {
        { "module(cls, /, name, doc=)", module_new, NULL },
    };
    const py_Type type = pk_newtype("modules", tp_object, NULL, NULL, false, true);
    py_newobject(py_emplacedict(sys, py_name("modules")), type, 0, 0);
    signatures_add(signatures, COUNT(signatures));
    py_bindmagic(tp_module, __new__, module_new);
    return natives_replace(py_tpobject(type), methods, COUNT(methods))
           && natives_replace(py_tpobject(tp_module), of_module, COUNT(of_module));
}
