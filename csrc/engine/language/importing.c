/* importing.c -- import, from … import, and from … import *. */
#include "base/current.h"
#include "interpose/exceptions.h"
#include "interpose/imports.h"
#include "interpose/module_table.h"
#include "interpose/namespaces.h"
#include "language/exception_groups.h"
#include "language/exception_types.h"
#include "language/exceptions.h"
#include "language/raise.h"
#include "language/handlers.h"
#include "language/iteration.h"
#include "language/raising.h"

#include <string.h>

enum { PATH_MOST = PK_MAX_MODULE_PATH_LEN + 1 };

static py_Name name_at(VM *vm, uint32_t index)
{
    return c11__getitem(py_Name, &vm->top_frame->co->names, index);
}

/* A global of the code that runs: 1: in last_retval. */
static int global(VM *vm, const char *name)
{
    return Frame__getglobal(vm->top_frame, py_name(name));
}

static bool too_long(void) { return ImportError("a module's name is too long"); }

/* The package that relative names are of: `level` - 1 packages up from that of the code. */
static bool write_package(VM *vm, uint32_t level, char *path)
{
    const int found = global(vm, "__package__");
    if (found < 0)
        return false;
    if (found == 0 || vm->last_retval.type != tp_str || py_tosv(&vm->last_retval).size == 0)
        return ImportError("attempted relative import with no known parent package");
    const c11_sv package = py_tosv(&vm->last_retval);
    if (package.size == 8 && memcmp(package.data, "__main__", 8) == 0) /* PocketPy's for a script */
        return ImportError("attempted relative import with no known parent package");
    int size = package.size;
    for (; level > 1; level--) {
        while (size > 0 && package.data[size - 1] != '.')
            size--;
        if (size == 0)
            return ImportError("attempted relative import beyond top-level package");
        size--;
    }
    if (size >= PATH_MOST)
        return too_long();
    memcpy(path, package.data, (size_t)size);
    path[size] = '\0';
    return true;
}

/* The first part of the path that is not there. */
static bool not_found(const char *path)
{
    VM *const vm = pk_current_vm;
    char missing[PATH_MOST];
    int size = 0;
    for (;; size++) {
        if (path[size] == '\0' || path[size] == '.') {
            missing[size] = '\0';
            if (path[size] == '\0' || py_getmodule(missing) == NULL)
                break;
        }
        missing[size] = path[size];
    }
    c11_sv parent = { missing, size };
    while (parent.size > 0 && missing[parent.size - 1] != '.')
        parent.size--;
    py_StackRef texts = vm->stack.sp;
    py_newstr(&texts[0], missing);
    vm->stack.sp = texts + 1;
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "No module named '%s'", missing);
    if (parent.size > 1) {
        missing[--parent.size] = '\0';
        py_Ref package = module_listed(missing);
        if (package != NULL && py_getdict(package, py_name("__path__")) == NULL)
            pk_sprintf(&text, "; '%s' is not a package", missing);
    }
    c11_sbuf__py_submit(&text, &texts[1]);
    vm->stack.sp = texts + 2;
    return exception_raise_import_error(&texts[1], &texts[0], true);
}

/* The module in last_retval. */
static bool import(const char *path)
{
    const int found = py_import(path);
    if (found < 0)
        return false;
    return found > 0 || not_found(path);
}

bool operation_IMPORT_NAME(VM *vm, uint32_t first, uint32_t second)
{
    const c11_sv name = py_name2sv(name_at(vm, first));
    const bool wants_names = stack_peek(vm, 1)->type != tp_NoneType;
    char path[PATH_MOST] = "";
    if (second > 0 && !write_package(vm, second, path))
        return false;
    size_t length = strlen(path);
    if (length + 1 + (size_t)name.size >= PATH_MOST)
        return too_long();
    if (length > 0 && name.size > 0)
        path[length++] = '.';
    memcpy(path + length, name.data, (size_t)name.size);
    path[length + (size_t)name.size] = '\0';
    if (!import(path))
        return false;
    if (!wants_names) { /* import a.b: what is bound is a */
        const char *dot = memchr(path, '.', strlen(path));
        if (dot != NULL) {
            path[dot - path] = '\0';
            if (!import(path))
                return false;
        }
    }
    *stack_peek(vm, 1) = vm->last_retval;
    return true;
}

/* A part of a package that was not imported yet: 1: in last_retval, 0: there is none.  No importer
 * is asked for parts of what can have none; which of the host's modules are packages is nowhere
 * said. */
static int import_part(py_Ref module, py_Name name)
{
    py_Ref own = module->type == tp_module ? py_getdict(module, __name__) : NULL;
    char path[PATH_MOST];
    if (own == NULL || own->type != tp_str)
        return 0;
    const c11_sv package = py_tosv(own), part = py_name2sv(name);
    if (package.size + 1 + part.size >= PATH_MOST)
        return 0;
    memcpy(path, package.data, (size_t)package.size);
    path[package.size] = '\0';
    const bool is_plain =
        py_getdict(module, py_name("__path__")) == NULL && imports_is_of_library(path, module);
    path[package.size] = '.';
    memcpy(path + package.size + 1, part.data, (size_t)part.size);
    path[package.size + 1 + part.size] = '\0';
    if (is_plain && module_listed(path) == NULL)
        return 0;
    return py_import(path);
}

