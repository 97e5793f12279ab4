/* bytecode.c -- code that PocketPy's compiler could not express.
 *
 * An argument of a bytecode has 16 bits, the counts of a call's arguments 8, and a
 * jump 15.  What is larger is cut in silence, all but the jumps: [1,] * 70,000
 * items in a source are a list of 4,464.  Here such a source is a SyntaxError.
 *
 * A count that was cut leaves values on the stack that nothing takes off again: at
 * least 254 of them.  So the code is gone through once, with what each bytecode
 * puts on the stack and takes off; only sources with very many commas need that.
 *
 * One thing it compiles wrongly: a minus before a number or text that is written
 * out marks it as negative, whether it is marked already or no number at all.  So
 * --1 is -1, and -"a" is "a".  That is put right in the tokens.
 *
 * A star in a display, [*a] or {**a}, is compiled as if it were one in a call, to a
 * value that only calls understand, and {**a, "b": 1} to code that pops what is not
 * there.  That is a SyntaxError, too.
 *
 * Another: break and continue inside of a match leave the value that is matched on
 * the stack, where the loop looks for its iterator.  They are made to jump to code
 * behind the function's end, which takes it off and then goes where they went.
 */
#define _GNU_SOURCE
#include "interpose/bytecode.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/stack_effect.h"
#include "memory/region.h"

#include <stdio.h>
#include <string.h>

#include "pocketpy/objects/codeobject.h"

/* Set while the source is compiled: a jump did not fit. */
static _Thread_local bool jump_was_cut;

EXPORT void Bytecode__set_signed_arg(Bytecode *code, int argument)
{
    if (UNLIKELY(argument != (int16_t)argument)) {
        jump_was_cut = true;
        argument = 0;
    }
    code->arg = (uint16_t)(int16_t)argument;
}

/* ----------------------------------------------------------------------- the tokens */

/* Whether a value may end with such a token, so that a minus behind it subtracts. */
static bool ends_value(TokenIndex type)
{
    switch (type) {
    case TK_ID:
    case TK_NUM:
    case TK_STR:
    case TK_FSTR_END:
    case TK_BYTES:
    case TK_IMAG:
    case TK_RPAREN:
    case TK_RBRACKET:
    case TK_RBRACE:
    case TK_DOTDOTDOT:
    case TK_TRUE:
    case TK_FALSE:
    case TK_NONE: return true;
    default: return false;
    }
}

enum { DEEPEST = 200 };

/* The brackets around a token. */
struct nesting {
    int depth;                /* may be more than is noted */
    bool display[DEEPEST];    /* [ or {, and no parenthesis */
    bool parameters[DEEPEST]; /* after lambda, and before its colon */
};

static void note_bracket(struct nesting *n, TokenIndex type)
{
    const bool opens = type == TK_LPAREN || type == TK_LBRACKET || type == TK_LBRACE;

    if (type == TK_RPAREN || type == TK_RBRACKET || type == TK_RBRACE)
        n->depth -= n->depth > 0;
    n->depth += opens;
    if (n->depth >= DEEPEST)
        return;
    if (opens)
        n->display[n->depth] = type != TK_LPAREN;
    if (opens || type == TK_LAMBDA || type == TK_COLON)
        n->parameters[n->depth] = type == TK_LAMBDA;
}

/* Whether a star at tokens[kept], none of an operator, would be a part of a display. */
static bool is_star_of_display(const struct nesting *n, const Token *tokens, int kept)
{
    switch (kept > 0 ? tokens[kept - 1].type : TK_EOL) {
    case TK_LBRACKET:
    case TK_LBRACE:
    case TK_ASSIGN:
    case TK_RETURN:
    case TK_IN: return true;
    case TK_LPAREN: /* of no call, and of no function's parameters */
        return kept < 2 || !ends_value(tokens[kept - 2].type);
    case TK_COMMA: return n->depth < DEEPEST && n->display[n->depth] && !n->parameters[n->depth];
    default: return false;
    }
}

