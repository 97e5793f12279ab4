/* scopes_collect.c -- the walk over statements that makes scopes. */
#include "compiler/scopes_collect.h"

#include "compiler/scopes_expressions.h"

#include <string.h>

static bool collect_statement(collector *c, node *n);

static bool collect_body(collector *c, node_list body)
{
    for (int i = 0; i < body.count; i++)
        if (!collect_statement(c, body.items[i]))
            return false;
    return true;
}

/* ------------------------------------------------------------------ definitions */

static bool collect_type_parameters(collector *c, node_list parameters)
{
    for (int i = 0; i < parameters.count; i++) {
        node *const n = parameters.items[i];
        if (!collect_name(c, &n->type_var.name, DEFINE_ASSIGNED, n->place)
            || (n->kind == NODE_TYPE_VAR && !collect_expression(c, n->type_var.bound)))
            return false;
    }
    return true;
}

/* The defaults of a generic function are evaluated outside of the scope of its type parameters:
 * they are parameters of that. */
static bool collect_outer_values(collector *c, node *n)
{
    const node *const arguments = n->function_def.args;
    identifier defaults = ".defaults", keyword_defaults = ".kwdefaults";
    if (arguments->arguments.defaults.count > 0
        && !collect_name(c, &defaults, DEFINE_PARAMETER, n->place))
        return false;
    return arguments->arguments.kw_defaults.count == 0
           || collect_name(c, &keyword_defaults, DEFINE_PARAMETER, n->place);
}

static bool collect_function(collector *c, node *n)
{
    node *const arguments = n->function_def.args;
    if (!collect_name(c, &n->function_def.name, DEFINE_ASSIGNED, n->place)
        || !collect_defaults(c, arguments)
        || !collect_expressions(c, n->function_def.decorator_list))
        return false;
    const bool generic = n->function_def.type_params.count > 0;
    if (generic) {
        collect_enter(c, SCOPE_TYPE_PARAMETERS, n, n->function_def.name);
        if (!collect_outer_values(c, n) || !collect_type_parameters(c, n->function_def.type_params))
            return false;
    }
    if (!collect_annotations(c, arguments) || !collect_expression(c, n->function_def.returns))
        return false;
    scope *const s = n->scope = collect_enter(c, SCOPE_FUNCTION, n, n->function_def.name);
    s->is_coroutine = n->kind == NODE_ASYNC_FUNCTION_DEF;
    const int protected_around = c->protected;
    c->protected = 0;
    if (!collect_parameters(c, arguments) || !collect_body(c, n->function_def.body))
        return false;
    c->protected = protected_around;
    collect_leave(c);
    if (generic)
        collect_leave(c);
    return true;
}

static bool collect_class(collector *c, node *n)
{
    if (!collect_name(c, &n->class_def.name, DEFINE_ASSIGNED, n->place)
        || !collect_expressions(c, n->class_def.decorator_list))
        return false;
    const bool generic = n->class_def.type_params.count > 0;
    if (generic) {
        collect_enter(c, SCOPE_TYPE_PARAMETERS, n, n->class_def.name);
        if (!collect_type_parameters(c, n->class_def.type_params))
            return false;
    }
    if (!collect_expressions(c, n->class_def.bases))
        return false;
    for (int i = 0; i < n->class_def.keywords.count; i++) {
        node *const keyword = n->class_def.keywords.items[i];
        collect_mangle(c, &keyword->keyword.arg);
        if (!collect_expression(c, keyword->keyword.value))
            return false;
    }
    scope *const s = n->scope = collect_enter(c, SCOPE_CLASS, n, n->class_def.name);
    s->class_name = n->class_def.name;
    s->iterable_depth = 0;
    if (!collect_body(c, n->class_def.body))
        return false;
    collect_leave(c);
    if (generic)
        collect_leave(c);
    return true;
}

