/* library_code.c -- compiling modules for the archive: by the build, which calls this through the
 * extension that it has just linked (building/library/compiled.py).
 */
#include "compiler/compiler.h"
#include "interpose/stored.h"
#include "pkhost.h"
#include "run/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMORY = 256 << 20 };

/* What the contained part is to do; one build calls from one thread. */
static struct {
    const char *source, *filename;
    text code;
    syntax_error error;
} task;

static bool compile_one(pkhost_vm *vm)
{
    (void)vm;
    CodeObject code;
    const SourceData_ source = SourceData__rcnew(task.source, task.filename, EXEC_MODE, false);
    return compile_python(source, &code, &task.error) && stored_write(&code, &task.code);
}

/* Compile a source; its code is malloc'ed.  NULL: *size bytes of `message` say why not. */
EXPORT char *pkhost_library_code(const char *source, const char *filename, size_t *size,
                                 char *message, size_t message_size)
{
    pkhost_vm *vm = NULL;
    pkhost_vm_new(&vm, MEMORY, PKHOST_DIALECT_PYTHON, NULL, 0, message, message_size);
    if (vm == NULL)
        return NULL;
    memset(&task, 0, sizeof task);
    task.source = source;
    task.filename = filename;
    const bool done = build_contained(vm, compile_one);
    pkhost_vm_free(&vm);
    if (!done) {
        snprintf(message, message_size, "%s",
                 task.error.message[0] != '\0' ? task.error.message : "it cannot be stored");
        text_free(&task.code);
        return NULL;
    }
    *size = task.code.size;
    return task.code.data;
}

EXPORT void pkhost_library_code_free(char *code) { free(code); }
