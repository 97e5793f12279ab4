/* parse_patterns.c -- patterns, as the grammar has them since Python 3.10 (PEP 634). */
#include "compiler/parse_patterns.h"

#include "compiler/parse_errors.h"
#include "compiler/parse_primaries.h"
#include "compiler/parse_rules.h"
#include "compiler/parse_strings.h"

static node *pattern(parser *p);
static node *maybe_star_pattern(parser *p);

/* ------------------------------------------------------------------------------ values */

static node *value_node(parser *p, int start, node *value)
{
    if (value == NULL)
        return NULL;
    node *n = parse_node(p, NODE_MATCH_VALUE, start);
    n->match_value.value = value;
    return n;
}

static bool is_imaginary(const node *n) { return n->constant.number.kind == NUMBER_IMAGINARY; }

/* signed_number: NUMBER | '-' NUMBER */
static node *signed_number(parser *p)
{
    const int start = p->mark;
    const bool is_negative = parse_accept(p, TOKEN_MINUS);
    if (!parse_at(p, TOKEN_NUMBER))
        return NULL;
    node *number = parse_number(p);
    if (!is_negative)
        return number;
    node *n = parse_node(p, NODE_UNARY_OP, start);
    n->unary_op.op = UNARY_SUB;
    n->unary_op.operand = number;
    return n;
}

/* signed_number !('+' | '-') | complex_number
 * complex_number: signed_real_number ('+' | '-') imaginary_number */
static node *any_number(parser *p)
{
    const int start = p->mark;
    node *real = signed_number(p);
    if (real == NULL || (!parse_at(p, TOKEN_PLUS) && !parse_at(p, TOKEN_MINUS)))
        return real;
    const node *digits = real->kind == NODE_UNARY_OP ? real->unary_op.operand : real;
    if (is_imaginary(digits)) {
        parse_raise(p, SYNTAX_ERROR, digits->place, "real number required in complex literal");
        return NULL;
    }
    const bool is_sum = parse_at(p, TOKEN_PLUS);
    parse_next(p);
    if (!parse_at(p, TOKEN_NUMBER))
        return NULL;
    node *imaginary = parse_number(p);
    if (!is_imaginary(imaginary)) {
        parse_raise(p, SYNTAX_ERROR, imaginary->place,
                    "imaginary number required in complex literal");
        return NULL;
    }
    node *n = parse_node(p, NODE_BIN_OP, start);
    n->bin_op.left = real;
    n->bin_op.op = is_sum ? BINARY_ADD : BINARY_SUB;
    n->bin_op.right = imaginary;
    return n;
}

static enum constant_kind singleton(int keyword)
{
    return keyword == KEYWORD_NONE   ? CONSTANT_NONE
           : keyword == KEYWORD_TRUE ? CONSTANT_TRUE
                                     : CONSTANT_FALSE;
}

/* attr: name_or_attr '.' NAME
 * name_or_attr: attr | NAME */
static node *name_or_attribute(parser *p)
{
    const int start = p->mark;
    node *n = parse_name_node(p, CONTEXT_LOAD);
    while (parse_at(p, TOKEN_DOT) && parse_second(p) == TOKEN_NAME) {
        parse_next(p);
        const int name = p->mark;
        parse_next(p);
        node *longer = parse_node(p, NODE_ATTRIBUTE, start);
        longer->attribute.value = n;
        longer->attribute.attr = p->names[name];
        longer->attribute.attr_place = p->tokens[name].place;
        n = longer;
    }
    return n;
}

/* literal_expr | attr -- a key of a mapping_pattern
 * literal_expr: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False' */
static node *key(parser *p)
{
    const int start = p->mark;
    switch (parse_kind(p)) {
    case TOKEN_NUMBER:
    case TOKEN_MINUS: return any_number(p);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START: return parse_strings(p);
    case KEYWORD_NONE:
    case KEYWORD_TRUE:
    case KEYWORD_FALSE: {
        const enum constant_kind kind = singleton(parse_kind(p));
        parse_next(p);
        node *n = parse_node(p, NODE_CONSTANT, start);
        n->constant.kind = kind;
        return n;
    }
    case TOKEN_NAME: {
        node *n = name_or_attribute(p);
        return n->kind == NODE_ATTRIBUTE ? n : NULL;
    }
    default: return NULL;
    }
}

