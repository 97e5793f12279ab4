/* imports.c -- the module archive's modules, and modules whose import did not end well.
 *
 * In VMs of dialect "python", modules come from the archive (base/archive.h).  A module of
 * PocketPy's that the archive replaces stays there under another name: ours may be made of it.  Some
 * in C are made when they are imported (interpose/modules_on_demand.h).
 *
 * PocketPy enters a module into its table before the module's body runs, and
 * leaves it there whatever becomes of the body: an exception, a limit, an
 * interrupt.  The next import would find a module that holds half of what it
 * should.  So we take it out again, as CPython does.
 */
#include "interpose/imports.h"

#include "base/archive.h"
#include "base/current.h"
#include "base/library.h"
#include "base/originals.h"
#include "interpose/attribute_places.h"
#include "interpose/module_table.h"
#include "interpose/modules_on_demand.h"
#include "interpose/policy.h"
#include "interpose/stored.h"
#include "memory/dialect.h"

#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------------- the archive */

bool imports_install(void)
{
    archive_entry entry;
    char renamed[PK_MAX_MODULE_PATH_LEN + 1];
    if (!dialect_is_python())
        return true;
    for (size_t i = 0; archive_at(i, &entry); i++) {
        if (entry.kind == ARCHIVE_ABSENT || py_getmodule(entry.name) == NULL)
            continue;
        snprintf(renamed, sizeof renamed, "_pocketpy_%s", entry.name);
        module_rename(entry.name, renamed);
    }
    return true;
}

/* A name behind "!" asks the host whether it has the module; the importer, which is for what is not
 * found otherwise, is not asked: HostTable in pkhost/scripts/host_functions.py. */
bool imports_host_has(const char *path)
{
    char question[PK_MAX_MODULE_PATH_LEN + 2];
    if (strlen(path) > PK_MAX_MODULE_PATH_LEN)
        return false;
    snprintf(question, sizeof question, "!%s", path);
    char *const answer = pk_current_vm->callbacks.importfile(question, NULL);
    if (answer != NULL)
        PK_FREE(answer);
    return answer != NULL;
}

static bool absent(const char *path)
{
    archive_entry entry;
    if (!archive_find(path, &entry) || entry.kind != ARCHIVE_ABSENT)
        return false;
    const py_Ref type = py_getbuiltin(py_name("ModuleNotFoundError"));
    py_exception(type != NULL && type->type == tp_type ? py_totype(type) : tp_ImportError,
                 "No module named '%s', which is left out on purpose: %s", path, entry.text);
    return true;
}

bool imports_absent(const char *path)
{
    char package[PK_MAX_MODULE_PATH_LEN + 1];
    if (!dialect_is_python())
        return false;
    for (size_t i = 0; path[i] != '\0' && i < PK_MAX_MODULE_PATH_LEN; i++) {
        package[i] = path[i];
        package[i + 1] = '\0';
        const bool is_whole = path[i + 1] == '\0';
        /* A package of the name can be the host's. */
        if ((is_whole || (path[i + 1] == '.' && py_getmodule(package) == NULL)) && absent(package))
            return true;
    }
    return false;
}

/* Set a name in a package: CPython's packages have their modules as attributes. */
static void enter_into_package(const char *path, py_Ref module)
{
    char package[PK_MAX_MODULE_PATH_LEN + 1];
    const char *const dot = strrchr(path, '.');
    if (dot == NULL)
        return;
    memcpy(package, path, (size_t)(dot - path));
    package[dot - path] = '\0';
    const py_Ref parent = module_listed(package);
    if (parent != NULL)
        attribute_places_set(parent, py_name(dot + 1), module);
}

/* Run the body of a module, whose code the build has made; or compile it. */
static bool run_body(const archive_entry *entry, const char *filename, py_Ref module)
{
    CodeObject code;
    if (entry->code == NULL)
        return py_exec(entry->text, filename, EXEC_MODE, module);
    const SourceData_ source = SourceData__rcnew(NULL, filename, EXEC_MODE, false);
    stored_read(entry->code, source, &code);
    PK_DECREF(source);
    const bool ok = pk_exec(&code, module);
    CodeObject__dtor(&code);
    return ok;
}

static int import_from_archive(const archive_entry *entry)
{
    char filename[sizeof LIBRARY_FOLDER + PK_MAX_MODULE_PATH_LEN + sizeof "/__init__.py"];
    const py_GlobalRef module = py_newmodule(entry->name);
    const int folder = snprintf(filename, sizeof filename, LIBRARY_FOLDER "%s", entry->name);
    for (char *c = filename + sizeof LIBRARY_FOLDER - 1; *c != '\0'; c++)
        if (*c == '.')
            *c = '/';
    if (entry->kind == ARCHIVE_PACKAGE) {
        py_ModuleInfo *const info = py_touserdata(module);
        c11_string *const parent = info->package;
        info->package = c11_string__new(entry->name);
        c11_string__delete(parent);
        py_newstr(py_emplacedict(module, py_name("__package__")), entry->name);
        /* By which programs tell a package, and logging its own frames. */
        const py_ItemRef folders = py_emplacedict(module, py_name("__path__"));
        py_newlistn(folders, 1);
        py_newnone(py_list_getitem(folders, 0));
        py_newstr(py_list_getitem(folders, 0), filename);
        strcpy(filename + folder, "/__init__.py");
    } else {
        strcpy(filename + folder, ".py");
    }
    py_newstr(py_emplacedict(module, py_name("__file__")), filename);
    attribute_places_settle(module);
    if (!run_body(entry, filename, module))
        return -1;
    py_assign(py_retval(), module);
    return 1;
}

