/* generate.c -- which rule is for which kind of node, and a module's code. */
#include "compiler/generate.h"

#include "compiler/generate_assignments.h"
#include "compiler/generate_code.h"
#include "compiler/generate_comprehensions.h"
#include "compiler/generate_conditions.h"
#include "compiler/generate_coroutines.h"
#include "compiler/generate_displays.h"
#include "compiler/generate_exceptions.h"
#include "compiler/generate_expressions.h"
#include "compiler/generate_functions.h"
#include "compiler/generate_imports.h"
#include "compiler/generate_loops.h"
#include "compiler/generate_match.h"
#include "compiler/generate_names.h"
#include "compiler/generate_type_parameters.h"
#include "compiler/generate_unwinding.h"

#include <string.h>

/* Of calls of rules in rules: the parser bounds nesting, and this the C stack if it did not. */
enum { DEPTH_MOST = 4 * COMPILER_DEPTH };

enum { DIGITS_MOST = 4300 }; /* of a decimal integer, as CPython has it */

/* ------------------------------------------------------------------ expressions */

static bool generate_constant(generator *g, node *n)
{
    const number *const value = &n->constant.number;
    if (n->constant.kind == CONSTANT_NUMBER && value->kind == NUMBER_BIG_INT && value->base == 10
        && value->digit_count > DIGITS_MOST)
        return generate_error(g, n->place,
                              "Exceeds the limit (%d digits) for integer string conversion: value"
                              " has %d digits; use sys.set_int_max_str_digits() to increase the"
                              " limit - Consider hexadecimal for huge integer literals to avoid"
                              " decimal conversion limits.",
                              DIGITS_MOST, value->digit_count);
    emit_constant(g->emitter, &n->constant);
    return true;
}

static bool by_kind(generator *g, node *n)
{
    switch (n->kind) {
    case NODE_BIN_OP:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT:
    case NODE_COMPARE:
    case NODE_CALL: return generate_leaning(g, n);
    case NODE_BOOL_OP: return generate_bool_op(g, n);
    case NODE_NAMED_EXPR:
        if (!generate_expression(g, n->named_expr.value))
            return false;
        emit(g->emitter, OP_DUP_TOP, BC_NOARG);
        return generate_store(g, n->named_expr.target);
    case NODE_UNARY_OP: return generate_unary_op(g, n);
    case NODE_LAMBDA: return generate_lambda(g, n);
    case NODE_IF_EXP: return generate_if_exp(g, n);
    case NODE_DICT: return generate_dict(g, n);
    case NODE_SET: return generate_set(g, n->set.elts);
    case NODE_LIST: return generate_list(g, n->list.elts);
    case NODE_TUPLE: return generate_tuple(g, n->list.elts);
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_DICT_COMP:
    case NODE_GENERATOR_EXP: return generate_comprehension(g, n);
    case NODE_AWAIT: return generate_await(g, n);
    case NODE_YIELD: return generate_yield(g, n);
    case NODE_YIELD_FROM: return generate_yield_from(g, n);
    case NODE_FORMATTED_VALUE: return generate_formatted_value(g, n);
    case NODE_JOINED_STR: return generate_joined_str(g, n);
    case NODE_CONSTANT: return generate_constant(g, n);
    case NODE_NAME: generate_name(g, n->name.id, CONTEXT_LOAD); return true;
    case NODE_SLICE: return generate_slice(g, n);
    default: return generate_error(g, n->place, "can't use starred expression here");
    }
}

static bool expression(generator *g, node *n)
{
    if (++g->depth > DEPTH_MOST)
        return generate_error(g, n->place, "too many nested expressions");
    emit_place(g->emitter, n->place);
    const bool ok = by_kind(g, n);
    g->depth--;
    return ok;
}

/* ------------------------------------------------------------------ statements */

static bool generate_value(generator *g, node *n)
{
    node *const value = n->expr.value;
    if (g->interactive && g->scope->kind == SCOPE_MODULE) {
        if (!generate_expression(g, value))
            return false;
        emit(g->emitter, OP_PRINT_EXPR, BC_NOARG);
        return true;
    }
    if (value->kind == NODE_CONSTANT)
        return true;
    if (!generate_expression(g, value))
        return false;
    emit(g->emitter, OP_POP_TOP, BC_NOARG);
    return true;
}

static bool generate_definition(generator *g, node *n)
{
    const bool is_class = n->kind == NODE_CLASS_DEF;
    if (is_class ? !generate_class(g, n) : !generate_function(g, n))
        return false;
    generate_name(g, is_class ? n->class_def.name : n->function_def.name, CONTEXT_STORE);
    return true;
}

static bool generate_deletions(generator *g, node *n)
{
    for (int i = 0; i < n->delete_.targets.count; i++)
        if (!generate_delete(g, n->delete_.targets.items[i]))
            return false;
    return true;
}

