/* parse_tree.c -- the compiler's parser alone, as a program: sources in, trees as text out.
 *
 * It reads requests from stdin until it ends: a letter (e, v or s: exec, eval, single; q: exec, and only
 * whether there was an error), the size of the source in decimal, a newline, the source.  It answers each
 * with the size of a text, a newline, and the text: the tree as parse_tree.py writes CPython's, or
 * "error KIND LINE COLUMN END_LINE END_COLUMN INCOMPLETE MESSAGE". */
#define _GNU_SOURCE
#include "compiler/parser.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In place of the engine's: memory of the process, and numbers in the locale "C", which main() leaves. */
void *pkhost_libc_malloc(size_t size);
void *pkhost_libc_realloc(void *pointer, size_t size);
void pkhost_libc_free(void *pointer);
double float_read(const char *text, char **end);

static void *checked(void *pointer)
{
    if (pointer == NULL)
        abort();
    return pointer;
}
void *pkhost_libc_malloc(size_t size) { return checked(malloc(size)); }
void *pkhost_libc_realloc(void *pointer, size_t size) { return checked(realloc(pointer, size)); }
void pkhost_libc_free(void *pointer) { free(pointer); }
double float_read(const char *text, char **end) { return strtod(text, end); }

static FILE *out;

static void write_node(const node *n);

