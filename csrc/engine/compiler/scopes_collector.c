/* scopes_collector.c -- what the walk over statements and that over expressions have in common. */
#include "compiler/scopes_collector.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool collect_fail(collector *c, place p, const char *format, ...)
{
    va_list arguments;
    *c->error = (syntax_error){ .kind = SYNTAX_ERROR, .place = p };
    va_start(arguments, format);
    vsnprintf(c->error->message, sizeof c->error->message, format, arguments);
    va_end(arguments);
    return false;
}

void collect_mangle(collector *c, identifier *name)
{
    if (*name != NULL && **name == '_')
        *name = underscored_name(c->arena, &c->underscored, *name, c->current->class_name);
}

bool collect_name(collector *c, identifier *name, enum definition how, place p)
{
    collect_mangle(c, name);
    if (how != DEFINE_USED && **name == '_' && strcmp(*name, "__debug__") == 0)
        return collect_fail(c, how == DEFINE_PARAMETER ? c->current->node->place : p,
                            "cannot assign to __debug__");
    symbol *const sym = scope_add(c->arena, c->current, *name, p);
    switch (how) {
    case DEFINE_USED:
        sym->is_used = true;
        if (!sym->is_target)
            sym->used_unbound = true;
        break;
    case DEFINE_ASSIGNED: sym->is_assigned = true; break;
    case DEFINE_PARAMETER:
        if (sym->is_parameter)
            return collect_fail(c, p, "duplicate argument '%s' in function definition", *name);
        sym->is_parameter = true;
        c->current->parameter_count++;
        break;
    case DEFINE_IMPORTED: sym->is_imported = true; break;
    case DEFINE_ANNOTATED: sym->is_annotated = true; break;
    case DEFINE_TARGET: sym->is_target = true; break;
    }
    return true;
}

scope *collect_enter(collector *c, enum scope_kind kind, node *n, identifier name)
{
    c->current = scope_new(c->arena, kind, n, name, c->current);
    return c->current;
}

void collect_leave(collector *c) { c->current = c->current->outer; }