static bool collect_type_alias(collector *c, node *n)
{
    if (!collect_expression(c, n->type_alias.name))
        return false;
    n->scope = collect_enter(c, SCOPE_TYPE_PARAMETERS, n, n->type_alias.name->name.id);
    if (!collect_type_parameters(c, n->type_alias.type_params))
        return false;
    /* Its value is evaluated when it is asked for. */
    collect_enter(c, SCOPE_LAMBDA, n, n->type_alias.name->name.id);
    if (!collect_expression(c, n->type_alias.value))
        return false;
    collect_leave(c);
    collect_leave(c);
    return true;
}

/* ------------------------------------------------------------------ declarations */

static bool collect_declaration(collector *c, node *n)
{
    const bool global = n->kind == NODE_GLOBAL;
    const char *const word = global ? "global" : "nonlocal";
    for (int i = 0; i < n->global.names.count; i++) {
        collect_mangle(c, &n->global.names.items[i]);
        const identifier name = n->global.names.items[i];
        symbol *const sym = scope_add(c->arena, c->current, name, n->place);
        if (sym->is_parameter)
            return collect_fail(c, n->place, "name '%s' is parameter and %s", name, word);
        if (sym->is_used)
            return collect_fail(c, n->place, "name '%s' is used prior to %s declaration", name,
                                word);
        if (sym->is_annotated)
            return collect_fail(c, n->place, "annotated name '%s' can't be %s", name, word);
        if (sym->is_assigned)
            return collect_fail(c, n->place, "name '%s' is assigned to before %s declaration", name,
                                word);
        if (global ? sym->declared_nonlocal : sym->declared_global)
            return collect_fail(c, sym->declared, "name '%s' is nonlocal and global", name);
        if (!global && c->current->kind == SCOPE_MODULE)
            return collect_fail(c, n->place, "nonlocal declaration not allowed at module level");
        if (global)
            sym->declared_global = true;
        else
            sym->declared_nonlocal = true;
        sym->declared = n->place;
    }
    return true;
}

/* A name that a statement of its own assigns: if nothing reads it, that is told (check.h). */
static void mark_plain(collector *c, const node *target)
{
    if (target != NULL && target->kind == NODE_NAME)
        scope_symbol(c->current, target->name.id)->is_plain = true;
}

static bool collect_assign(collector *c, node *n)
{
    if (!collect_expression(c, n->assign.value) || !collect_expressions(c, n->assign.targets))
        return false;
    for (int i = 0; i < n->assign.targets.count; i++)
        mark_plain(c, n->assign.targets.items[i]);
    return true;
}

/* It reads its target, too; but `global` after it is told that it was assigned. */
static bool collect_aug_assign(collector *c, node *n)
{
    node *const target = n->aug_assign.target;
    if (!collect_expression(c, target) || !collect_expression(c, n->aug_assign.value))
        return false;
    if (target->kind == NODE_NAME)
        scope_symbol(c->current, target->name.id)->is_read = true;
    return true;
}

static bool collect_annotated(collector *c, node *n)
{
    node *const target = n->ann_assign.target;
    if (target->kind == NODE_NAME) {
        collect_mangle(c, &target->name.id);
        const symbol *const there = scope_symbol(c->current, target->name.id);
        if (there != NULL && n->ann_assign.simple && c->current->kind != SCOPE_MODULE
            && (there->declared_global || there->declared_nonlocal))
            return collect_fail(c, n->place, "annotated name '%s' can't be %s", target->name.id,
                                there->declared_global ? "global" : "nonlocal");
        if (n->ann_assign.simple) {
            c->current->has_annotations = true;
            if (!collect_name(c, &target->name.id, DEFINE_ANNOTATED, target->place))
                return false;
        }
        if (n->ann_assign.value != NULL
            && !collect_name(c, &target->name.id, DEFINE_ASSIGNED, target->place))
            return false;
    } else if (!collect_expression(c, target)) {
        return false;
    }
    if (n->ann_assign.value != NULL)
        mark_plain(c, target);
    return collect_expression(c, n->ann_assign.annotation)
           && collect_expression(c, n->ann_assign.value);
}

