/* tree.h -- a source as a tree: the nodes and fields of CPython's Parser/Python.asdl (3.11, and
 * the type parameters of 3.12).
 *
 * Where the asdl has a field, a member has its name; what may be None there is NULL here.  A node
 * is one struct with a kind and a union member by the name of the kind, in small letters.
 * Lists are arrays in the arena.
 */
#ifndef PKHOST_COMPILER_TREE_H
#define PKHOST_COMPILER_TREE_H

#include "compiler/literals.h"
#include "compiler/source.h"

typedef struct node node;

typedef struct node_list {
    node **items; /* an item may be NULL where the asdl says so: keys of a Dict, kw_defaults */
    int count;
} node_list;

/* An identifier, in its normal form; NULL: none.  Texts of one spelling are one pointer within a
 * tree (interned in the parser), so names are compared by ==. */
typedef const char *identifier;

typedef struct identifier_list {
    identifier *items; /* NULL: the asdl's None, of kwd_attrs etc. never */
    int count;
} identifier_list;

/* clang-format off */
enum node_kind {
    /* mod */
    NODE_MODULE, NODE_INTERACTIVE, NODE_EXPRESSION,
    /* stmt */
    NODE_FUNCTION_DEF, NODE_ASYNC_FUNCTION_DEF, NODE_CLASS_DEF, NODE_RETURN, NODE_DELETE,
    NODE_ASSIGN, NODE_TYPE_ALIAS, NODE_AUG_ASSIGN, NODE_ANN_ASSIGN, NODE_FOR, NODE_ASYNC_FOR,
    NODE_WHILE, NODE_IF, NODE_WITH, NODE_ASYNC_WITH, NODE_MATCH, NODE_RAISE, NODE_TRY,
    NODE_TRY_STAR, NODE_ASSERT, NODE_IMPORT, NODE_IMPORT_FROM, NODE_GLOBAL, NODE_NONLOCAL,
    NODE_EXPR, NODE_PASS, NODE_BREAK, NODE_CONTINUE,
    /* expr */
    NODE_BOOL_OP, NODE_NAMED_EXPR, NODE_BIN_OP, NODE_UNARY_OP, NODE_LAMBDA, NODE_IF_EXP,
    NODE_DICT, NODE_SET, NODE_LIST_COMP, NODE_SET_COMP, NODE_DICT_COMP, NODE_GENERATOR_EXP,
    NODE_AWAIT, NODE_YIELD, NODE_YIELD_FROM, NODE_COMPARE, NODE_CALL, NODE_FORMATTED_VALUE,
    NODE_JOINED_STR, NODE_CONSTANT, NODE_ATTRIBUTE, NODE_SUBSCRIPT, NODE_STARRED, NODE_NAME,
    NODE_LIST, NODE_TUPLE, NODE_SLICE,
    /* comprehension, excepthandler, arguments, arg, keyword, alias, withitem, match_case */
    NODE_COMPREHENSION, NODE_EXCEPT_HANDLER, NODE_ARGUMENTS, NODE_ARG, NODE_KEYWORD, NODE_ALIAS,
    NODE_WITH_ITEM, NODE_MATCH_CASE,
    /* pattern */
    NODE_MATCH_VALUE, NODE_MATCH_SINGLETON, NODE_MATCH_SEQUENCE, NODE_MATCH_MAPPING,
    NODE_MATCH_CLASS, NODE_MATCH_STAR, NODE_MATCH_AS, NODE_MATCH_OR,
    /* type_param */
    NODE_TYPE_VAR, NODE_PARAM_SPEC, NODE_TYPE_VAR_TUPLE,
};

enum expression_context { CONTEXT_LOAD, CONTEXT_STORE, CONTEXT_DELETE };
enum boolean_operator { BOOLEAN_AND, BOOLEAN_OR };
enum binary_operator {
    BINARY_ADD, BINARY_SUB, BINARY_MULT, BINARY_MAT_MULT, BINARY_DIV, BINARY_MOD, BINARY_POW,
    BINARY_L_SHIFT, BINARY_R_SHIFT, BINARY_BIT_OR, BINARY_BIT_XOR, BINARY_BIT_AND,
    BINARY_FLOOR_DIV,
};
enum unary_operator { UNARY_INVERT, UNARY_NOT, UNARY_ADD, UNARY_SUB };
enum comparison_operator {
    COMPARE_EQ, COMPARE_NOT_EQ, COMPARE_LT, COMPARE_LT_E, COMPARE_GT, COMPARE_GT_E, COMPARE_IS,
    COMPARE_IS_NOT, COMPARE_IN, COMPARE_NOT_IN,
};

enum constant_kind {
    CONSTANT_NONE, CONSTANT_TRUE, CONSTANT_FALSE, CONSTANT_ELLIPSIS, CONSTANT_NUMBER,
    CONSTANT_STR, CONSTANT_BYTES,
};
typedef struct constant {
    enum constant_kind kind;
    number number;
    const char *data; /* of a str or bytes */
    int size;
} constant;

