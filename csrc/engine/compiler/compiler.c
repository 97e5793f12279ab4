/* compiler.c -- ordinary Python, compiled to PocketPy's bytecode: one stage after another. */
#include "compiler/compiler.h"

#include "compiler/generate.h"
#include "compiler/parser.h"
#include "compiler/scopes_find.h"

#include <string.h>

static enum parse_mode mode_of(const struct SourceData *source)
{
    switch (source->mode) {
    case EVAL_MODE: return PARSE_EVAL;
    /* The host's own source (run/task.c), of any number of statements: each expression's value is
     * displayed, or the last is the run's. */
    case SINGLE_MODE: return source->is_dynamic ? PARSE_SINGLE : PARSE_EXEC;
    default: return PARSE_EXEC;
    }
}

/* Where each line begins: for errors that show theirs.  PocketPy's own lexer does this as it reads. */
static void find_lines(SourceData_ source)
{
    if (source->line_starts.length > 1)
        return; /* compiled before */
    const char *at = source->source->data;
    const char *const end = at + source->source->size;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        c11_vector__push(const char *, &source->line_starts, at);
    }
}

bool compile_python(SourceData_ source, CodeObject *code, syntax_error *error)
{
    arena a = { 0 };
    find_lines(source);
    node *const module =
        parse(&a, source->source->data, source->source->size, mode_of(source), error);
    if (module != NULL && source->mode == SINGLE_MODE)
        module->kind = NODE_INTERACTIVE;
    const bool ok = module != NULL && scopes_find(&a, module, error)
                    && generate_module(&a, source, module, code, error);
    arena_free(&a);
    return ok;
}
