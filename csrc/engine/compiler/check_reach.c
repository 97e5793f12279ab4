/* check_reach.c -- statements that nothing reaches, and what is imported. */
#include "compiler/check_reach.h"

#include "compiler/generate_conditions.h"

#include <string.h>

typedef struct walk {
    arena *arena;
    findings *out;
} walk;

/* How a statement or a body ends: whether what follows it can be reached. */
typedef struct ending {
    bool never;     /* it is never passed */
    bool may_break; /* it may leave the loop around */
} ending;

static ending check_body(walk *w, node_list body);

static ending either(ending a, ending b)
{
    return (ending){ .never = a.never && b.never, .may_break = a.may_break || b.may_break };
}

/* A chain of elif, of any length, by a loop. */
static ending check_if(walk *w, const node *n)
{
    ending all = { .never = true };
    for (;;) {
        all = either(all, check_body(w, n->while_.body));
        if (n->while_.orelse.count != 1 || n->while_.orelse.items[0]->kind != NODE_IF)
            return either(all, check_body(w, n->while_.orelse));
        n = n->while_.orelse.items[0];
    }
}

static ending check_while(walk *w, const node *n)
{
    const ending body = check_body(w, n->while_.body);
    const ending orelse = check_body(w, n->while_.orelse);
    const bool endless = generate_known_truth(n->while_.test) == TRUTH_TRUE;
    return (ending){ .never = !body.may_break && (endless || orelse.never),
                     .may_break = orelse.may_break };
}

static ending check_for(walk *w, const node *n)
{
    const ending body = check_body(w, n->for_.body);
    const ending orelse = check_body(w, n->for_.orelse);
    return (ending){ .never = !body.may_break && orelse.never && n->for_.orelse.count > 0,
                     .may_break = orelse.may_break };
}

static ending check_try(walk *w, const node *n)
{
    ending all = check_body(w, n->try_.body);
    const ending orelse = check_body(w, n->try_.orelse);
    all = (ending){ all.never || orelse.never, all.may_break || orelse.may_break };
    for (int i = 0; i < n->try_.handlers.count; i++)
        all = either(all, check_body(w, n->try_.handlers.items[i]->except_handler.body));
    const ending last = check_body(w, n->try_.finalbody);
    return (ending){ all.never || last.never, all.may_break || last.may_break };
}

static ending check_match(walk *w, const node *n)
{
    ending all = { .never = true };
    bool has_default = false;
    for (int i = 0; i < n->match.cases.count; i++) {
        const node *const each = n->match.cases.items[i];
        const node *const pattern = each->match_case.pattern;
        all = either(all, check_body(w, each->match_case.body));
        has_default = has_default
                      || (each->match_case.guard == NULL && pattern->kind == NODE_MATCH_AS
                          && pattern->match_as.pattern == NULL);
    }
    all.never = all.never && has_default;
    return all;
}

static void check_import(walk *w, const node *n)
{
    for (int i = 0; n->kind == NODE_IMPORT && i < n->import.names.count; i++)
        findings_add(w->arena, w->out, FINDING_IMPORT, n->import.names.items[i]->place,
                     n->import.names.items[i]->alias.name);
    if (n->kind != NODE_IMPORT_FROM)
        return;
    const char *const module = n->import_from.module != NULL ? n->import_from.module : "";
    const size_t size = strlen(module), dots = (size_t)n->import_from.level;
    char *const name = arena_take(w->arena, dots + size + 1);
    memset(name, '.', dots);
    memcpy(name + dots, module, size);
    findings_add(w->arena, w->out, FINDING_IMPORT, n->place, name);
}

static ending check_statement(walk *w, const node *n)
{
    static const ending passed = { .never = false };
    switch (n->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF: check_body(w, n->function_def.body); return passed;
    case NODE_CLASS_DEF: check_body(w, n->class_def.body); return passed;
    case NODE_RETURN:
    case NODE_RAISE:
    case NODE_CONTINUE: return (ending){ .never = true };
    case NODE_BREAK: return (ending){ .never = true, .may_break = true };
    case NODE_IF: return check_if(w, n);
    case NODE_WHILE: return check_while(w, n);
    case NODE_FOR:
    case NODE_ASYNC_FOR: return check_for(w, n);
    case NODE_TRY:
    case NODE_TRY_STAR: return check_try(w, n);
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        /* __exit__ may swallow what is raised: what follows may be reached. */
        return (ending){ .may_break = check_body(w, n->with.body).may_break };
    case NODE_MATCH: return check_match(w, n);
    case NODE_IMPORT:
    case NODE_IMPORT_FROM: check_import(w, n); return passed;
    default: return passed;
    }
}

static ending check_body(walk *w, node_list body)
{
    ending all = { .never = false };
    for (int i = 0; i < body.count; i++) {
        const node *const n = body.items[i];
        const bool already = all.never;
        const ending each = check_statement(w, n);
        all.never = all.never || each.never;
        all.may_break = all.may_break || (!already && each.may_break);
        if (all.never && !already && i + 1 < body.count)
            findings_add(w->arena, w->out, FINDING_UNREACHABLE, body.items[i + 1]->place, "");
    }
    return all;
}

void check_reach(arena *a, const node *module, findings *out)
{
    walk w = { .arena = a, .out = out };
    check_body(&w, module->module.body);
}
