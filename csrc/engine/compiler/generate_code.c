/* generate_code.c -- the code of a function, a class body or a comprehension, and the function that
 * is made of it.
 */
#include "compiler/generate_code.h"

#include "compiler/generate_names.h"

#include <string.h>

void generate_return_none(generator *g) { emit(g->emitter, OP_RETURN_VALUE, BC_RETURN_VIRTUAL); }

const constant *generate_docstring(node_list body)
{
    if (body.count == 0 || body.items[0]->kind != NODE_EXPR)
        return NULL;
    const node *const value = body.items[0]->expr.value;
    if (value->kind != NODE_CONSTANT || value->constant.kind != CONSTANT_STR)
        return NULL;
    return &value->constant;
}

/* ------------------------------------------------------------------ the code of a function */

/* The frame's slots, and after them the names of the variables that have none. */
static void fill_variables(CodeObject *code, const scope *s)
{
    for (int i = 0; i < s->slot_count; i++) {
        const py_Name name = py_name(s->slots[i]);
        c11_vector__push(py_Name, &code->varnames, name);
        if (!s->hidden[i])
            c11_smallmap_n2d__set(&code->varnames_inv, name, i);
    }
    code->nlocals = s->slot_count;
    for (int i = 0; i < s->more_count; i++) {
        const py_Name name = py_name(s->more[i]);
        c11_vector__push(py_Name, &code->varnames, name);
    }
}

/* What of the parameters PocketPy's own struct can say. */
static void fill_parameters(FuncDecl_ function, emitter *e, node *arguments, const scope *s)
{
    code_details *const details = &e->details;
    details->positional_only = (uint16_t)arguments->arguments.posonlyargs.count;
    details->positional = (uint16_t)arguments->arguments.args.count;
    details->keyword_only = (uint16_t)arguments->arguments.kwonlyargs.count;
    int slot = 0;
    for (; slot < details->positional_only + details->positional; slot++)
        c11_vector__push(int32_t, &function->args, slot);
    for (int i = 0; i < details->keyword_only; i++, slot++) {
        FuncDeclKwArg keyword = { .index = slot, .key = py_name(s->slots[slot]) };
        py_newnil(&keyword.value);
        c11_vector__push(FuncDeclKwArg, &function->kwargs, keyword);
    }
    if (arguments->arguments.vararg != NULL) {
        details->flags |= CODE_VARARGS;
        function->starred_arg = slot++;
    }
    if (arguments->arguments.kwarg != NULL) {
        details->flags |= CODE_VARKEYWORDS;
        function->starred_kwarg = slot;
    }
}

/* Those that are written out; NULL: none are, as of a class or a comprehension. */
static node *arguments_of(const scope *s, node *n)
{
    if (s->kind == SCOPE_FUNCTION)
        return n->function_def.args;
    return s->kind == SCOPE_LAMBDA && n->kind == NODE_LAMBDA ? n->lambda.args : NULL;
}

static int line_of_first(const node *n)
{
    const node_list *const decorators =
        n->kind == NODE_CLASS_DEF ? &n->class_def.decorator_list
        : n->kind == NODE_FUNCTION_DEF || n->kind == NODE_ASYNC_FUNCTION_DEF
            ? &n->function_def.decorator_list
            : NULL;
    return decorators != NULL && decorators->count > 0 ? decorators->items[0]->place.line
                                                       : n->place.line;
}

static void fill_docstring(FuncDecl_ function, node_list body)
{
    const constant *const text = generate_docstring(body);
    if (text == NULL)
        return;
    function->docstring = PK_MALLOC((size_t)text->size + 1);
    memcpy(function->docstring, text->data, (size_t)text->size);
    function->docstring[text->size] = '\0';
}

static void fill_details(emitter *e, generator *g, const scope *s, uint32_t flags)
{
    identifier *const names = arena_take(g->arena, ((size_t)s->free_count + 1) * sizeof *names);
    for (int i = 0; i < s->free_count; i++)
        names[i] = s->symbols[s->free[i]].name;
    e->free_names = names;
    e->qualified_name = s->qualified_name;
    e->details.flags = flags;
    e->details.free_count = (uint16_t)s->free_count;
    if (s->is_generator)
        e->details.flags |= CODE_GENERATOR;
    if (s->is_coroutine)
        e->details.flags |= CODE_COROUTINE;
    if (s->outer != NULL && s->outer->kind != SCOPE_MODULE)
        e->details.flags |= CODE_NESTED;
}

/* The finished function, which one reference is to; NULL: *g->error. */
static FuncDecl_ generate_declaration(generator *g, scope *s, node *n, uint32_t flags,
                                      bool (*body)(generator *inner, node *n))
{
    const FuncDecl_ function =
        FuncDecl__rcnew(g->source, (c11_sv){ s->name, (int)strlen(s->name) });
    CodeObject *const code = &function->code;
    function->type = s->is_generator || s->is_coroutine ? FuncType_GENERATOR : FuncType_NORMAL;
    code->start_line = line_of_first(n);
    code->end_line = n->place.end_line;
    generator inner = { .arena = g->arena,
                        .source = g->source,
                        .emitter = emit_begin(g->arena, code),
                        .scope = s,
                        .rules = g->rules,
                        .error = g->error,
                        .future_annotations = g->future_annotations,
                        .finalizes = g->finalizes,
                        .depth = g->depth };
    fill_variables(code, s);
    fill_details(inner.emitter, g, s, flags);
    if (arguments_of(s, n) != NULL)
        fill_parameters(function, inner.emitter, arguments_of(s, n), s);
    else
        inner.emitter->details.positional = (uint16_t)s->parameter_count;
    if (s->kind == SCOPE_FUNCTION)
        fill_docstring(function, n->function_def.body);
    emit_place(inner.emitter, n->place);
    generate_cells(&inner, s);
    if (body(&inner, n) && emit_end(inner.emitter, g->error))
        return function;
    PK_DECREF(function);
    return NULL;
}

bool generate_inner(generator *g, scope *s, node *n, uint32_t flags, int parts,
                    bool (*body)(generator *inner, node *n))
{
    const FuncDecl_ function = generate_declaration(g, s, n, flags, body);
    if (function == NULL)
        return false;
    const int index = emit_declaration(g->emitter, function);
    emit_place(g->emitter, n->place);
    if (generate_closure(g, s))
        parts |= FUNCTION_CLOSURE;
    emit_operation(g->emitter, OPERATION_MAKE_FUNCTION, index, parts);
    return true;
}
