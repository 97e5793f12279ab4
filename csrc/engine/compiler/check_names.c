/* check_names.c -- names that nothing binds, and names that nothing reads. */
#include "compiler/check_names.h"

#include "compiler/scopes_table.h"

#include <string.h>

typedef struct walk {
    arena *arena;
    findings *out;
    scope *module;
    bool is_open;     /* names may come from elsewhere: import * */
    bool has_exports; /* __all__ says what of it others use */
} walk;

/* What is bound and read by `global`, or read as a global, is so of the module's name. */
static void gather_globals(walk *w, const scope *s)
{
    for (int i = 0; i < s->symbol_count; i++) {
        const symbol *const sym = &s->symbols[i];
        const bool is_global =
            sym->reach == REACH_GLOBAL || (sym->reach == REACH_NAME && !symbol_is_bound(sym));
        if (s == w->module || !is_global)
            continue;
        symbol *const global = scope_symbol(w->module, sym->name);
        if (global == NULL) {
            if (sym->declared_global && sym->is_assigned)
                scope_add(w->arena, w->module, sym->name, sym->first)->is_assigned = true;
            continue;
        }
        global->is_read = global->is_read || sym->is_used;
        global->is_assigned = global->is_assigned || (sym->declared_global && sym->is_assigned);
    }
    for (const scope *inner = s->first_inner; inner != NULL; inner = inner->next)
        gather_globals(w, inner);
}

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

/* What is there without being bound. */
static bool is_given(const scope *s, identifier name)
{
    static const char *const of_modules[] = { "__name__",     "__file__",   "__doc__",
                                              "__builtins__", "__debug__",  "__spec__",
                                              "__path__",     "__loader__", "__annotations__",
                                              "__package__",  NULL };
    static const char *const of_classes[] = { "__module__", "__qualname__", "__class__", NULL };
    return is_one_of(name, of_modules) || (s->kind == SCOPE_CLASS && is_one_of(name, of_classes))
           || strcmp(name, "__class__") == 0
           || py_getdict(pk_current_vm->builtins, py_name(name)) != NULL;
}

static bool is_undefined(const walk *w, const scope *s, const symbol *sym)
{
    if (w->is_open || !sym->is_used || symbol_is_bound(sym)
        || (sym->reach != REACH_GLOBAL && sym->reach != REACH_NAME))
        return false;
    const symbol *const global = scope_symbol(w->module, sym->name);
    if (global != NULL && (global->is_assigned || global->is_imported || global->is_annotated))
        return false;
    return !is_given(s, sym->name);
}

/* A function that looks at its variables as a whole may read any. */
static bool looks_at_all(const scope *s)
{
    for (int i = 0; i < s->symbol_count; i++) {
        const symbol *const sym = &s->symbols[i];
        if (sym->is_used
            && (strcmp(sym->name, "locals") == 0 || strcmp(sym->name, "vars") == 0
                || strcmp(sym->name, "eval") == 0 || strcmp(sym->name, "exec") == 0))
            return true;
    }
    return false;
}

static void check_scope(walk *w, const scope *s)
{
    const bool is_function = s->kind == SCOPE_FUNCTION || s->kind == SCOPE_LAMBDA;
    const bool all = looks_at_all(s);
    for (int i = 0; i < s->symbol_count; i++) {
        const symbol *const sym = &s->symbols[i];
        const bool is_own = symbol_is_bound(sym);
        const bool is_read = sym->is_used || sym->is_read || sym->name[0] == '_' || all;
        if (is_undefined(w, s, sym))
            findings_add(w->arena, w->out, FINDING_UNDEFINED_NAME, sym->first, sym->name);
        else if (is_own && sym->is_imported && !is_read && s->kind != SCOPE_CLASS
                 && !(s == w->module && w->has_exports))
            findings_add(w->arena, w->out, FINDING_UNUSED_IMPORT, sym->first, sym->name);
        else if (is_own && is_function && sym->is_plain && !sym->is_parameter && !is_read)
            findings_add(w->arena, w->out, FINDING_UNUSED_NAME, sym->first, sym->name);
    }
    for (const scope *inner = s->first_inner; inner != NULL; inner = inner->next)
        check_scope(w, inner);
}

void check_names(arena *a, scope *module, findings *out)
{
    walk w = { .arena = a, .out = out, .module = module, .is_open = module->has_star_import };
    for (int i = 0; i < module->symbol_count; i++)
        if (strcmp(module->symbols[i].name, "__all__") == 0)
            w.has_exports = true;
    gather_globals(&w, module);
    check_scope(&w, module);
}
