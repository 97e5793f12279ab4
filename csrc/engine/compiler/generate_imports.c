/* generate_imports.c -- import, from … import. */
#include "compiler/generate_imports.h"

#include "compiler/generate_displays.h"
#include "compiler/generate_names.h"

#include <string.h>

/* import a.b.c as d: the module that __import__ gives is a. */
static void generate_submodules(generator *g, identifier name)
{
    emitter *const e = g->emitter;
    for (const char *dot = strchr(name, '.'); dot != NULL;) {
        const char *const part = dot + 1;
        dot = strchr(part, '.');
        const size_t size = dot != NULL ? (size_t)(dot - part) : strlen(part);
        emit_operation(e, OPERATION_IMPORT_FROM, emit_name(e, arena_text(g->arena, part, size)), 0);
        emit(e, OP_ROT_TWO, BC_NOARG);
        emit(e, OP_POP_TOP, BC_NOARG);
    }
}

bool generate_import(generator *g, node *n)
{
    emitter *const e = g->emitter;
    for (int i = 0; i < n->import.names.count; i++) {
        const node *const alias = n->import.names.items[i];
        const identifier name = alias->alias.name;
        emit_place(e, n->place);
        emit(e, OP_LOAD_NONE, BC_NOARG);
        emit_operation(e, OPERATION_IMPORT_NAME, emit_name(e, name), 0);
        if (alias->alias.asname != NULL)
            generate_submodules(g, name);
        generate_name(g, alias->alias.bound, CONTEXT_STORE);
    }
    return true;
}

/* from __future__ import … : what it asks for, the compiler has seen (generate.c). */
static bool is_known_feature(identifier name)
{
    static const char *const known[] = { "nested_scopes",    "generators",     "division",
                                         "absolute_import",  "with_statement", "print_function",
                                         "unicode_literals", "generator_stop", "annotations" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i], name) == 0)
            return true;
    return false;
}

static bool check_features(generator *g, const node *n)
{
    if (n->import_from.level > 0 || n->import_from.module == NULL
        || strcmp(n->import_from.module, "__future__") != 0)
        return true;
    const place last = g->last_future;
    place start = n->place; /* CPython tells no end */
    start.end_line = start.line;
    start.end_column = start.column;
    if (g->scope->kind != SCOPE_MODULE || n->place.line > last.line
        || (n->place.line == last.line && n->place.column > last.column))
        return generate_error(g, n->place,
                              "from __future__ imports must occur at the beginning of the file");
    for (int i = 0; i < n->import_from.names.count; i++) {
        const identifier name = n->import_from.names.items[i]->alias.name;
        if (strcmp(name, "braces") == 0)
            return generate_error(g, start, "not a chance");
        if (!is_known_feature(name))
            return generate_error(g, start, "future feature %s is not defined", name);
    }
    return true;
}

bool generate_import_from(generator *g, node *n)
{
    emitter *const e = g->emitter;
    const node_list names = n->import_from.names;
    const identifier module = n->import_from.module != NULL ? n->import_from.module : "";
    if (!check_features(g, n))
        return false;
    identifier *const wanted = arena_take(g->arena, ((size_t)names.count + 1) * sizeof *wanted);
    for (int i = 0; i < names.count; i++)
        wanted[i] = names.items[i]->alias.name;
    emit_place(e, n->place);
    generate_names_tuple(g, wanted, names.count);
    emit_operation(e, OPERATION_IMPORT_NAME, emit_name(e, module), n->import_from.level);
    if (names.count == 1 && strcmp(wanted[0], "*") == 0) {
        emit_operation(e, OPERATION_IMPORT_STAR, 0, 0);
        return true;
    }
    for (int i = 0; i < names.count; i++) {
        const node *const alias = names.items[i];
        emit_operation(e, OPERATION_IMPORT_FROM, emit_name(e, wanted[i]), 0);
        generate_name(g, alias->alias.bound, CONTEXT_STORE);
    }
    emit(e, OP_POP_TOP, BC_NOARG);
    return true;
}
