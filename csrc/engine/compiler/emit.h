/* emit.h -- a code object while it is made.
 *
 * Bytecodes are PocketPy's.  What PocketPy has no bytecode for is an *operation*
 * (language/operations.h): to the loop it is one OP_FORMAT_STRING, which calls
 * pk_format_object() through its table, and that is ours.
 *
 * Jumps go to labels; a jump that is too far for its 15 bits is made an operation when the code
 * is finished.  Exception handlers are ranges of code with a CodeBlock of PocketPy's each.
 *
 * The depth of the value stack is followed all the while, on every way to every label: code
 * whose ways disagree, or that takes what is not there, is never finished.
 */
#ifndef PKHOST_COMPILER_EMIT_H
#define PKHOST_COMPILER_EMIT_H

#include "compiler/emit_code.h"

#pragma GCC visibility push(hidden)

emitter *emit_begin(arena *a, CodeObject *code); /* which is constructed, and empty */
/* Jumps, constants, details (language/function.h) and columns are put in; the stack's depth is
 * computed.  False: *error (a function that is too large). */
bool emit_end(emitter *e, syntax_error *error);

void emit_place(emitter *e, place p); /* of what follows */
void emit(emitter *e, Opcode op, int argument);
void emit_operation(emitter *e, enum operation op, int first, int second);

label emit_new_label(emitter *e);
void emit_label(emitter *e, label l); /* here */
void emit_jump(emitter *e, Opcode op, label l);
void emit_operation_jump(emitter *e, enum operation op, label l);

/* From BEGIN_TRY to END_TRY: what is raised between goes to `handler`, with the value stack as it
 * was at emit_begin_try().  emit_end_try() is at the end, and on each other way out (break,
 * return …); the loop leaves the last range that was begun. */
void emit_begin_try(emitter *e, label handler);
void emit_end_try(emitter *e);

int emit_name(emitter *e, identifier name);             /* index in code->names */
void emit_constant(emitter *e, const constant *c);      /* push it */
void emit_text(emitter *e, const char *data, int size); /* push a str */
void emit_integer(emitter *e, int64_t value);           /* push it */
/* Push a tuple, whose items are filled with simple constants between the two. */
py_Ref emit_begin_tuple(emitter *e, int count);
void emit_end_tuple(emitter *e);
int emit_constant_index(emitter *e, const py_TValue *value); /* kept by the code object */
int emit_declaration(emitter *e, FuncDecl_ function); /* index in code->func_decls; taken over */

/* The depth of the value stack here.  What follows a jump that is always taken has the depth of
 * the label that it begins with; before that, it is what emit_set_depth() says. */
int emit_depth(const emitter *e);
void emit_set_depth(emitter *e, int depth);
bool emit_is_reachable(const emitter *e);
bool emit_is_too_large(const emitter *e); /* a finally body is there once for each way out */

#pragma GCC visibility pop

#endif