static bool collect_import(collector *c, node *n, node_list names)
{
    for (int i = 0; i < names.count; i++) {
        node *const alias = names.items[i];
        if (alias->alias.bound == NULL) {
            if (c->current->kind != SCOPE_MODULE)
                return collect_fail(c, alias->place, "import * only allowed at module level");
            c->current->has_star_import = true;
            continue;
        }
        if (strcmp(alias->alias.bound, "__debug__") == 0)
            return collect_fail(c, n->place, "cannot assign to __debug__");
        if (!collect_name(c, &alias->alias.bound, DEFINE_IMPORTED, alias->place))
            return false;
        /* What it does is done by its being there. */
        const bool is_future = n->kind == NODE_IMPORT_FROM && n->import_from.module != NULL
                               && strcmp(n->import_from.module, "__future__") == 0;
        if (is_future || alias->alias.asname == alias->alias.name)
            scope_symbol(c->current, alias->alias.bound)->is_read = true;
    }
    return true;
}

/* ------------------------------------------------------------------ patterns */

static bool collect_pattern(collector *c, node *n);

static bool collect_patterns(collector *c, node_list patterns)
{
    for (int i = 0; i < patterns.count; i++)
        if (!collect_pattern(c, patterns.items[i]))
            return false;
    return true;
}

static bool collect_capture(collector *c, node *n, identifier *name)
{
    return *name == NULL || collect_name(c, name, DEFINE_ASSIGNED, n->place);
}

static bool collect_pattern(collector *c, node *n)
{
    switch (n->kind) {
    case NODE_MATCH_VALUE: return collect_expression(c, n->match_value.value);
    case NODE_MATCH_SEQUENCE:
    case NODE_MATCH_OR: return collect_patterns(c, n->match_sequence.patterns);
    case NODE_MATCH_MAPPING:
        return collect_expressions(c, n->match_mapping.keys)
               && collect_patterns(c, n->match_mapping.patterns)
               && collect_capture(c, n, &n->match_mapping.rest);
    case NODE_MATCH_CLASS:
        return collect_expression(c, n->match_class.cls)
               && collect_patterns(c, n->match_class.patterns)
               && collect_patterns(c, n->match_class.kwd_patterns);
    case NODE_MATCH_STAR: return collect_capture(c, n, &n->match_star.name);
    case NODE_MATCH_AS:
        return (n->match_as.pattern == NULL || collect_pattern(c, n->match_as.pattern))
               && collect_capture(c, n, &n->match_as.name);
    default: return true; /* a singleton */
    }
}