/* ------------------------------------------------------------------------------- names */

static bool continues_name(int kind)
{
    return kind == TOKEN_DOT || kind == TOKEN_LEFT_PARENTHESIS || kind == TOKEN_EQUAL;
}

/* pattern_capture_target: !"_" NAME !('.' | '(' | '=') */
static identifier capture_target(parser *p)
{
    if (!parse_at(p, TOKEN_NAME) || parse_at_word(p, p->words.underscore)
        || continues_name(parse_second(p)))
        return NULL;
    parse_next(p);
    return p->names[p->mark - 1];
}

/* capture_pattern, and wildcard_pattern: "_" (a name that is NULL) */
static node *capture_node(parser *p, int start, node *inner, identifier name)
{
    node *n = parse_node(p, NODE_MATCH_AS, start);
    n->match_as.pattern = inner;
    n->match_as.name = name;
    return n;
}

/* star_pattern: '*' pattern_capture_target | '*' wildcard_pattern */
static node *star_pattern(parser *p)
{
    const int start = p->mark;
    parse_next(p);
    identifier name = NULL;
    if (parse_at_word(p, p->words.underscore))
        parse_next(p);
    else if ((name = capture_target(p)) == NULL)
        return NULL;
    node *n = parse_node(p, NODE_MATCH_STAR, start);
    n->match_star.name = name;
    return n;
}

/* --------------------------------------------------------------------------- sequences */

/* open_sequence_pattern: maybe_star_pattern ',' maybe_sequence_pattern?
 * maybe_sequence_pattern: ','.maybe_star_pattern+ ','?
 * What follows the first pattern; all are pushed. */
static bool more_patterns(parser *p)
{
    while (parse_accept(p, TOKEN_COMMA)) {
        switch (parse_kind(p)) {
        case TOKEN_RIGHT_PARENTHESIS:
        case TOKEN_RIGHT_BRACKET:
        case TOKEN_COLON:
        case KEYWORD_IF: return true;
        default: break;
        }
        node *n = maybe_star_pattern(p);
        if (n == NULL)
            return false;
        parse_push(p, n);
    }
    return true;
}

static node *sequence_node(parser *p, int start, int base)
{
    node *n = parse_node(p, NODE_MATCH_SEQUENCE, start);
    n->match_sequence.patterns = parse_list(p, base);
    return n;
}

/* sequence_pattern: '[' maybe_sequence_pattern? ']' | '(' open_sequence_pattern? ')'
 * group_pattern: '(' pattern ')' */
static node *bracketed(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    const bool is_list = parse_at(p, TOKEN_LEFT_BRACKET);
    const int close = is_list ? TOKEN_RIGHT_BRACKET : TOKEN_RIGHT_PARENTHESIS;
    parse_next(p);
    if (parse_accept(p, close))
        return sequence_node(p, start, base);
    node *first = maybe_star_pattern(p);
    if (first == NULL)
        return NULL;
    if (!is_list && !parse_at(p, TOKEN_COMMA))
        return first->kind != NODE_MATCH_STAR && parse_accept(p, close) ? first : NULL;
    parse_push(p, first);
    if (more_patterns(p) && parse_accept(p, close))
        return sequence_node(p, start, base);
    p->stack_count = base;
    return NULL;
}

/* mapping_pattern:
 *     | '{' '}'
 *     | '{' double_star_pattern ','? '}'
 *     | '{' items_pattern ',' double_star_pattern ','? '}'
 *     | '{' items_pattern ','? '}'
 * items_pattern: ','.key_value_pattern+
 * key_value_pattern: (literal_expr | attr) ':' pattern
 * double_star_pattern: '**' pattern_capture_target */