void bytecode_correct_tokens(Token *tokens, int *count)
{
    struct nesting nesting = { 0 };
    int kept = 0;

    for (int i = 0; i < *count; i++) {
        Token t = tokens[i];
        note_bracket(&nesting, t.type);
        /* Any operator that cannot stand there; errors show the source's own text. */
        if ((t.type == TK_MUL || t.type == TK_POW) && is_star_of_display(&nesting, tokens, kept))
            t.type = TK_DIV;
        /* Two minuses that are signs, before a number: as if they were not there. */
        while (t.type == TK_NUM && kept >= 3 && tokens[kept - 1].type == TK_SUB
               && tokens[kept - 2].type == TK_SUB && !ends_value(tokens[kept - 3].type))
            kept -= 2;
        /* A sign before text: ~ is as wrong there, and is not lost. */
        if (t.type == TK_STR && kept >= 2 && tokens[kept - 1].type == TK_SUB
            && !ends_value(tokens[kept - 2].type))
            tokens[kept - 1].type = TK_INVERT;
        tokens[kept++] = t;
    }
    *count = kept;
}

/* ------------------------------------------------------------------------ the stack */

/* Iterators of loops, managers of with and subjects of match, which a return leaves
 * where they are.  Nobody nests so many, and no count that was cut leaves so few. */
enum { LEFT_MOST = 200 };

static bool differ(int32_t a, int32_t b) { return a - b > LEFT_MOST || b - a > LEFT_MOST; }

/* The line where more is on the stack than there should be, or 0.  depths[] has
 * room for one number for each bytecode: how many values are on the stack there. */
static int line_of_excess(const CodeObject *code, int32_t *depths)
{
    const Bytecode *codes = code->codes.data;
    const BytecodeEx *places = code->codes_ex.data;
    const int count = code->codes.length;
    int32_t depth = 0;

    for (int i = 0; i < count; i++)
        depths[i] = STACK_ENDS;
    for (int i = 0; i < count; i++) {
        int32_t jump;
        if (depths[i] != STACK_ENDS) {
            if (depth != STACK_ENDS && differ(depth, depths[i]))
                return places[i].lineno;
            depth = depths[i];
        } else if (depth == STACK_ENDS) {
            continue; /* not reached */
        }
        depths[i] = depth;
        if (codes[i].op == OP_RETURN_VALUE && depth > LEFT_MOST)
            return places[i].lineno;
        if (codes[i].op == OP_BEGIN_TRY) {
            const int end = c11__at(CodeBlock, &code->blocks, places[i].iblock)->end;
            if (end >= 0 && end < count && depths[end] == STACK_ENDS)
                depths[end] = depth; /* where its handlers begin */
        }
        const int32_t more = stack_effect(codes[i].op, codes[i].arg, &jump);
        if (jump != STACK_ENDS) {
            const int to = i + (int16_t)codes[i].arg;
            if (to < 0 || to >= count)
                return places[i].lineno;
            if (depths[to] == STACK_ENDS && to > i)
                depths[to] = depth + jump;
            else if (depths[to] != STACK_ENDS && differ(depths[to], depth + jump))
                return places[i].lineno;
        }
        depth = more == STACK_ENDS ? STACK_ENDS : depth + more;
    }
    return 0;
}

/* ---------------------------------------------- break and continue inside of a match */

/* The innermost loop around the bytecode at `i`, which is a break or a continue. */
static const CodeBlock *loop_around(const CodeObject *code, int i)
{
    int block = c11__at(BytecodeEx, &code->codes_ex, i)->iblock;
    for (;;) {
        const CodeBlock *b = c11__at(CodeBlock, &code->blocks, block);
        if (b->type == CodeBlockType_WHILE_LOOP || b->type == CodeBlockType_FOR_LOOP)
            return b;
        block = b->parent;
    }
}

/* Set depths[] as line_of_excess() does, for code with no counts that were cut; but
 * where a loop ends, and where it begins, no break or continue has a say. */