/* ---------------------------------------------------------------------------- imports */

/* CPython's modules try others that they can do without, as those in C behind them: no business of
 * an importer's. */
static bool library_tries(const char *path, bool is_absent)
{
    const py_Frame *const frame = pk_current_vm->top_frame;
    return (path[0] == '_' || is_absent) && frame != NULL && library_has(frame->co->src)
           && load_kPythonLib(path) == NULL;
}

static int import_by_name(const char *path)
{
    archive_entry entry;
    if (!dialect_is_python() || py_getmodule(path) != NULL)
        return pkhost_originals.import(path);
    if (modules_on_demand_have(path) && (path[0] == '_' || !imports_host_has(path)))
        return modules_on_demand_import(path);
    const bool is_there = archive_find(path, &entry),
               is_absent = is_there && entry.kind == ARCHIVE_ABSENT;
    if (!is_there || is_absent)
        return library_tries(path, is_absent) ? 0 : pkhost_originals.import(path);
    return imports_host_has(path) ? pkhost_originals.import(path) : import_from_archive(&entry);
}

/* A module of the host's says which file it is, as its tracebacks do. */
static void name_file(const char *path, py_Ref module)
{
    const py_Name name = py_name("__file__");
    char file[PK_MAX_MODULE_PATH_LEN + sizeof ".py"];
    if (module->type != tp_module || modules_on_demand_have(path)
        || py_getdict(module, name) != NULL || strlen(path) > PK_MAX_MODULE_PATH_LEN)
        return;
    snprintf(file, sizeof file, "%s.py", path);
    for (char *c = file; c < file + strlen(path); c++)
        if (*c == '.')
            *c = '/';
    py_TValue text;
    py_newstr(&text, file);
    attribute_places_set(module, name, &text);
}

/* One of the host's has a file (name_file()), or is being imported and has a name that is no other's. */
bool imports_is_of_library(const char *name, py_Ref module)
{
    archive_entry entry;
    py_Ref const file = py_getdict(module, py_name("__file__"));
    if (file != NULL)
        return file->type == tp_str
               && strncmp(py_tostr(file), LIBRARY_FOLDER, strlen(LIBRARY_FOLDER)) == 0;
    return (archive_find(name, &entry) && entry.kind != ARCHIVE_ABSENT)
           || policy_is_of_pocketpy(pkhost_here, name);
}

/* Import one module, whose packages have been imported. */
static int import_one(const char *path)
{
    const py_GlobalRef listed = py_getmodule(path);
    const bool known = listed != NULL;
    if (known && listed->type == tp_NoneType && dialect_is_python()) {
        const py_Ref type = py_getbuiltin(py_name("ModuleNotFoundError"));
        py_exception(type != NULL && type->type == tp_type ? py_totype(type) : tp_ImportError,
                     "import of %s halted; None in sys.modules", path);
        return -1;
    }
    const int result = import_by_name(path);
    if (result < 0 && !known && py_getmodule(path) != NULL)
        module_forget(path);
    if (result == 1 && !known && dialect_is_python()) {
        /* A module may put something else in its place while it runs. */
        const py_GlobalRef set = py_getmodule(path);
        py_TValue module = set != NULL && set->type != tp_NoneType ? *set : *py_retval();
        enter_into_package(path, &module);
        name_file(path, &module);
        *py_retval() = module;
    }
    return result;
}

/* PocketPy's own imports the packages of a module by calling itself directly, past this function.
 * So they are imported here first, one by one. */
int imports_import(const char *path)
{
    char package[PK_MAX_MODULE_PATH_LEN + 1];
    const size_t length = strlen(path);
    for (size_t i = 0; i < length && length < sizeof package; i++) {
        package[i] = '\0';
        if (path[i] == '.' && py_getmodule(package) == NULL) {
            const int result = import_one(package);
            if (result != 1)
                return result;
            py_newnil(py_retval());
        }
        package[i] = path[i];
    }
    return import_one(path);
}

bool imports_call(const char *module, const char *function, int argc, py_StackRef argv)
{
    const int found = imports_import(module);
    if (found <= 0)
        return found < 0 ? false : ImportError("No module named '%s'", module);
    py_TValue there = *py_retval();
    if (!py_getattr(&there, py_name(function)))
        return false;
    there = *py_retval();
    return py_call(&there, argc, argv);
}