static bool collect_match(collector *c, node *n)
{
    if (!collect_expression(c, n->match.subject))
        return false;
    for (int i = 0; i < n->match.cases.count; i++) {
        node *const each = n->match.cases.items[i];
        if (!collect_pattern(c, each->match_case.pattern)
            || !collect_expression(c, each->match_case.guard)
            || !collect_body(c, each->match_case.body))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ statements */

static bool collect_try(collector *c, node *n)
{
    if (!collect_body(c, n->try_.body))
        return false;
    for (int i = 0; i < n->try_.handlers.count; i++) {
        node *const handler = n->try_.handlers.items[i];
        if (!collect_expression(c, handler->except_handler.type)
            || !collect_capture(c, handler, &handler->except_handler.name))
            return false;
        if (handler->except_handler.name != NULL)
            scope_symbol(c->current, handler->except_handler.name)->is_plain = true;
        if (!collect_body(c, handler->except_handler.body))
            return false;
    }
    return collect_body(c, n->try_.orelse) && collect_body(c, n->try_.finalbody);
}

/* async with, async for */
static bool check_async(collector *c, node *n, const char *what)
{
    const scope *const s = c->current;
    if (s->kind == SCOPE_FUNCTION && s->is_coroutine)
        return true;
    return collect_fail(c, n->place, "'%s' outside async function", what);
}

static bool collect_with(collector *c, node *n)
{
    if (n->kind == NODE_ASYNC_WITH && !check_async(c, n, "async with"))
        return false;
    for (int i = 0; i < n->with.items.count; i++) {
        node *const item = n->with.items.items[i];
        if (!collect_expression(c, item->with_item.context_expr)
            || !collect_expression(c, item->with_item.optional_vars))
            return false;
        mark_plain(c, item->with_item.optional_vars);
    }
    return collect_body(c, n->with.body);
}

/* A chain of elif, of any length, by a loop. */
static bool collect_if(collector *c, node *n)
{
    for (;;) {
        if (!collect_expression(c, n->while_.test) || !collect_body(c, n->while_.body))
            return false;
        if (n->while_.orelse.count != 1 || n->while_.orelse.items[0]->kind != NODE_IF)
            return collect_body(c, n->while_.orelse);
        n = n->while_.orelse.items[0];
    }
}

static bool collect_protected(collector *c, node *n, bool (*collect)(collector *, node *))
{
    c->protected ++;
    if (!collect(c, n))
        return false;
    c->protected --;
    return true;
}

static bool collect_statement(collector *c, node *n)
{
    switch (n->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF: return collect_function(c, n);
    case NODE_CLASS_DEF: return collect_class(c, n);
    case NODE_RETURN:
        if (!scope_is_function(c->current))
            return collect_fail(c, n->place, "'return' outside function");
        return collect_expression(c, n->return_.value);
    case NODE_DELETE: return collect_expressions(c, n->delete_.targets);
    case NODE_ASSIGN: return collect_assign(c, n);
    case NODE_TYPE_ALIAS: return collect_type_alias(c, n);
    case NODE_AUG_ASSIGN: return collect_aug_assign(c, n);
    case NODE_ANN_ASSIGN: return collect_annotated(c, n);
    case NODE_ASYNC_FOR:
        if (!check_async(c, n, "async for"))
            return false;
        /* fall through */
    case NODE_FOR:
        return collect_expression(c, n->for_.target) && collect_expression(c, n->for_.iter)
               && collect_body(c, n->for_.body) && collect_body(c, n->for_.orelse);
    case NODE_WHILE:
        return collect_expression(c, n->while_.test) && collect_body(c, n->while_.body)
               && collect_body(c, n->while_.orelse);
    case NODE_IF: return collect_if(c, n);
    case NODE_WITH:
    case NODE_ASYNC_WITH: return collect_protected(c, n, collect_with);
    case NODE_MATCH: return collect_match(c, n);
    case NODE_RAISE:
        return collect_expression(c, n->raise.exc) && collect_expression(c, n->raise.cause);
    case NODE_TRY:
    case NODE_TRY_STAR: return collect_protected(c, n, collect_try);
    case NODE_ASSERT:
        return collect_expression(c, n->assert_.test) && collect_expression(c, n->assert_.msg);
    case NODE_IMPORT: return collect_import(c, n, n->import.names);
    case NODE_IMPORT_FROM: return collect_import(c, n, n->import_from.names);
    case NODE_GLOBAL:
    case NODE_NONLOCAL: return collect_declaration(c, n);
    case NODE_EXPR: return collect_expression(c, n->expr.value);
    default: return true;
    }
}

scope *scopes_collect(arena *a, node *module, syntax_error *error)
{
    collector c = { .arena = a, .error = error };
    c.class_cell = underscored_name(a, &c.underscored, "__class__", NULL);
    scope *const s = module->scope = collect_enter(&c, SCOPE_MODULE, module, "<module>");
    const bool ok = module->kind == NODE_EXPRESSION
                        ? collect_expression(&c, module->expression.body)
                        : collect_body(&c, module->module.body);
    s->pauses_protected = c.pauses_protected;
    return ok ? s : NULL;
}