static void write_text(const char *data, int size)
{
    fputc('"', out);
    for (int i = 0; i < size; i++) {
        const unsigned char c = (unsigned char)data[i];
        if (c < ' ' || c > '~' || c == '"' || c == '\\')
            fprintf(out, "\\%02x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

static void write_identifier(identifier name)
{
    if (name == NULL)
        fputs("None", out);
    else
        write_text(name, (int)strlen(name));
}

static void write_list(node_list list)
{
    fputc('[', out);
    for (int i = 0; i < list.count; i++) {
        if (i > 0)
            fputs(", ", out);
        write_node(list.items[i]);
    }
    fputc(']', out);
}

static void write_constant(const constant *c)
{
    const number *n = &c->number;
    uint64_t bits;
    memcpy(&bits, &n->real, sizeof bits);
    switch (c->kind) {
    case CONSTANT_NONE: fputs("None", out); break;
    case CONSTANT_TRUE: fputs("True", out); break;
    case CONSTANT_FALSE: fputs("False", out); break;
    case CONSTANT_ELLIPSIS: fputs("...", out); break;
    case CONSTANT_STR: write_text(c->data, c->size); break;
    case CONSTANT_BYTES:
        fputc('b', out);
        write_text(c->data, c->size);
        break;
    case CONSTANT_NUMBER:
        if (n->kind == NUMBER_INT)
            fprintf(out, "%" PRId64, n->integer);
        else if (n->kind == NUMBER_BIG_INT)
            fprintf(out, "big:%d:%.*s", n->base, n->digit_count, n->digits);
        else
            fprintf(out, "%s:%016" PRIx64, n->kind == NUMBER_FLOAT ? "float" : "imaginary", bits);
    }
}

static const char *const CONTEXTS[] = { "Load", "Store", "Del" };
static const char *const BOOLEANS[] = { "And", "Or" };
static const char *const UNARY[] = { "Invert", "Not", "UAdd", "USub" };
static const char *const BINARY[] = { "Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift",
                                      "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv" };
static const char *const COMPARISONS[]
    = { "Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn" };

static const char *const NAMES[] = {
    [NODE_MODULE] = "Module", [NODE_INTERACTIVE] = "Interactive", [NODE_EXPRESSION] = "Expression",
    [NODE_FUNCTION_DEF] = "FunctionDef", [NODE_ASYNC_FUNCTION_DEF] = "AsyncFunctionDef",
    [NODE_CLASS_DEF] = "ClassDef", [NODE_RETURN] = "Return", [NODE_DELETE] = "Delete",
    [NODE_ASSIGN] = "Assign", [NODE_TYPE_ALIAS] = "TypeAlias", [NODE_AUG_ASSIGN] = "AugAssign",
    [NODE_ANN_ASSIGN] = "AnnAssign", [NODE_FOR] = "For", [NODE_ASYNC_FOR] = "AsyncFor",
    [NODE_WHILE] = "While", [NODE_IF] = "If", [NODE_WITH] = "With", [NODE_ASYNC_WITH] = "AsyncWith",
    [NODE_MATCH] = "Match", [NODE_RAISE] = "Raise", [NODE_TRY] = "Try", [NODE_TRY_STAR] = "TryStar",
    [NODE_ASSERT] = "Assert", [NODE_IMPORT] = "Import", [NODE_IMPORT_FROM] = "ImportFrom",
    [NODE_GLOBAL] = "Global", [NODE_NONLOCAL] = "Nonlocal", [NODE_EXPR] = "Expr", [NODE_PASS] = "Pass",
    [NODE_BREAK] = "Break", [NODE_CONTINUE] = "Continue", [NODE_BOOL_OP] = "BoolOp",
    [NODE_NAMED_EXPR] = "NamedExpr", [NODE_BIN_OP] = "BinOp", [NODE_UNARY_OP] = "UnaryOp",
    [NODE_LAMBDA] = "Lambda", [NODE_IF_EXP] = "IfExp", [NODE_DICT] = "Dict", [NODE_SET] = "Set",
    [NODE_LIST_COMP] = "ListComp", [NODE_SET_COMP] = "SetComp", [NODE_DICT_COMP] = "DictComp",
    [NODE_GENERATOR_EXP] = "GeneratorExp", [NODE_AWAIT] = "Await", [NODE_YIELD] = "Yield",
    [NODE_YIELD_FROM] = "YieldFrom", [NODE_COMPARE] = "Compare", [NODE_CALL] = "Call",
    [NODE_FORMATTED_VALUE] = "FormattedValue", [NODE_JOINED_STR] = "JoinedStr",
    [NODE_CONSTANT] = "Constant", [NODE_ATTRIBUTE] = "Attribute", [NODE_SUBSCRIPT] = "Subscript",
    [NODE_STARRED] = "Starred", [NODE_NAME] = "Name", [NODE_LIST] = "List", [NODE_TUPLE] = "Tuple",
    [NODE_SLICE] = "Slice", [NODE_COMPREHENSION] = "comprehension",
    [NODE_EXCEPT_HANDLER] = "ExceptHandler", [NODE_ARGUMENTS] = "arguments", [NODE_ARG] = "arg",
    [NODE_KEYWORD] = "keyword", [NODE_ALIAS] = "alias", [NODE_WITH_ITEM] = "withitem",
    [NODE_MATCH_CASE] = "match_case", [NODE_MATCH_VALUE] = "MatchValue",
    [NODE_MATCH_SINGLETON] = "MatchSingleton", [NODE_MATCH_SEQUENCE] = "MatchSequence",
    [NODE_MATCH_MAPPING] = "MatchMapping", [NODE_MATCH_CLASS] = "MatchClass",
    [NODE_MATCH_STAR] = "MatchStar", [NODE_MATCH_AS] = "MatchAs", [NODE_MATCH_OR] = "MatchOr",
    [NODE_TYPE_VAR] = "TypeVar", [NODE_PARAM_SPEC] = "ParamSpec",
    [NODE_TYPE_VAR_TUPLE] = "TypeVarTuple",
};

/* The values of a node's fields, in the order of Python.asdl, each behind a comma. */
static void field(const node *n)
{
    fputs(", ", out);
    write_node(n);
}
static void fields(node_list list)
{
    fputs(", ", out);
    write_list(list);
}
static void name_field(identifier name)
{
    fputs(", ", out);
    write_identifier(name);
}
static void word(const char *text) { fprintf(out, ", %s", text); }
static void number_field(int n) { fprintf(out, ", %d", n); }
static void identifiers(identifier_list list)
{
    fputs(", [", out);
    for (int i = 0; i < list.count; i++) {
        if (i > 0)
            fputs(", ", out);
        write_identifier(list.items[i]);
    }
    fputc(']', out);
}

static void write_statement(const node *n)
{
    switch (n->kind) {
    case NODE_MODULE:
    case NODE_INTERACTIVE: fields(n->module.body); break;
    case NODE_EXPRESSION: field(n->expression.body); break;
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
        name_field(n->function_def.name);
        field(n->function_def.args);
        fields(n->function_def.body);
        fields(n->function_def.decorator_list);
        field(n->function_def.returns);
        fields(n->function_def.type_params);
        break;
    case NODE_CLASS_DEF:
        name_field(n->class_def.name);
        fields(n->class_def.bases);
        fields(n->class_def.keywords);
        fields(n->class_def.body);
        fields(n->class_def.decorator_list);
        fields(n->class_def.type_params);
        break;
    case NODE_RETURN: field(n->return_.value); break;
    case NODE_DELETE: fields(n->delete_.targets); break;
    case NODE_ASSIGN:
        fields(n->assign.targets);
        field(n->assign.value);
        break;
    case NODE_TYPE_ALIAS:
        field(n->type_alias.name);
        fields(n->type_alias.type_params);
        field(n->type_alias.value);
        break;
    case NODE_AUG_ASSIGN:
        field(n->aug_assign.target);
        word(BINARY[n->aug_assign.op]);
        field(n->aug_assign.value);
        break;
    case NODE_ANN_ASSIGN:
        field(n->ann_assign.target);
        field(n->ann_assign.annotation);
        field(n->ann_assign.value);
        number_field(n->ann_assign.simple);
        break;
    case NODE_FOR:
    case NODE_ASYNC_FOR:
        field(n->for_.target);
        field(n->for_.iter);
        fields(n->for_.body);
        fields(n->for_.orelse);
        break;
    case NODE_WHILE:
    case NODE_IF:
        field(n->while_.test);
        fields(n->while_.body);
        fields(n->while_.orelse);
        break;
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        fields(n->with.items);
        fields(n->with.body);
        break;
    case NODE_MATCH:
        field(n->match.subject);
        fields(n->match.cases);
        break;
    case NODE_RAISE:
        field(n->raise.exc);
        field(n->raise.cause);
        break;
    case NODE_TRY:
    case NODE_TRY_STAR:
        fields(n->try_.body);
        fields(n->try_.handlers);
        fields(n->try_.orelse);
        fields(n->try_.finalbody);
        break;
    case NODE_ASSERT:
        field(n->assert_.test);
        field(n->assert_.msg);
        break;
    case NODE_IMPORT: fields(n->import.names); break;
    case NODE_IMPORT_FROM:
        name_field(n->import_from.module);
        fields(n->import_from.names);
        number_field(n->import_from.level);
        break;
    case NODE_GLOBAL:
    case NODE_NONLOCAL: identifiers(n->global.names); break;
    case NODE_EXPR: field(n->expr.value); break;
    default: break;
    }
}

static void write_expression(const node *n)
{
    switch (n->kind) {
    case NODE_BOOL_OP:
        word(BOOLEANS[n->bool_op.op]);
        fields(n->bool_op.values);
        break;
    case NODE_NAMED_EXPR:
        field(n->named_expr.target);
        field(n->named_expr.value);
        break;
    case NODE_BIN_OP:
        field(n->bin_op.left);
        word(BINARY[n->bin_op.op]);
        field(n->bin_op.right);
        break;
    case NODE_UNARY_OP:
        word(UNARY[n->unary_op.op]);
        field(n->unary_op.operand);
        break;
    case NODE_LAMBDA:
        field(n->lambda.args);
        field(n->lambda.body);
        break;
    case NODE_IF_EXP:
        field(n->if_exp.test);
        field(n->if_exp.body);
        field(n->if_exp.orelse);
        break;
    case NODE_DICT:
        fields(n->dict.keys);
        fields(n->dict.values);
        break;
    case NODE_SET: fields(n->set.elts); break;
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_GENERATOR_EXP:
        field(n->list_comp.elt);
        fields(n->list_comp.generators);
        break;
    case NODE_DICT_COMP:
        field(n->dict_comp.key);
        field(n->dict_comp.value);
        fields(n->dict_comp.generators);
        break;
    case NODE_AWAIT: field(n->await.value); break;
    case NODE_YIELD: field(n->yield.value); break;
    case NODE_YIELD_FROM: field(n->yield_from.value); break;
    case NODE_COMPARE:
        field(n->compare.left);
        for (int i = 0; i < n->compare.comparators.count; i++)
            word(COMPARISONS[n->compare.ops[i]]);
        fields(n->compare.comparators);
        break;
    case NODE_CALL:
        field(n->call.func);
        fields(n->call.args);
        fields(n->call.keywords);
        break;
    case NODE_FORMATTED_VALUE:
        field(n->formatted_value.value);
        number_field(n->formatted_value.conversion);
        field(n->formatted_value.format_spec);
        break;
    case NODE_JOINED_STR: fields(n->joined_str.values); break;
    case NODE_CONSTANT:
        fputs(", ", out);
        write_constant(&n->constant);
        break;
    case NODE_ATTRIBUTE:
        field(n->attribute.value);
        name_field(n->attribute.attr);
        word(CONTEXTS[n->attribute.ctx]);
        break;
    case NODE_SUBSCRIPT:
        field(n->subscript.value);
        field(n->subscript.slice);
        word(CONTEXTS[n->subscript.ctx]);
        break;
    case NODE_STARRED:
        field(n->starred.value);
        word(CONTEXTS[n->starred.ctx]);
        break;
    case NODE_NAME:
        name_field(n->name.id);
        word(CONTEXTS[n->name.ctx]);
        break;
    case NODE_LIST:
    case NODE_TUPLE:
        fields(n->list.elts);
        word(CONTEXTS[n->list.ctx]);
        break;
    case NODE_SLICE:
        field(n->slice.lower);
        field(n->slice.upper);
        field(n->slice.step);
        break;
    default: break;
    }
}

static void write_part(const node *n)
{
    switch (n->kind) {
    case NODE_COMPREHENSION:
        field(n->comprehension.target);
        field(n->comprehension.iter);
        fields(n->comprehension.ifs);
        number_field(n->comprehension.is_async);
        break;
    case NODE_EXCEPT_HANDLER:
        field(n->except_handler.type);
        name_field(n->except_handler.name);
        fields(n->except_handler.body);
        break;
    case NODE_ARGUMENTS:
        fields(n->arguments.posonlyargs);
        fields(n->arguments.args);
        field(n->arguments.vararg);
        fields(n->arguments.kwonlyargs);
        fields(n->arguments.kw_defaults);
        field(n->arguments.kwarg);
        fields(n->arguments.defaults);
        break;
    case NODE_ARG:
        name_field(n->arg.arg);
        field(n->arg.annotation);
        break;
    case NODE_KEYWORD:
        name_field(n->keyword.arg);
        field(n->keyword.value);
        break;
    case NODE_ALIAS:
        name_field(n->alias.name);
        name_field(n->alias.asname);
        break;
    case NODE_WITH_ITEM:
        field(n->with_item.context_expr);
        field(n->with_item.optional_vars);
        break;
    case NODE_MATCH_CASE:
        field(n->match_case.pattern);
        field(n->match_case.guard);
        fields(n->match_case.body);
        break;
    case NODE_MATCH_VALUE: field(n->match_value.value); break;
    case NODE_MATCH_SINGLETON: {
        const constant value = { .kind = n->match_singleton.value };
        fputs(", ", out);
        write_constant(&value);
        break;
    }
    case NODE_MATCH_SEQUENCE:
    case NODE_MATCH_OR: fields(n->match_sequence.patterns); break;
    case NODE_MATCH_MAPPING:
        fields(n->match_mapping.keys);
        fields(n->match_mapping.patterns);
        name_field(n->match_mapping.rest);
        break;
    case NODE_MATCH_CLASS:
        field(n->match_class.cls);
        fields(n->match_class.patterns);
        identifiers(n->match_class.kwd_attrs);
        fields(n->match_class.kwd_patterns);
        break;
    case NODE_MATCH_STAR: name_field(n->match_star.name); break;
    case NODE_MATCH_AS:
        field(n->match_as.pattern);
        name_field(n->match_as.name);
        break;
    case NODE_TYPE_VAR:
        name_field(n->type_var.name);
        field(n->type_var.bound);
        break;
    case NODE_PARAM_SPEC:
    case NODE_TYPE_VAR_TUPLE: name_field(n->type_var.name); break;
    default: break;
    }
}

static bool has_place(const node *n)
{
    switch (n->kind) {
    case NODE_MODULE:
    case NODE_INTERACTIVE:
    case NODE_EXPRESSION:
    case NODE_COMPREHENSION:
    case NODE_ARGUMENTS:
    case NODE_WITH_ITEM:
    case NODE_MATCH_CASE: return false;
    default: return true;
    }
}

static void write_node(const node *n)
{
    if (n == NULL) {
        fputs("None", out);
        return;
    }
    fprintf(out, "%s(", NAMES[n->kind]);
    if (has_place(n))
        fprintf(out, "%d.%d-%d.%d", n->place.line, n->place.column, n->place.end_line,
                n->place.end_column);
    write_statement(n);
    write_expression(n);
    write_part(n);
    fputc(')', out);
}

static void answer(char mode, const char *source, int size)
{
    static const char *const kinds[] = { "SyntaxError", "IndentationError", "TabError" };
    arena a = { 0 };
    syntax_error error;
    const node *tree = parse(&a, source, size,
                             mode == 'v'   ? PARSE_EVAL
                             : mode == 's' ? PARSE_SINGLE
                                           : PARSE_EXEC,
                             &error);
    if (tree != NULL && mode != 'q')
        write_node(tree);
    else if (tree == NULL)
        fprintf(out, "error %s %d %d %d %d %d %s", kinds[error.kind], error.place.line,
                error.place.column, error.place.end_line, error.place.end_column,
                (int)error.incomplete, error.message);
    arena_free(&a);
}

int main(void)
{
    char mode;
    int size;
    while (scanf(" %c %d", &mode, &size) == 2 && getchar() == '\n') {
        char *source = checked(malloc((size_t)size + 1));
        if (fread(source, 1, (size_t)size, stdin) != (size_t)size)
            return 1;
        source[size] = '\0';
        char *text;
        size_t length;
        out = checked(open_memstream(&text, &length));
        answer(mode, source, size);
        fclose(out);
        printf("%zu\n", length);
        fwrite(text, 1, length, stdout);
        fflush(stdout);
        free(text);
        free(source);
    }
    return 0;
}
