/* choice.c -- which compiler a source goes through.
 *
 * pk_compile() takes the place of PocketPy's own (interpose/interpose.list).  In a VM of dialect
 * "python" it is compile_python() that compiles.
 *
 * PocketPy's own compiler may abort.  It has changed nothing yet but names by then, and what it
 * has made is garbage that stays.  What it cuts in silence: interpose/bytecode.c.
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "compiler/compiler.h"
#include "interpose/bytecode.h"
#include "language/known_sources.h"
#include "language/syntax_errors.h"
#include "memory/dialect.h"
#include "stop/steps.h"

#include <stdio.h>
#include <string.h>

#include "pocketpy/compiler/compiler.h"

static Error *compile_pocketpy(SourceData_ source, CodeObject *out)
{
    pkhost_vm *const here = pkhost_here;
    jmp_buf context;

    if (_setjmp(context) == 0) {
        here->checks.compile_abort = &context;
        bytecode_begin();
        Error *error = pkhost_originals.compile(source, out);
        here->checks.compile_abort = NULL;
        return error != NULL || pkhost_building ? error : bytecode_check(source, out);
    }
    here->checks.compile_abort = NULL;
    Error *error = pkhost_libc_malloc(sizeof *error);
    *error = (Error){ .src = source,
                      .lineno = 1,
                      .msg = "a block of this source is too large, or nested too deeply" };
    PK_INCREF(source);
    return error;
}

/* A script that compiles has what it compiles counted: a step for so many bytes, about what the loop
 * does in the same time.  False: it must not go on. */
static bool charge(SourceData_ source, syntax_error *wrong)
{
    enum { BYTES_PER_STEP = 2 };
    pkhost_vm *const here = pkhost_here;
    const int64_t steps = source->is_dynamic ? source->source->size / BYTES_PER_STEP : 0;
    if (steps == 0)
        return true;
    here->region->steps_left -= steps - 1;
    if (!step_count(here))
        return true;
    /* Nobody sees this: the loop ends before its next bytecode. */
    snprintf(wrong->message, sizeof wrong->message, "stopped");
    wrong->place.line = 1;
    return false;
}

static Error *compile_ordinary(SourceData_ source, CodeObject *out)
{
    syntax_error wrong = { 0 };
    if (charge(source, &wrong) && compile_python(source, out, &wrong)) {
        known_sources_note(source);
        return NULL;
    }
    source_error *const error = syntax_error_new(source, wrong.place.line, wrong.message);
    error->class = wrong.kind == TAB_ERROR           ? EXCEPTION_TabError
                   : wrong.kind == INDENTATION_ERROR ? EXCEPTION_IndentationError
                                                     : EXCEPTION_SyntaxError;
    error->column = wrong.place.column;
    error->end_line = wrong.place.end_line;
    error->end_column = wrong.place.end_column;
    return &error->base;
}

/* PocketPy compiles its builtins in Python (csrc/library/builtins.py) into each VM that is made.
 * Dialect "python" has all of them in C. */
static bool is_replaced(const struct SourceData *source)
{
    return pkhost_building && dialect_is_python()
           && strcmp(source->filename->data, "<builtins>") == 0;
}

static Error *compile_nothing(const struct SourceData *source, CodeObject *out)
{
    const SourceData_ nothing =
        SourceData__rcnew("", source->filename->data, source->mode, source->is_dynamic);
    Error *const error = compile_pocketpy(nothing, out);
    PK_DECREF(nothing);
    return error;
}

EXPORT Error *pk_compile(SourceData_ source, CodeObject *out)
{
    if (UNLIKELY(is_replaced(source)))
        return compile_nothing(source, out);
    return dialect_is_python() && !pkhost_building ? compile_ordinary(source, out)
                                                   : compile_pocketpy(source, out);
}