static bool cannot_import(py_Ref module, py_Name name)
{
    VM *const vm = pk_current_vm;
    py_StackRef texts = vm->stack.sp;
    py_Ref own = module->type == tp_module ? py_getdict(module, __name__) : NULL;
    py_Ref file = module->type == tp_module ? py_getdict(module, py_name("__file__")) : NULL;
    if (own != NULL && own->type == tp_str)
        texts[0] = *own;
    else
        py_newstr(&texts[0], "<unknown module name>");
    vm->stack.sp = texts + 1;
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "cannot import name '%n' from '%s' (%s)", name, py_tostr(&texts[0]),
               file != NULL && file->type == tp_str ? py_tostr(file) : "unknown location");
    c11_sbuf__py_submit(&text, &texts[1]);
    vm->stack.sp = texts + 2;
    return exception_raise_import_error(&texts[1], &texts[0], false);
}

bool operation_IMPORT_FROM(VM *vm, uint32_t first, uint32_t second)
{
    (void)second;
    py_StackRef module = stack_peek(vm, 1), before = vm->stack.sp;
    const py_Name name = name_at(vm, first);
    if (!py_getattr(module, name)) {
        if (!raise_take_attribute_error(before))
            return false;
        const int found = import_part(module, name);
        if (found <= 0)
            return found < 0 ? false : cannot_import(module, name);
    }
    stack_push(vm, &vm->last_retval);
    return true;
}

/* --------------------------------------------------------------------- from m import * */

static bool store(VM *vm, py_Name name, py_Ref value)
{
    py_Frame *frame = vm->top_frame;
    if (frame->is_locals_special && frame->locals->type == tp_dict)
        return py_dict_setitem(frame->locals, py_name2ref(name), value);
    return Frame__setglobal(frame, name, value);
}

static bool store_named(VM *vm, py_Ref item, void *module)
{
    if (item->type != tp_str)
        return TypeError("Item in __all__ must be str, not %t", item->type);
    const py_Name name = py_namev(py_tosv(item));
    if (!py_getattr(module, name))
        return false;
    stack_push(vm, &vm->last_retval);
    const bool ok = store(vm, name, vm->stack.sp - 1);
    if (ok)
        stack_pop(vm, 1);
    return ok;
}

/* The names first, since storing may change what they are taken from. */
static void public_names(py_Ref module, py_Ref list)
{
    const NameDict *names = PyObject__dict(module->_obj);
    for (int i = 0; i < names->capacity; i++) {
        const NameDict_KV *entry = &names->items[i];
        if (entry->key == NULL)
            continue;
        const c11_sv name = py_name2sv(entry->key);
        if (name.size > 0 && name.data[0] != '_')
            py_list_append(list, py_name2ref(entry->key));
    }
}

bool operation_IMPORT_STAR(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_StackRef module = stack_peek(vm, 1);
    if (module->type != tp_module)
        return ImportError("from-import-* object has no __dict__ and no __all__");
    py_StackRef names = vm->stack.sp;
    py_Ref all = py_getdict(module, py_name("__all__"));
    if (all != NULL) {
        *names = *all;
        vm->stack.sp++;
    } else {
        py_newlist(names);
        vm->stack.sp++;
        public_names(module, names);
    }
    if (iteration_each(names, INT32_MAX - 1, store_named, module) < 0)
        return false;
    vm->stack.sp = module;
    return true;
}

/* --------------------------------------------------------------------- namespaces */

bool operation_SETUP_ANNOTATIONS(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    py_Frame *frame = vm->top_frame;
    const py_Name name = py_name("__annotations__");
    const bool has_locals = frame->is_locals_special && frame->locals->type == tp_dict;
    const int found = has_locals ? py_dict_getitem(frame->locals, py_name2ref(name))
                                 : Frame__getglobal(frame, name);
    if (found != 0)
        return found > 0;
    py_StackRef annotations = py_pushtmp();
    py_newdict(annotations);
    const bool ok = store(vm, name, annotations);
    if (ok)
        stack_pop(vm, 1);
    return ok;
}

bool operation_LOAD_LOCALS(VM *vm, uint32_t first, uint32_t second)
{
    (void)first, (void)second;
    const py_Frame *frame = vm->top_frame;
    py_TValue names;
    if (frame->is_locals_special && frame->locals->type == tp_dict)
        names = *frame->locals, namespace_as_it_is(&names);
    else
        py_Frame_newglobals(vm->top_frame, &names);
    stack_push(vm, &names);
    return true;
}
