/* parse_statements.c -- which statement a token begins. */
#include "compiler/parse_statements.h"

#include "compiler/parse_definitions.h"
#include "compiler/parse_loops.h"
#include "compiler/parse_match.h"
#include "compiler/parse_protected.h"
#include "compiler/parse_simple_statements.h"

/* compound_stmt:
 *     | &('def' | '@' | ASYNC) function_def
 *     | &'if' if_stmt
 *     | &('class' | '@') class_def
 *     | &('with' | ASYNC) with_stmt
 *     | &('for' | ASYNC) for_stmt
 *     | &'try' try_stmt
 *     | &'while' while_stmt
 *     | match_stmt */
node *parse_compound_statement(parser *p, bool *is_compound)
{
    *is_compound = true;
    switch (parse_kind(p)) {
    case KEYWORD_DEF: return parse_function(p);
    case TOKEN_AT: return parse_decorated(p);
    case KEYWORD_IF: return parse_if(p);
    case KEYWORD_CLASS: return parse_class(p);
    case KEYWORD_WITH: return parse_with(p);
    case KEYWORD_FOR: return parse_for(p);
    case KEYWORD_TRY: return parse_try(p);
    case KEYWORD_WHILE: return parse_while(p);
    case KEYWORD_ASYNC:
        switch (parse_second(p)) {
        case KEYWORD_DEF: return parse_function(p);
        case KEYWORD_WITH: return parse_with(p);
        case KEYWORD_FOR: return parse_for(p);
        default: return NULL;
        }
    default: break;
    }
    const int start = p->mark, base = p->stack_count;
    if (parse_at_word(p, p->words.match)) {
        node *n = parse_match(p);
        if (n != NULL || p->raised)
            return n;
        p->mark = start;
        p->stack_count = base;
    }
    *is_compound = false;
    return NULL;
}

bool parse_statement(parser *p)
{
    bool is_compound;
    node *n = parse_compound_statement(p, &is_compound);
    if (!is_compound)
        return parse_simple_statements(p);
    if (n != NULL)
        parse_push(p, n);
    return n != NULL;
}
