/* import_policy.c -- which modules a script may import, and by which paths.
 *
 * In dialect "python" most modules come from the module archive.  They run as the script's own code
 * would, and reach nothing that it could not reach.  So a policy that does not name one
 * keeps the script from importing it, for whoever wants a small language, but not the other
 * modules of the archive: what they import of each other, and of the modules in C behind
 * them, is their own matter.
 */
#include "base/archive.h"
#include "base/current.h"
#include "base/library.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/facts.h"
#include "interpose/imports.h"
#include "interpose/module_table.h"
#include "interpose/modules_on_demand.h"
#include "interpose/policy.h"
#include "memory/dialect.h"
#include "memory/region.h"

#include <string.h>

/* PocketPy asserts that no component of a module's path is empty. */
static bool well_formed(const char *path)
{
    while (*path == '.')
        path++;
    for (; *path != '\0'; path++)
        if (path[0] == '.' && (path[1] == '.' || path[1] == '\0'))
            return false;
    return true;
}

/* The absolute path that PocketPy will make of a relative one: as many
 * components off the end of the importing module's package as there are dots
 * beyond the first, then the rest.  False if there is no such path. */
static bool make_absolute(VM *pk, const char *path, char *absolute, size_t size)
{
    if (pk->top_frame == NULL || pk->top_frame->module == NULL)
        return false;
    const py_ModuleInfo *module = py_touserdata(pk->top_frame->module);
    size_t length = (size_t)module->package->size;
    const char *rest = path + 1;
    for (; *rest == '.'; rest++) {
        while (length > 0 && module->package->data[length - 1] != '.')
            length--;
        if (length > 0)
            length--;
    }
    if (length + 1 + strlen(rest) >= size)
        return false;
    memcpy(absolute, module->package->data, length);
    if (length > 0 && *rest != '\0')
        absolute[length++] = '.';
    strcpy(absolute + length, rest);
    return absolute[0] != '\0';
}

/* Whether a relative path has more dots than the importing module has packages. */
static bool leads_out(VM *pk, const char *path)
{
    const py_ModuleInfo *module = py_touserdata(pk->top_frame->module);
    size_t packages = module->package->size > 0;
    for (const char *c = module->package->data; *c != '\0'; c++)
        packages += *c == '.';
    return strspn(path, ".") > packages;
}

/* Whether the archive has the module that a path begins with. */
static bool is_of_archive(const char *path, char *top, size_t size)
{
    archive_entry entry;
    const size_t length = strcspn(path, ".");
    if (length >= size)
        return false;
    memcpy(top, path, length);
    top[length] = '\0';
    return archive_find(top, &entry) && entry.kind != ARCHIVE_ABSENT;
}

/* Modules that no policy names, since PocketPy's of the name are another matter: those use the
 * machine, or trust what they are given. */
static bool is_never_denied(const char *top)
{
    static const char *const names[] = { "gc", "importlib", "io", "os" };
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(top, names[i]) == 0)
            return true;
    return false;
}

/* Whether it is a module of the host's functions (border/host_functions.c), which is a builtin too. */
static bool is_exposed(const char *top)
{
    py_Ref const module = module_listed(top);
    py_Ref const builtin =
        module == NULL ? NULL : py_getdict(pk_current_vm->builtins, py_name(top));
    return builtin != NULL && builtin->type == tp_module && builtin->_obj == module->_obj;
}

bool imports_library_has(const char *name)
{
    char top[PK_MAX_MODULE_PATH_LEN + 1];
    return dialect_is_python()
           && (is_of_archive(name, top, sizeof top) || modules_on_demand_have(name))
           && (policy_allows(pkhost_here, name) || is_never_denied(name));
}

/* What begins with "_" is part of other modules, and not for scripts. */
static bool archive_may_import(pkhost_vm *vm, const char *top)
{
    if (policy_allows(vm, top) || is_never_denied(top) || is_exposed(top) || imports_host_has(top))
        return true;
    ImportError("module '%s' is not allowed here", top);
    facts_refused(vm, top);
    return false;
}

/* Whether it is code of the library's that imports, and what belongs to the library. */
static bool library_imports(VM *pk, const char *path)
{
    char top[PK_MAX_MODULE_PATH_LEN + 1];
    return pk->top_frame != NULL && library_has(pk->top_frame->co->src)
           && (path[0] == '_' || is_of_archive(path, top, sizeof top));
}

/* Whether a script, or the library, has put there by itself what the import gives: sys.modules[path]. */
static bool is_set(const char *path)
{
    const py_GlobalRef listed = py_getmodule(path);
    return listed != NULL && listed->type != tp_module && listed->type != tp_NoneType;
}

/* Each package that a module is in, and the module itself: what PocketPy has
 * must be allowed.  What it has not at all it may look for, which leads
 * nowhere or to the host (border/host_functions.c). */
static bool may_import(pkhost_vm *vm, const char *path)
{
    char name[PK_MAX_MODULE_PATH_LEN + 1];
    if (dialect_is_python()) {
        if (library_imports(region_vm(vm->region), path) || is_set(path))
            return true;
        if (is_of_archive(path, name, sizeof name))
            return archive_may_import(vm, name);
    }
    for (size_t i = 0; i < sizeof name; i++) {
        const bool is_last = path[i] == '\0';
        name[i] = '\0';
        if ((is_last || path[i] == '.') && policy_is_of_pocketpy(vm, name)
            && !policy_allows(vm, name) && !is_exposed(name)) {
            if (imports_absent(name))
                return false;
            ImportError("module '%s' is not allowed here", name);
            facts_refused(vm, name);
            return false;
        }
        if (is_last)
            break;
        name[i] = path[i];
    }
    return true; /* PocketPy itself refuses what is longer */
}

/* Every import begins here: statements, __import__, attributes of modules.
 * PocketPy's own calls itself for parents of packages, and for relative
 * imports once they are made absolute, so both are looked at beforehand. */
EXPORT int py_import(const char *path)
{
    pkhost_vm *vm = pkhost_here;
    char absolute[PK_MAX_MODULE_PATH_LEN * 2 + 2];
    const char *wanted = path;

    if (pkhost_building)
        return pkhost_originals.import(path);
    if (!well_formed(path)
        || (path[0] == '.'
            && !make_absolute(region_vm(vm->region), path, absolute, sizeof absolute))) {
        ImportError("'%s' is not the name of a module", path);
        return -1;
    }
    if (path[0] == '.')
        wanted = absolute;
    if (!vm->policy.every_module && !may_import(vm, wanted))
        return -1;
    /* PocketPy has its own words for a path that leads out of the package. */
    if (path[0] == '.' && leads_out(region_vm(vm->region), path))
        return pkhost_originals.import(path);
    const int result = imports_import(wanted);
    return result == 0 && imports_absent(wanted) ? -1 : result;
}