static void count_depths(const CodeObject *code, int32_t *depths)
{
    const Bytecode *codes = code->codes.data;
    const BytecodeEx *places = code->codes_ex.data;
    const int count = code->codes.length;
    int32_t depth = 0;

    for (int i = 0; i < count; i++)
        depths[i] = STACK_ENDS;
    for (int i = 0; i < count; i++) {
        int32_t jump;
        if (depths[i] != STACK_ENDS)
            depth = depths[i];
        depths[i] = depth;
        if (depth == STACK_ENDS)
            continue; /* not reached */
        if (codes[i].op == OP_BEGIN_TRY) {
            const int end = c11__at(CodeBlock, &code->blocks, places[i].iblock)->end;
            if (end >= 0 && end < count)
                depths[end] = depth;
        }
        const int32_t more = stack_effect(codes[i].op, codes[i].arg, &jump);
        int to = i + (int16_t)codes[i].arg;
        if (codes[i].op == OP_LOOP_BREAK) {
            const int32_t after = depths[loop_around(code, i)->end];
            if (to < count && depths[to] == STACK_ENDS)
                depths[to] = after;
        } else if (jump != STACK_ENDS && to > i && to < count && depths[to] == STACK_ENDS) {
            depths[to] = depth + jump;
        }
        depth = more == STACK_ENDS ? STACK_ENDS : depth + more;
    }
}

/* Let the break or continue at `i` take `more` values off the stack.  Jumps that do not
 * fit are noted, as any. */
static void take_off_first(CodeObject *code, int i, int32_t more)
{
    const int begin = code->codes.length;
    const int to = i + (int16_t)c11__at(Bytecode, &code->codes, i)->arg;
    const BytecodeEx place = *c11__at(BytecodeEx, &code->codes_ex, i);

    for (; more > 0; more--) {
        const Bytecode pop = { OP_POP_TOP, BC_NOARG };
        c11_vector__push(Bytecode, &code->codes, pop);
        c11_vector__push(BytecodeEx, &code->codes_ex, place);
    }
    Bytecode jump = { OP_JUMP_FORWARD, BC_NOARG };
    Bytecode__set_signed_arg(&jump, to - code->codes.length);
    c11_vector__push(Bytecode, &code->codes, jump);
    c11_vector__push(BytecodeEx, &code->codes_ex, place);
    Bytecode__set_signed_arg(c11__at(Bytecode, &code->codes, i), begin - i);
}

static void correct_matches(CodeObject *code)
{
    const int count = code->codes.length;
    int32_t *depths = NULL;

    for (int i = 0; i < count; i++) {
        const Bytecode *codes = code->codes.data;
        const uint16_t op = codes[i].op;
        if (op != OP_LOOP_BREAK && op != OP_LOOP_CONTINUE)
            continue;
        if (depths == NULL) {
            depths = pkhost_libc_malloc((size_t)count * sizeof *depths);
            count_depths(code, depths);
        }
        const CodeBlock *loop = loop_around(code, i);
        const int to = op == OP_LOOP_BREAK ? loop->end : loop->start;
        if (to < count && depths[i] != STACK_ENDS && depths[to] != STACK_ENDS
            && depths[i] > depths[to])
            take_off_first(code, i, depths[i] - depths[to]);
    }
    pkhost_libc_free(depths);
    for (int i = 0; i < code->func_decls.length; i++)
        correct_matches(&c11__getitem(FuncDecl_, &code->func_decls, i)->code);
}

/* -------------------------------------------------------------------- class bodies */

/* The bytecode that began the class whose body `i` is in, or -1.  A class has no other
 * within. */
static int class_around(const CodeObject *code, int i)
{
    const Bytecode *codes = code->codes.data;

    for (i--; i >= 0 && codes[i].op != OP_END_CLASS; i--)
        if (codes[i].op == OP_BEGIN_CLASS)
            return i;
    return -1;
}

py_StackRef bytecode_class_at(const py_Frame *frame, int i)
{
    const CodeObject *code = frame->co;
    const int begin = class_around(code, i);
    if (begin < 0)
        return NULL;
    int32_t *const depths = pkhost_libc_malloc((size_t)code->codes.length * sizeof *depths);
    count_depths(code, depths);
    const int32_t depth = depths[begin];
    pkhost_libc_free(depths);
    return depth > 0 ? frame->p0 + depth - 1 : NULL; /* in the place of its base */
}

/* The line of a break or continue that leaves a class body for a loop around it, or 0;
 * PocketPy would not know that the body has ended. */