static bool statement(generator *g, node *n)
{
    switch (n->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
    case NODE_CLASS_DEF: return generate_definition(g, n);
    case NODE_RETURN: return generate_return(g, n);
    case NODE_DELETE: return generate_deletions(g, n);
    case NODE_ASSIGN: return generate_assign(g, n);
    case NODE_AUG_ASSIGN: return generate_aug_assign(g, n);
    case NODE_ANN_ASSIGN: return generate_ann_assign(g, n);
    case NODE_FOR: return generate_for(g, n);
    case NODE_ASYNC_FOR: return generate_async_for(g, n);
    case NODE_WHILE: return generate_while(g, n);
    case NODE_IF: return generate_if(g, n);
    case NODE_WITH:
    case NODE_ASYNC_WITH: return generate_with(g, n);
    case NODE_MATCH: return generate_match(g, n);
    case NODE_RAISE: return generate_raise(g, n);
    case NODE_TRY:
    case NODE_TRY_STAR: return generate_try(g, n);
    case NODE_ASSERT: return generate_assert(g, n);
    case NODE_IMPORT: return generate_import(g, n);
    case NODE_IMPORT_FROM: return generate_import_from(g, n);
    case NODE_EXPR: return generate_value(g, n);
    case NODE_BREAK: return generate_break(g, n);
    case NODE_CONTINUE: return generate_continue(g, n);
    case NODE_TYPE_ALIAS: return generate_type_alias(g, n);
    default: return true; /* pass, global, nonlocal */
    }
}

/* Whether an object may be gone after a statement. */
static bool may_let_go(const node *n)
{
    switch (n->kind) {
    case NODE_DELETE:
    case NODE_AUG_ASSIGN:
    case NODE_EXPR:
    case NODE_FOR: return true;
    case NODE_ASSIGN: return true;
    case NODE_ANN_ASSIGN: return n->ann_assign.value != NULL;
    default: return false;
    }
}

static void finalize_after(generator *g, const node *n)
{
    if (may_let_go(n))
        emit_operation(g->emitter, OPERATION_FINALIZE,
                       n->kind == NODE_DELETE ? FINALIZE_DELETED : FINALIZE_STATEMENT, 0);
}

static bool body(generator *g, node_list statements)
{
    const int depth = emit_depth(g->emitter);
    if (++g->depth > DEPTH_MOST)
        return generate_error(g, statements.items[0]->place, "too many nested statements");
    for (int i = 0; i < statements.count; i++) {
        emit_place(g->emitter, statements.items[i]->place);
        if (!statement(g, statements.items[i]))
            return false;
        if (g->finalizes)
            finalize_after(g, statements.items[i]);
        if (emit_is_too_large(g->emitter))
            return generate_error(g, statements.items[i]->place,
                                  "a block of this source is too large");
        emit_set_depth(g->emitter, depth);
    }
    g->depth--;
    return true;
}

static const generate_rules rules = { .expression = expression, .body = body };

/* ------------------------------------------------------------------ modules */

/* Imports of __future__ stand before all but the docstring. */
static void look_for_future(generator *g, const node *module)
{
    if (module->kind == NODE_EXPRESSION)
        return;
    for (int i = 0; i < module->module.body.count; i++) {
        const node *const n = module->module.body.items[i];
        if (n->kind != NODE_IMPORT_FROM || n->import_from.module == NULL
            || strcmp(n->import_from.module, "__future__") != 0) {
            if (i == 0 && generate_docstring(module->module.body) != NULL)
                continue;
            return;
        }
        g->last_future = n->place;
        for (int k = 0; k < n->import_from.names.count; k++)
            if (strcmp(n->import_from.names.items[k]->alias.name, "annotations") == 0)
                g->future_annotations = true;
    }
}

static bool generate_module_code(generator *g, node *module)
{
    emitter *const e = g->emitter;
    if (module->kind == NODE_EXPRESSION) {
        if (!generate_expression(g, module->expression.body))
            return false;
        emit(e, OP_RETURN_VALUE, BC_NOARG);
        return true;
    }
    /* A script of the host's has one, unless all of it is a value to be displayed. */
    const bool is_script =
        module->kind == NODE_INTERACTIVE && !g->source->is_dynamic && module->module.body.count > 1;
    const constant *const docstring =
        module->kind == NODE_MODULE || is_script ? generate_docstring(module->module.body) : NULL;
    if (g->scope->has_annotations)
        emit_operation(e, OPERATION_SETUP_ANNOTATIONS, 0, 0);
    if (docstring != NULL) {
        emit_constant(e, docstring);
        emit(e, OP_STORE_NAME, emit_name(e, "__doc__"));
    }
    if (!generate_body(g, module->module.body))
        return false;
    if (g->finalizes)
        emit_operation(e, OPERATION_FINALIZE, FINALIZE_DELETED, 0);
    generate_return_none(g);
    return true;
}

bool generate_module(arena *a, SourceData_ source, node *module, CodeObject *code,
                     syntax_error *error)
{
    CodeObject__ctor(code, source, (c11_sv){ "<module>", 8 });
    code->start_line = 1;
    code->end_line = source->line_starts.length;
    generator g = { .arena = a,
                    .source = source,
                    .emitter = emit_begin(a, code),
                    .scope = module->scope,
                    .rules = &rules,
                    .error = error,
                    .interactive = source->mode == SINGLE_MODE };
    const c11_string *const text = source->source;
    g.finalizes = module->scope->pauses_protected
                  || memmem(text->data, (size_t)text->size, "__del__", 7) != NULL
                  || memmem(text->data, (size_t)text->size, "weakref", 7) != NULL;
    look_for_future(&g, module);
    if (generate_module_code(&g, module) && emit_end(g.emitter, error))
        return true;
    CodeObject__dtor(code);
    return false;
}
