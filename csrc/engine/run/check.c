/* check.c -- compiles the source of a run and says what was found, instead of running it. */
#define _GNU_SOURCE
#include "run/check.h"

#include "base/archive.h"
#include "base/macros.h"
#include "compiler/check.h"
#include "memory/dialect.h"

#include <string.h>

static const char *const KINDS[] = {
    [FINDING_UNDEFINED_NAME] = "undefined-name", [FINDING_UNUSED_NAME] = "unused-variable",
    [FINDING_UNUSED_IMPORT] = "unused-import",   [FINDING_UNREACHABLE] = "unreachable-code",
    [FINDING_IMPORT] = "missing-module",
};

static const char *const ERRORS[] = {
    [SYNTAX_ERROR] = "SyntaxError",
    [INDENTATION_ERROR] = "IndentationError",
    [TAB_ERROR] = "TabError",
};

/* Whether the library, or PocketPy, has a module.  If it is left out on purpose: *instead says what there
 * is.  What the host gives its scripts besides, it knows itself. */
static bool is_there(const char *path, const char **instead)
{
    archive_entry entry;
    char top[PK_MAX_MODULE_PATH_LEN + 1];
    const size_t length = strcspn(path, ".");
    *instead = NULL;
    if (length == 0 || length >= sizeof top) /* relative; or longer than any */
        return length == 0;
    memcpy(top, path, length);
    top[length] = '\0';
    if (archive_find(path, &entry) || archive_find(top, &entry)) {
        if (entry.kind == ARCHIVE_ABSENT)
            *instead = entry.text;
        const bool is_whole = strcmp(entry.name, path) == 0;
        return entry.kind == ARCHIVE_MODULE || (entry.kind == ARCHIVE_PACKAGE && is_whole);
    }
    return py_getmodule(top) != NULL;
}

static void give(py_Ref list, const char *kind, const char *name, const char *instead, place where)
{
    const int places[] = { where.line, where.column, where.end_line, where.end_column };
    py_TValue *const items = py_newtuple(py_list_emplace(list), 7);
    py_newstr(&items[0], kind);
    py_newstr(&items[1], name);
    for (int i = 0; i < 4; i++)
        py_newint(&items[2 + i], places[i]);
    if (instead != NULL)
        py_newstr(&items[6], instead);
    else
        py_newnone(&items[6]);
}

static void give_all(py_Ref list, const findings *found)
{
    for (int i = 0; i < found->count; i++) {
        const finding *const f = &found->items[i];
        const char *instead = NULL;
        if (f->kind != FINDING_IMPORT || !is_there(f->name, &instead))
            give(list, KINDS[f->kind], f->name, instead, f->place);
    }
}

bool check_run(pkhost_vm *vm)
{
    if (!dialect_is_python())
        return RuntimeError("only sources in dialect \"python\" can be checked");
    arena a = { 0 };
    findings found = { 0 };
    syntax_error wrong = { 0 };
    const SourceData_ source =
        SourceData__rcnew(vm->run.source.data, vm->run.filename.data, EXEC_MODE, false);
    py_newlist(py_retval());
    if (!check_python(&a, source, &found, &wrong))
        give(py_retval(), ERRORS[wrong.kind], wrong.message, NULL, wrong.place);
    else
        give_all(py_retval(), &found);
    arena_free(&a);
    PK_DECREF(source);
    return true;
}