static int line_of_class_left(const CodeObject *code, bool *is_break)
{
    const Bytecode *codes = code->codes.data;
    int begin = -1;

    for (int i = 0; i < code->codes.length; i++) {
        if (codes[i].op == OP_BEGIN_CLASS)
            begin = i;
        else if (codes[i].op == OP_END_CLASS)
            begin = -1;
        if (begin < 0 || (codes[i].op != OP_LOOP_BREAK && codes[i].op != OP_LOOP_CONTINUE)
            || loop_around(code, i)->start > begin)
            continue;
        *is_break = codes[i].op == OP_LOOP_BREAK;
        return c11__at(BytecodeEx, &code->codes_ex, i)->lineno;
    }
    return 0;
}

/* -------------------------------------------------------------- calls with * or ** */

/* The line of a call with * or ** that has more written-out arguments than PocketPy's
 * buffer for such a call holds, or 0.  They are copied there before it asks for the
 * items of a * argument, where interpose/calls.c counts all of them; and if that is empty,
 * nobody counts.  One of the values is a * argument itself. */
static int line_of_crowded_call(const CodeObject *code)
{
    const Bytecode *codes = code->codes.data;
    const BytecodeEx *places = code->codes_ex.data;

    for (int i = 0; i < code->codes.length; i++)
        if (UNLIKELY(codes[i].op == OP_CALL_VARGS)
            && (codes[i].arg & 0xFF) + 2 * (codes[i].arg >> 8) - 1 > PK_MAX_CO_VARNAMES)
            return places[i].lineno;
    return 0;
}

/* ------------------------------------------------------------------- the whole code */

/* What is wrong with the code or one of its functions, or NULL; and the line. */
static const char *find_cut(const CodeObject *code, bool stack, int *line)
{
    enum { INDEXES = UINT16_MAX + 1 };

    *line = code->start_line > 0 ? code->start_line : 1;
    if (code->names.length > INDEXES)
        return "a file or function has at most 65,536 names";
    if (code->blocks.length > INDEXES || code->func_decls.length > INDEXES)
        return "a file or function has at most 65,536 blocks and functions";
    bool is_break;
    const int left = line_of_class_left(code, &is_break);
    if (left != 0) {
        *line = left;
        return is_break ? "'break' outside loop" : "'continue' not properly in loop";
    }
    const int crowded = line_of_crowded_call(code);
    if (crowded != 0) {
        *line = crowded;
        return "a call with * or ** takes at most 64 arguments";
    }
    if (stack) {
        int32_t *depths = pkhost_libc_malloc((size_t)code->codes.length * sizeof *depths);
        const int found = line_of_excess(code, depths);
        pkhost_libc_free(depths);
        if (found != 0) {
            *line = found;
            return "a call has at most 255 arguments, and a display or f-string 65,535 parts";
        }
    }
    for (int i = 0; i < code->func_decls.length; i++) {
        const char *wrong =
            find_cut(&c11__getitem(FuncDecl_, &code->func_decls, i)->code, stack, line);
        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}

/* Whether a source is so long, and has so many of what stands between parts, that
 * a count may have been cut. */
static bool may_be_cut(const c11_string *source)
{
    enum { COMMAS_LEAST = 255, BRACES_LEAST = 32767 };
    int commas = 0, braces = 0;

    for (int i = 0; i < source->size; i++) {
        commas += source->data[i] == ',';
        braces += source->data[i] == '{';
    }
    return commas >= COMMAS_LEAST || braces >= BRACES_LEAST;
}

void bytecode_begin(void) { jump_was_cut = false; }

Error *bytecode_check(SourceData_ source, CodeObject *code)
{
    int line = 1;
    if (!jump_was_cut && memmem(source->source->data, (size_t)source->source->size, "match", 5))
        correct_matches(code);
    const char *wrong =
        jump_was_cut
            ? "a loop, an if or a try has at most 32,767 bytecodes: move some of it into a function"
            : find_cut(code, may_be_cut(source->source), &line);

    if (LIKELY(wrong == NULL))
        return NULL;
    CodeObject__dtor(code);
    Error *error = pkhost_libc_malloc(sizeof *error);
    error->src = source;
    PK_INCREF(source);
    error->lineno = line;
    pkhost_here->checks.syntax_column = 0;
    snprintf(error->msg, sizeof error->msg, "%s", wrong);
    return error;
}
