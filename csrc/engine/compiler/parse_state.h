/* parse_state.h -- what every rule of the parser works on: tokens, a place among them, nodes.
 *
 * The parser reads a source once, by the rules that a right source follows.  If that fails it
 * begins again and *explains*: now the invalid_ rules are tried too, in the order of CPython's
 * grammar, and the first that matches says what is wrong.  What rules found is remembered by
 * token in that reading, since it goes back often.
 *
 * A rule that does not match returns NULL, and leaves `mark` anywhere: who goes on sets it back.
 * If `raised` is set the error is said, and every rule returns NULL at once.
 */
#ifndef PKHOST_COMPILER_PARSE_STATE_H
#define PKHOST_COMPILER_PARSE_STATE_H

#include "base/macros.h"
#include "compiler/tokens.h"
#include "compiler/tree.h"

#include <stdarg.h>

#pragma GCC visibility push(hidden)

/* clang-format off */
#define KEYWORDS(X)                                                                               \
    X(FALSE, "False") X(NONE, "None") X(TRUE, "True") X(AND, "and") X(AS, "as")                   \
    X(ASSERT, "assert") X(ASYNC, "async") X(AWAIT, "await") X(BREAK, "break") X(CLASS, "class")   \
    X(CONTINUE, "continue") X(DEF, "def") X(DEL, "del") X(ELIF, "elif") X(ELSE, "else")           \
    X(EXCEPT, "except") X(FINALLY, "finally") X(FOR, "for") X(FROM, "from")                       \
    X(GLOBAL, "global") X(IF, "if") X(IMPORT, "import") X(IN, "in") X(IS, "is")                   \
    X(LAMBDA, "lambda") X(NONLOCAL, "nonlocal") X(NOT, "not") X(OR, "or") X(PASS, "pass")         \
    X(RAISE, "raise") X(RETURN, "return") X(TRY, "try") X(WHILE, "while") X(WITH, "with")         \
    X(YIELD, "yield")
/* clang-format on */

/* A token to the parser: a token_kind, or one of these. */
enum {
    KEYWORD_BEFORE_FIRST = TOKEN_AT_EQUAL,
#define X(name, text) KEYWORD_##name,
    KEYWORDS(X)
#undef X
        KIND_FAILED, /* the tokenizer's error stands here */
    KINDS
};

/* Names that mean something in some places only; and those that were statements once. */
typedef struct soft_words {
    identifier match, case_, type, underscore, print, exec;
} soft_words;

/* Rules whose results are remembered. */
enum remembered_rule {
    RULE_BLOCK,
    RULE_EXPRESSION,
    RULE_NAMED_EXPRESSION,
    RULE_DISJUNCTION,
    RULE_CONJUNCTION,
    RULE_INVERSION,
    RULE_BITWISE_OR,
    RULE_FACTOR,
    RULE_PRIMARY,
    RULE_STRINGS,
    RULE_ARGUMENTS,
    RULE_CLAUSES,
    RULE_LAMBDA_PARAMETERS,
    RULE_PARAMETERS,
    RULE_CLOSED_PATTERN,
};

typedef struct parser {
    arena *arena;
    const tokens *source;
    const token *tokens; /* source->items */
    const uint8_t *kinds;
    const identifier *names; /* of the tokens that are names */
    soft_words words;
    int mark;     /* the token that comes next */
    int furthest; /* the last that was looked at, ever */
    bool explaining;
    bool raised;
    int depth;    /* of nesting: COMPILER_DEPTH at most */
    node **stack; /* the items of lists that are being read */
    int stack_count, stack_capacity;
    struct remembered **remembered; /* by token; NULL: nothing is remembered */
    const uint8_t *levels; /* while explaining: how many brackets are open behind each token */
    syntax_error *error;
    const struct rules *rules; /* parse_rules.h */
} parser;

/* ------------------------------------------------------------------------- errors */

/* What is wrong, unless something was said before. */
void parse_raise(parser *p, enum syntax_error_kind kind, place where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void parse_raise_tokens_error(parser *p); /* the tokenizer's own, or a bracket left open */

/* --------------------------------------------------------------------------- tokens */

static inline int parse_kind(const parser *p) { return p->kinds[p->mark]; }
static inline bool parse_at(const parser *p, int kind) { return p->kinds[p->mark] == kind; }

/* A token is looked at for the first time.  An error of the tokenizer's ends the parsing as soon as
 * it is met. */
static inline void parse_look(parser *p, int index)
{
    if (index <= p->furthest)
        return;
    p->furthest = index;
    if (UNLIKELY(p->kinds[index] == KIND_FAILED))
        parse_raise_tokens_error(p);
}

static inline void parse_next(parser *p) { parse_look(p, ++p->mark); }

static inline bool parse_accept(parser *p, int kind)
{
    if (!parse_at(p, kind))
        return false;
    parse_next(p);
    return true;
}

/* The kind of the token after the next. */
static inline int parse_second(parser *p)
{
    if (p->kinds[p->mark] == TOKEN_END || p->kinds[p->mark] == KIND_FAILED)
        return p->kinds[p->mark];
    parse_look(p, p->mark + 1);
    return p->kinds[p->mark + 1];
}

static inline bool parse_at_word(const parser *p, identifier word)
{
    return parse_at(p, TOKEN_NAME) && p->names[p->mark] == word;
}

static inline place parse_place(const parser *p) { return p->tokens[p->mark].place; }
static inline place parse_place_before(const parser *p) { return p->tokens[p->mark - 1].place; }

/* ---------------------------------------------------------------------------- nodes */

/* From the token `start` to the last one that was read. */
node *parse_node(parser *p, enum node_kind kind, int start);
node *parse_name_node(parser *p, enum expression_context context); /* of the next token */

/* Items are pushed, and taken off as a list of all that came after `base`, the stack_count before. */
void parse_push(parser *p, node *item);
node_list parse_list(parser *p, int base);
node_list parse_list_of_one(parser *p, node *item);

/* ------------------------------------------------------------------------- nesting */

/* One level deeper; false: too deep, which is an error then. */
static inline bool parse_enter(parser *p)
{
    if (LIKELY(++p->depth <= COMPILER_DEPTH))
        return true;
    p->depth--;
    parse_raise(p, SYNTAX_ERROR, p->tokens[p->furthest].place, "too many levels of nesting");
    return false;
}
static inline void parse_leave(parser *p) { p->depth--; }

/* ------------------------------------------------------------------------- explaining */

void parse_begin_to_remember(parser *p); /* what was not remembered before is tried again */
void parse_begin_to_explain(parser *p);  /* the second reading, from the first token on */

/* Whether the rule was tried here before: then *result and `mark` are as it left them. */
bool parse_recall_slowly(parser *p, enum remembered_rule rule, void **result);
void parse_remember_slowly(parser *p, enum remembered_rule rule, int start, void *result);

static inline bool parse_recall(parser *p, enum remembered_rule rule, void *result)
{
    return UNLIKELY(p->remembered != NULL) && parse_recall_slowly(p, rule, result);
}

/* Returns `result`. */
static inline void *parse_remember(parser *p, enum remembered_rule rule, int start, void *result)
{
    if (UNLIKELY(p->remembered != NULL) && !p->raised)
        parse_remember_slowly(p, rule, start, result);
    return result;
}

#pragma GCC visibility pop

#endif