static node *mapping(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    identifier rest = NULL;
    parse_next(p);
    while (!parse_at(p, TOKEN_RIGHT_BRACE)) {
        if (parse_accept(p, TOKEN_DOUBLE_STAR)) {
            if ((rest = capture_target(p)) == NULL) {
                p->stack_count = base;
                return NULL;
            }
            parse_accept(p, TOKEN_COMMA);
            break;
        }
        node *k = key(p);
        node *value = k != NULL && parse_accept(p, TOKEN_COLON) ? pattern(p) : NULL;
        if (value == NULL) {
            p->stack_count = base;
            return NULL;
        }
        parse_push(p, k);
        parse_push(p, value);
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    const int count = (p->stack_count - base) / 2;
    p->stack_count = base;
    if (!parse_accept(p, TOKEN_RIGHT_BRACE))
        return NULL;
    node *n = parse_node(p, NODE_MATCH_MAPPING, start);
    node **items = arena_take(p->arena, sizeof *items * 2 * (size_t)(count + 1));
    for (int i = 0; i < count; i++) {
        items[i] = p->stack[base + i * 2];
        items[count + i] = p->stack[base + i * 2 + 1];
    }
    n->match_mapping.keys = (node_list){ items, count };
    n->match_mapping.patterns = (node_list){ items + count, count };
    n->match_mapping.rest = rest;
    return n;
}

/* ----------------------------------------------------------------------------- classes */

/* invalid_class_pattern: name_or_attr '(' invalid_class_argument_pattern
 * invalid_class_argument_pattern: [positional_patterns ','] keyword_patterns ',' positional_patterns
 * At the first pattern that follows the keywords. */
static void explain_class(parser *p)
{
    const node *first = pattern(p), *last = first;
    while (first != NULL && parse_accept(p, TOKEN_COMMA)) {
        if (parse_at(p, TOKEN_NAME) && parse_second(p) == TOKEN_EQUAL)
            break;
        const node *more = pattern(p);
        if (more == NULL)
            break;
        last = more;
    }
    if (first != NULL)
        parse_raise(p, SYNTAX_ERROR, parse_span(first->place, last->place),
                    "positional patterns follow keyword patterns");
}

/* class_pattern: behind name_or_attr
 *     '(' [positional_patterns] [','] [keyword_patterns] ','? ')' | invalid_class_pattern
 * keyword_pattern: NAME '=' pattern */
static node *class_pattern(parser *p, int start, node *cls)
{
    const int base = p->stack_count;
    int positional = 0, count = 0, capacity = 0;
    identifier *names = NULL;
    parse_next(p);
    while (!parse_at(p, TOKEN_RIGHT_PARENTHESIS)) {
        const bool is_keyword = parse_at(p, TOKEN_NAME) && parse_second(p) == TOKEN_EQUAL;
        if (is_keyword) {
            arena_grow(p->arena, (void **)&names, count, &capacity, sizeof *names);
            names[count++] = p->names[p->mark];
            parse_next(p);
            parse_next(p);
        } else if (count > 0 && p->explaining) {
            explain_class(p);
        }
        node *value = is_keyword || count == 0 ? pattern(p) : NULL;
        if (value == NULL) {
            p->stack_count = base;
            return NULL;
        }
        parse_push(p, value);
        positional += !is_keyword;
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    if (!parse_accept(p, TOKEN_RIGHT_PARENTHESIS)) {
        p->stack_count = base;
        return NULL;
    }
    node *n = parse_node(p, NODE_MATCH_CLASS, start);
    n->match_class.cls = cls;
    n->match_class.kwd_attrs = (identifier_list){ names, count };
    n->match_class.kwd_patterns = parse_list(p, base + positional);
    n->match_class.patterns = parse_list(p, base);
    return n;
}

/* capture_pattern | wildcard_pattern | value_pattern | class_pattern
 * value_pattern: attr !('.' | '(' | '=') */
static node *named(parser *p)
{
    const int start = p->mark;
    if (parse_at_word(p, p->words.underscore)) {
        parse_next(p);
        return capture_node(p, start, NULL, NULL);
    }
    const identifier name = capture_target(p);
    if (name != NULL)
        return capture_node(p, start, NULL, name);
    node *n = name_or_attribute(p);
    if (parse_at(p, TOKEN_LEFT_PARENTHESIS))
        return class_pattern(p, start, n);
    return n->kind == NODE_ATTRIBUTE && !continues_name(parse_kind(p)) ? value_node(p, start, n)
                                                                       : NULL;
}

/* ---------------------------------------------------------------------------- patterns */

/* closed_pattern: literal_pattern | capture_pattern | wildcard_pattern | value_pattern
 *     | group_pattern | sequence_pattern | mapping_pattern | class_pattern
 * literal_pattern: signed_number !('+' | '-') | complex_number | strings
 *     | 'None' | 'True' | 'False' */
static node *closed_pattern_here(parser *p)
{
    const int start = p->mark;
    switch (parse_kind(p)) {
    case TOKEN_NUMBER:
    case TOKEN_MINUS: return value_node(p, start, any_number(p));
    case TOKEN_STRING:
    case TOKEN_FSTRING_START: return value_node(p, start, parse_strings(p));
    case KEYWORD_NONE:
    case KEYWORD_TRUE:
    case KEYWORD_FALSE: {
        const enum constant_kind kind = singleton(parse_kind(p));
        parse_next(p);
        node *n = parse_node(p, NODE_MATCH_SINGLETON, start);
        n->match_singleton.value = kind;
        return n;
    }
    case TOKEN_NAME: return named(p);
    case TOKEN_LEFT_PARENTHESIS:
    case TOKEN_LEFT_BRACKET: return bracketed(p);
    case TOKEN_LEFT_BRACE: return mapping(p);
    default: return NULL;
    }
}

static node *closed_pattern(parser *p)
{
    const int start = p->mark;
    node *n;
    if (parse_recall(p, RULE_CLOSED_PATTERN, &n))
        return n;
    if (!parse_enter(p))
        return NULL;
    n = closed_pattern_here(p);
    parse_leave(p);
    if (p->raised)
        return NULL;
    return parse_remember(p, RULE_CLOSED_PATTERN, start, n);
}

/* or_pattern: '|'.closed_pattern+ */
static node *or_pattern(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    node *first = closed_pattern(p);
    if (first == NULL || !parse_at(p, TOKEN_VERTICAL_BAR))
        return first;
    parse_push(p, first);
    while (parse_accept(p, TOKEN_VERTICAL_BAR)) {
        node *more = closed_pattern(p);
        if (more == NULL) {
            p->stack_count = base;
            return NULL;
        }
        parse_push(p, more);
    }
    node *n = parse_node(p, NODE_MATCH_OR, start);
    n->match_sequence.patterns = parse_list(p, base);
    return n;
}

/* invalid_as_pattern, behind the 'as':
 *     | or_pattern 'as' "_"
 *     | or_pattern 'as' !NAME expression */
static void explain_as(parser *p)
{
    if (parse_at_word(p, p->words.underscore)) {
        parse_raise(p, SYNTAX_ERROR, parse_place(p), "cannot use '_' as a target");
    } else if (!parse_at(p, TOKEN_NAME)) {
        const node *target = rule_expression(p);
        if (target != NULL)
            parse_raise(p, SYNTAX_ERROR, target->place, "invalid pattern target");
    }
}

/* pattern: as_pattern | or_pattern
 * as_pattern: or_pattern 'as' pattern_capture_target | invalid_as_pattern */
static node *pattern(parser *p)
{
    const int start = p->mark;
    node *inner = or_pattern(p);
    if (inner == NULL || !parse_at(p, KEYWORD_AS))
        return inner;
    parse_next(p);
    const int behind = p->mark;
    const identifier name = capture_target(p);
    if (name != NULL)
        return capture_node(p, start, inner, name);
    if (p->explaining) {
        p->mark = behind;
        explain_as(p);
    }
    return NULL;
}

/* maybe_star_pattern: star_pattern | pattern */
static node *maybe_star_pattern(parser *p)
{
    return parse_at(p, TOKEN_STAR) ? star_pattern(p) : pattern(p);
}

node *parse_patterns(parser *p)
{
    const int start = p->mark, base = p->stack_count;
    node *first = maybe_star_pattern(p);
    if (first == NULL)
        return NULL;
    if (!parse_at(p, TOKEN_COMMA))
        return first->kind == NODE_MATCH_STAR ? NULL : first;
    parse_push(p, first);
    if (more_patterns(p))
        return sequence_node(p, start, base);
    p->stack_count = base;
    return NULL;
}
