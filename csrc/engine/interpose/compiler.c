/* compiler.c -- calling PocketPy's compiler.
 *
 * It may abort.  It has changed nothing yet but names by then, and what it has
 * made is garbage that stays.  What it cuts in silence: interpose/bytecode.c. */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "interpose/bytecode.h"

#include "pocketpy/compiler/compiler.h"
EXPORT Error *pk_compile(SourceData_ source, CodeObject *out)
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
