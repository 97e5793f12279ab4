/* check_findings.h -- what a check of a source finds. */
#ifndef PKHOST_COMPILER_CHECK_FINDINGS_H
#define PKHOST_COMPILER_CHECK_FINDINGS_H

#include "base/pocketpy.h"
#include "compiler/arena.h"
#include "compiler/source.h"

#pragma GCC visibility push(hidden)

enum finding_kind {
    FINDING_UNDEFINED_NAME,
    FINDING_UNUSED_NAME,
    FINDING_UNUSED_IMPORT,
    FINDING_UNREACHABLE,
    FINDING_IMPORT, /* no fault: a module that is wanted, by its name with dots */
};

typedef struct finding {
    enum finding_kind kind;
    place place;
    const char *name; /* "" of what is unreachable; relative imports begin with dots */
} finding;

typedef struct findings {
    finding *items; /* in the arena, in the order of the source */
    int count, capacity;
} findings;

void findings_add(arena *a, findings *f, enum finding_kind kind, place p, const char *name);
/* In the order of the source: by their places, then their names. */
void findings_sort(findings *f);

#pragma GCC visibility pop

#endif