struct node {
    enum node_kind kind;
    place place; /* of arguments, comprehension, withitem, match_case: from their parts */
    bool parenthesized; /* an expression in brackets of its own: of assignment targets */
    /* Of scopes.h: the scope of a Module, FunctionDef, ClassDef, Lambda, comprehension. */
    struct scope *scope;
    union {
        struct { node_list body; } module; /* Interactive too */
        struct { node *body; } expression;
        struct {
            identifier name;
            node *args; /* arguments */
            node_list body, decorator_list;
            node *returns;
            node_list type_params;
        } function_def; /* AsyncFunctionDef too */
        struct { identifier name; node_list bases, keywords, body, decorator_list, type_params; } class_def;
        struct { node *value; } return_; /* Await, Yield, YieldFrom, Expr, Starred: `value` below */
        struct { node_list targets; } delete_;
        struct { node_list targets; node *value; } assign;
        struct { node *name; node_list type_params; node *value; } type_alias;
        struct { node *target; enum binary_operator op; node *value; } aug_assign;
        struct { node *target, *annotation, *value; bool simple; } ann_assign;
        struct { node *target, *iter; node_list body, orelse; } for_; /* AsyncFor too */
        struct { node *test; node_list body, orelse; } while_;        /* If too */
        struct { node_list items, body; } with;                       /* AsyncWith too */
        struct { node *subject; node_list cases; } match;
        struct { node *exc, *cause; } raise;
        struct { node_list body, handlers, orelse, finalbody; } try_; /* TryStar too */
        struct { node *test, *msg; } assert_;
        struct { node_list names; } import; /* of alias */
        struct { identifier module; node_list names; int level; } import_from;
        struct { identifier_list names; } global; /* Nonlocal too */
        struct { node *value; } expr;
        struct { enum boolean_operator op; node_list values; } bool_op;
        struct { node *target, *value; } named_expr;
        struct { node *left; enum binary_operator op; node *right; } bin_op;
        struct { enum unary_operator op; node *operand; } unary_op;
        struct { node *args, *body; } lambda;
        struct { node *test, *body, *orelse; } if_exp;
        struct { node_list keys, values; } dict; /* a key NULL: ** of the value */
        struct { node_list elts; } set;
        struct { node *elt; node_list generators; } list_comp; /* SetComp, GeneratorExp too */
        struct { node *key, *value; node_list generators; } dict_comp;
        struct { node *value; } await;
        struct { node *value; } yield;      /* value may be NULL */
        struct { node *value; } yield_from;
        struct { node *left; enum comparison_operator *ops; node_list comparators; } compare;
        struct { node *func; node_list args, keywords; } call;
        struct { node *value; int conversion; node *format_spec; } formatted_value; /* -1, or 's' 'r' 'a' */
        struct { node_list values; } joined_str;
        constant constant;
        struct { node *value; identifier attr; enum expression_context ctx; place attr_place; } attribute;
        struct { node *value, *slice; enum expression_context ctx; } subscript;
        struct { node *value; enum expression_context ctx; } starred;
        struct { identifier id; enum expression_context ctx; } name;
        struct { node_list elts; enum expression_context ctx; } list; /* Tuple too */
        struct { node *lower, *upper, *step; } slice;
        struct { node *target, *iter; node_list ifs; bool is_async; } comprehension;
        struct { node *type; identifier name; node_list body; } except_handler;
        struct {
            node_list posonlyargs, args;
            node *vararg;
            node_list kwonlyargs, kw_defaults; /* as many; an item NULL: no default */
            node *kwarg;
            node_list defaults;
        } arguments;
        struct { identifier arg; node *annotation; } arg;
        struct { identifier arg; node *value; } keyword; /* arg NULL: ** */
        struct { identifier name, asname, bound; } alias; /* bound: the name that is assigned; NULL of "*" */
        struct { node *context_expr, *optional_vars; } with_item;
        struct { node *pattern, *guard; node_list body; } match_case;
        struct { node *value; } match_value;
        struct { enum constant_kind value; } match_singleton;
        struct { node_list patterns; } match_sequence; /* MatchOr too */
        struct { node_list keys, patterns; identifier rest; } match_mapping;
        struct { node *cls; node_list patterns; identifier_list kwd_attrs; node_list kwd_patterns; } match_class;
        struct { identifier name; } match_star; /* NULL: _ */
        struct { node *pattern; identifier name; } match_as;
        struct { identifier name; node *bound; } type_var; /* ParamSpec, TypeVarTuple: name alone */
    };
};
/* clang-format on */

#pragma GCC visibility push(hidden)

/* A new node, its members zero.  It has room for the members of its kind alone: a node is never
 * copied as a whole, nor made another kind. */
node *tree_node(arena *a, enum node_kind kind, place where);

#pragma GCC visibility pop

#endif
