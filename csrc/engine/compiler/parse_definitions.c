/* parse_definitions.c -- functions and classes, and their decorators. */
#include "compiler/parse_definitions.h"

#include "compiler/parse_arguments.h"
#include "compiler/parse_blocks.h"
#include "compiler/parse_errors.h"
#include "compiler/parse_expressions.h"
#include "compiler/parse_parameters.h"

/* invalid_def_raw: [ASYNC] 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':' NEWLINE !INDENT */
static void explain_function(parser *p)
{
    parse_accept(p, KEYWORD_ASYNC);
    const int line = parse_place(p).line;
    node_list types;
    if (!parse_accept(p, KEYWORD_DEF) || !parse_accept(p, TOKEN_NAME)
        || !parse_type_parameters(p, &types) || !parse_accept(p, TOKEN_LEFT_PARENTHESIS)
        || parse_parameters(p, false) == NULL || !parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
        return;
    if (parse_accept(p, TOKEN_RIGHT_ARROW) && parse_expression(p) == NULL)
        return;
    if (parse_accept(p, TOKEN_COLON))
        parse_raise_without_block(p, "function definition", line);
}

/* function_def_raw:
 *     | invalid_def_raw
 *     | [ASYNC] 'def' NAME [type_params] &&'(' [params] ')' ['->' expression] &&':' block */
node *parse_function(parser *p)
{
    const int start = p->mark;
    if (p->explaining) {
        explain_function(p);
        if (p->raised)
            return NULL;
        p->mark = start;
    }
    const bool is_async = parse_accept(p, KEYWORD_ASYNC);
    if (!parse_accept(p, KEYWORD_DEF) || !parse_at(p, TOKEN_NAME))
        return NULL;
    const identifier name = p->names[p->mark];
    node_list types, body;
    parse_next(p);
    if (!parse_type_parameters(p, &types) || !parse_force(p, TOKEN_LEFT_PARENTHESIS, "("))
        return NULL;
    node *parameters = parse_parameters(p, false), *returns = NULL;
    if (parameters == NULL || !parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
        return NULL;
    if (parse_at(p, TOKEN_RIGHT_ARROW)) {
        const int before = p->mark;
        parse_next(p);
        returns = parse_expression(p);
        if (returns == NULL) /* and so the arrow stands where a colon must */
            p->mark = before;
    }
    if (p->raised || !parse_force(p, TOKEN_COLON, ":") || !parse_block(p, &body))
        return NULL;
    node *n = parse_node(p, is_async ? NODE_ASYNC_FUNCTION_DEF : NODE_FUNCTION_DEF, start);
    n->function_def.name = name;
    n->function_def.args = parameters;
    n->function_def.body = body;
    n->function_def.returns = returns;
    n->function_def.type_params = types;
    return n;
}

/* NAME [type_params] ['(' [arguments] ')'], behind 'class' */
static bool class_head(parser *p, node *n)
{
    if (!parse_at(p, TOKEN_NAME))
        return false;
    n->class_def.name = p->names[p->mark];
    parse_next(p);
    if (!parse_type_parameters(p, &n->class_def.type_params))
        return false;
    if (!parse_accept(p, TOKEN_LEFT_PARENTHESIS) || parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
        return !p->raised;
    const node *arguments = parse_arguments(p);
    if (arguments == NULL || !parse_accept(p, TOKEN_RIGHT_PARENTHESIS))
        return false;
    n->class_def.bases = arguments->call.args;
    n->class_def.keywords = arguments->call.keywords;
    return true;
}

/* invalid_class_def_raw:
 *     | 'class' NAME [type_params] ['(' [arguments] ')'] NEWLINE
 *     | 'class' NAME [type_params] ['(' [arguments] ')'] ':' NEWLINE !INDENT */
static void explain_class(parser *p)
{
    const int line = parse_place(p).line;
    node unused = { .kind = NODE_CLASS_DEF };
    parse_next(p);
    if (!class_head(p, &unused))
        return;
    if (parse_at(p, TOKEN_NEWLINE))
        parse_raise_here(p, "expected ':'");
    else if (parse_accept(p, TOKEN_COLON))
        parse_raise_without_block(p, "class definition", line);
}

/* class_def_raw:
 *     | invalid_class_def_raw
 *     | 'class' NAME [type_params] ['(' [arguments] ')'] ':' block */
node *parse_class(parser *p)
{
    const int start = p->mark;
    if (p->explaining) {
        explain_class(p);
        if (p->raised)
            return NULL;
        p->mark = start;
    }
    node head = { .kind = NODE_CLASS_DEF };
    node_list body;
    parse_next(p);
    if (!class_head(p, &head) || !parse_colon_and_block(p, &body))
        return NULL;
    node *n = parse_node(p, NODE_CLASS_DEF, start);
    n->class_def = head.class_def;
    n->class_def.body = body;
    return n;
}

/* decorators: ('@' named_expression NEWLINE)+ */
node *parse_decorated(parser *p)
{
    const int base = p->stack_count;
    while (parse_accept(p, TOKEN_AT)) {
        node *decorator = parse_named_expression(p);
        if (decorator == NULL || !parse_accept(p, TOKEN_NEWLINE)) {
            p->stack_count = base;
            return NULL;
        }
        parse_push(p, decorator);
    }
    const node_list decorators = parse_list(p, base);
    node *n = NULL;
    if (parse_at(p, KEYWORD_CLASS)) {
        n = parse_class(p);
        if (n != NULL)
            n->class_def.decorator_list = decorators;
    } else if (parse_at(p, KEYWORD_DEF) || parse_at(p, KEYWORD_ASYNC)) {
        n = parse_function(p);
        if (n != NULL)
            n->function_def.decorator_list = decorators;
    }
    return n;
}
